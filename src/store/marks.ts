/** ms for which the mark of a handled update is kept. Telegram keeps an undelivered update for a day, Zalo repeats for less; a week forgives a long outage. */
export const markKeptMs = 7 * 24 * 3_600_000;

/** ms. A mark from further ahead was made on a clock that has moved back since. */
export const markAheadMs = 24 * 3_600_000;

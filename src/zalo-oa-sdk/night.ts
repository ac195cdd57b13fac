/** Promotions are refused from 22:00 to 06:00 in Vietnam, which keeps +07:00 all year. */

const HOUR = 3600_000;

/** Milliseconds until the next 06:00 in Vietnam. */
export function msUntilMorning(now: number): number {
  const intoDay = (now + 7 * HOUR) % (24 * HOUR);
  return (6 * HOUR - intoDay + 24 * HOUR) % (24 * HOUR);
}

/** In a GMF group the text `[@id]` calls a person, and with the group's id everybody. Source: Zalo OA docs, "GMF". */

/** Takes every such token out of words that somebody else wrote, so that nobody can call the whole group through the bot. */
export function stripMentions(text: string): string {
  // Again until nothing changes: `[[@1]@2]` becomes a token only when the inner one is gone.
  for (let before = text; ; before = text) {
    text = text.replace(/\[@[^\]]*\]/g, '');
    if (text === before) return text;
  }
}

/** The token that calls one person, or everybody when given the group's id. */
export function mention(id: string): string {
  return `[@${id}]`;
}

/**
 * What another party said about an error, made fit for an error or a log. A platform may quote back what it was sent (a token,
 * a member's words), so nothing is copied: only what is recognised passes.
 */

/** The field that Zalo names, if it is one that we sent, and the level of a rate limit. Else empty. */
export function hintOf(said: unknown, request: unknown): string {
  if (typeof said !== 'string') return '';
  const field = /([\w.]{1,40}) is invalid/i.exec(said)?.[1];
  if (field && keysIn(request).has(field)) return `field ${field}`;
  const level = /\b(app|oa)\b[ -]?level/i.exec(said)?.[1];
  return level ? `${level.toLowerCase() === 'oa' ? 'OA' : 'app'} level` : '';
}

/** An OAuth error's name when it is plain short English words and holds nothing that was sent. */
export function plainName(said: unknown, sent: readonly string[]): string {
  if (typeof said !== 'string' || !/^[A-Za-z]{1,14}( [A-Za-z]{1,14}){0,7}$/.test(said)) return '';
  return sent.some((secret) => secret !== '' && said.includes(secret)) ? '' : said;
}

function keysIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      found.add(key);
      keysIn(part, found);
    }
  }
  return found;
}

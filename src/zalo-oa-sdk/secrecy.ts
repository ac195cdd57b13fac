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

// The words of OAuth errors. A name made of other words is not repeated.
const TERMS = new Set(
  (
    'access account active admin and api app application approved authorization been challenge client code does error exist ' +
    'exists expired failed for grant has id inactive incorrect internal invalid is key limit malformed missing no not oa of ' +
    'official or owner parameter permission refresh rejected removed request required revoked secret server supported the ' +
    'token type unauthorized unknown uri url used user verifier was wrong'
  ).split(' '),
);

/** An OAuth error's name if every word of it is a term of OAuth. */
export function plainName(said: unknown): string {
  if (typeof said !== 'string' || said.length > 80) return '';
  const words = said.toLowerCase().split(/[ _.]+/);
  return words.every((word) => TERMS.has(word)) ? said : '';
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

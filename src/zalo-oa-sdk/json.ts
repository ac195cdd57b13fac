/** JSON as Zalo prints it: ids are longer than a JavaScript number can hold and are not always quoted. */

// Strings are matched first, so that digits inside a text stay as they are.
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
const LONG = /[:[,]\s*-?\d{16,}/;

/** Parses; a bare integer beyond 2^53 becomes a string of its digits. Throws SyntaxError without the text itself. */
export function parseLossless(text: string): unknown {
  const safe = LONG.test(text) ? text.replace(TOKENS, quoteLong) : text;
  try {
    return JSON.parse(safe);
  } catch {
    // The engine's own message quotes the text, which may be a person's words.
    throw new SyntaxError('not JSON');
  }
}

function quoteLong(token: string): string {
  return /^-?\d{16,}$/.test(token) ? `"${token}"` : token;
}

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text or number as text; anything else, and the empty text, is nothing. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** Zalo's numbers come as numbers and as text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

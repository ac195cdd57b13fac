import { isPlainSyllable, isSyllable } from './syllable.ts';
import { sameI, shapeOf } from './letters.ts';

/** Nobody asks a question in more words; what comes after is not looked at, so that time stays bounded. */
export const MOST_TOKENS = 160;
const LONGEST_TOKEN = 48;
const LONGEST_TEXT = 4000;

/** A mark without a letter begins none: it belongs to a picture, as in `❗️5K`. */
const TOKEN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

/** One run of letters and digits as it was typed: lower case, NFC. */
export function tokenise(text: string, most = MOST_TOKENS): string[] {
  const tokens: string[] = [];
  const lower = text.slice(0, LONGEST_TEXT).normalize('NFC').toLowerCase().normalize('NFC');
  for (const [token] of lower.matchAll(TOKEN)) {
    tokens.push(token.length > LONGEST_TOKEN ? token.slice(0, LONGEST_TOKEN) : token);
    if (tokens.length === most) break;
  }
  return tokens;
}

/**
 * One word of a text after reading it: `plain` is the key without marks, `marked` the key with shape and tone, or empty
 * when the writer left the marks out and it may be any of several words.
 */
export interface Word {
  plain: string;
  marked: string;
  /** Corrected from a typing error: its marks are anybody's guess. */
  unsure?: true;
  /** The marks were left out and put back by likelihood. */
  guessed?: true;
}

/** Does the token carry a vowel mark or a tone? (đ alone does not count: it stands in abbreviations.) */
export function isMarked(token: string): boolean {
  for (const char of token) if (char >= '\x80' && char !== 'đ') return true;
  return false;
}

/** The keys of one token. `sure`: an absent mark means that there is none. */
export function wordOf(token: string, sure: boolean): Word {
  const { plain, shaped, tone } = shapeOf(token);
  const key = sameI(shaped);
  const marked = tone !== 0 ? key + String(tone) : shaped !== plain || sure ? key : '';
  return { plain: sameI(plain), marked };
}

/** Is the token a Vietnamese syllable as it stands, with or without marks? */
export function isWord(token: string): boolean {
  const shape = shapeOf(token);
  return shape.shaped === shape.plain && shape.tone === 0 ? isPlainSyllable(shape.plain) : isSyllable(shape);
}

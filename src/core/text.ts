/** Vietnamese text as people type it. */

const ASCII = /^[\x00-\x7f]*$/;
/** The combining marks of Latin script; vowel signs of other scripts are letters to their readers and stay. */
const LATIN_MARKS = /[\u0300-\u036f]/g;

/**
 * The text as someone types it who has no Vietnamese keyboard: lower case, without tone and vowel marks, đ as d, NFC.
 * For comparing, never for showing. Folding twice is folding once, and no letter is ever lost.
 */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .toLowerCase()
    .normalize('NFD')
    .replace(LATIN_MARKS, '')
    .replace(/đ/g, 'd')
    .normalize('NFC');
}

const wordsOnly = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

/** For comparing a typed label with a shown one: folded, without emoji and punctuation, single spaces. */
export const labelKey = remembered((text) => wordsOnly(fold(text)));

/** The same for a label whose marks were typed: `ma` does not stand for `má` when both are offered. */
export const markedKey = remembered((text) => wordsOnly(text.normalize('NFC').toLowerCase()));

/** Each turn compares its words with the same few hundred labels: the keys of short texts are kept, a few thousand at most. */
function remembered(keyOf: (text: string) => string): (text: string) => string {
  const longest = 80;
  const most = 4_000;
  const known = new Map<string, string>();
  // A long text is asked for by one route after the other.
  let last = { text: '', key: '' };
  return (text) => {
    if (text === last.text) return last.key;
    if (text.length > longest) {
      last = { text, key: keyOf(text) };
      return last.key;
    }
    const key = known.get(text) ?? keyOf(text);
    if (known.size >= most) known.clear();
    known.set(text, key);
    return key;
  };
}

const segmenter = new Intl.Segmenter('vi');

/** At most `max` characters as people count them; a cut text ends in `…`. */
export function shorten(text: string, max: number): string {
  // Never more characters than UTF-16 units; to count them is dear.
  if (text.length <= max) return text;
  const parts = [...segmenter.segment(text)];
  if (parts.length <= max) return text;
  return `${parts
    .slice(0, max - 1)
    .map((part) => part.segment)
    .join('')
    .trimEnd()}…`;
}

/** One line, single spaces: for a gist. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Vietnamese mobile and land lines, written with spaces, dots or +84; as 0xxxxxxxxx. */
export function readPhone(text: string): string | undefined {
  const digits = text.replace(/[\s.\-()]/g, '').replace(/^\+?84(?=\d{9,10}$)/, '0');
  return /^0\d{9,10}$/.test(digits) ? digits : undefined;
}

/** A count that a person typed: `3`, `3 người`, `khoảng 20 người`. */
export function readCount(text: string): number | undefined {
  const found = /^(?:\p{L}+\s+)?(\d{1,6})(?:\s*\p{L}+){0,3}\s*\.?$/u.exec(text.trim());
  if (!found) return undefined;
  const count = Number(found[1]);
  return count > 0 ? count : undefined;
}

/** How many words a text has; emoji and punctuation are none. */
export function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
}

/** Letters or digits that mean something: an emoji or a dot alone is no answer. */
export function hasWords(text: string, atLeast = 2): boolean {
  return (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= atLeast;
}

const ASCII = /^[\x00-\x7f]*$/;
// The combining marks of Latin script; vowel signs of other scripts are letters to their readers and stay.
const LATIN_MARKS = /[\u0300-\u036f]/g;

/**
 * The text as someone types it who has no Vietnamese keyboard: lower case, without tone and vowel marks, đ as d, NFC.
 * Folding twice is folding once, and no letter is ever lost.
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

import { TONES, shapeOf } from './letters.ts';
import { isSyllable } from './syllable.ts';

const TONE_KEYS = '_sfrxj';
const VOWELS = 'aăâeêioôơuưy';
const HATS: Record<string, string> = { a: 'â', e: 'ê', o: 'ô' };
const HORNS: Record<string, string> = { a: 'ă', o: 'ơ', u: 'ư' };

/** Puts the tone where any reader of `shapeOf` finds it: on the last vowel that is not a glide. */
function withTone(letters: string[], tone: number): string {
  let at = -1;
  for (const [i, char] of letters.entries()) if (VOWELS.includes(char)) at = i;
  if (at === -1 || tone === 0) return letters.join('');
  letters[at] += TONES[tone] ?? '';
  return letters.join('').normalize('NFC');
}

function lastOf(letters: string[], wanted: string): number {
  for (let i = letters.length - 1; i >= 0; i--) if (wanted.includes(letters[i] ?? '')) return i;
  return -1;
}

function horn(letters: string[]): boolean {
  const at = lastOf(letters, 'aou');
  // `uwow`: the second w says again what the first has said.
  if (at === -1) return lastOf(letters, 'ăơư') !== -1;
  const char = letters[at] ?? '';
  if (char === 'o' && letters[at - 1] === 'u') letters[at - 1] = 'ư';
  letters[at] = HORNS[char] ?? char;
  return true;
}

/**
 * What the Telex keys would have typed had the keyboard been on (`tieengs` → `tiếng`), the tone key anywhere after the
 * vowel; `undefined` when the keys carry no mark or do not make a Vietnamese syllable.
 */
export function fromTelex(word: string): string | undefined {
  if (word.length < 2 || word.length > 12 || !/^[a-zđ]+$/.test(word)) return undefined;
  const letters: string[] = [];
  let tone = 0;
  let changed = false;
  for (const key of word) {
    const toneOfKey = TONE_KEYS.indexOf(key);
    const vowelSeen = letters.some((char) => VOWELS.includes(char));
    if (toneOfKey > 0 && vowelSeen) {
      tone = toneOfKey;
      changed = true;
    } else if (key === 'w') {
      if (!horn(letters)) letters.push('ư');
      changed = true;
    } else if (key === 'd' && letters[0] === 'd') {
      letters[0] = 'đ';
      changed = true;
    } else if (HATS[key] !== undefined && lastOf(letters, key) !== -1) {
      letters[lastOf(letters, key)] = HATS[key];
      changed = true;
    } else if (key === 'o' && letters.at(-1) === 'ư') {
      letters.push('ơ');
    } else {
      letters.push(key);
    }
  }
  if (!changed) return undefined;
  const decoded = withTone(letters, tone);
  return isSyllable(shapeOf(decoded)) ? decoded : undefined;
}

import { TONES, shapeOf } from './letters.ts';
import { isSyllable } from './syllable.ts';

const MARKS: Record<string, Record<string, string>> = {
  '6': { a: 'â', e: 'ê', o: 'ô' },
  '7': { o: 'ơ', u: 'ư' },
  '8': { a: 'ă' },
  '9': { d: 'đ' },
};

/**
 * What the VNI keys would have typed had the keyboard been on (`tie61ng` → `tiếng`, `d9oan2` → `đoàn`); `undefined`
 * when they do not make a Vietnamese syllable.
 */
export function fromVni(word: string): string | undefined {
  if (word.length < 3 || word.length > 12 || !/^[a-z]+[1-9][a-z1-9]*$/.test(word)) return undefined;
  const letters: string[] = [];
  let tone = 0;
  for (const key of word) {
    if (key >= '1' && key <= '5') {
      tone = Number(key);
      continue;
    }
    const marks = MARKS[key];
    if (marks === undefined) {
      letters.push(key);
      continue;
    }
    const at = letters.findLastIndex((char) => marks[char] !== undefined);
    const char = letters[at];
    if (char === undefined) return undefined;
    letters[at] = marks[char] ?? char;
    if (key === '7' && char === 'o' && letters[at - 1] === 'u') letters[at - 1] = 'ư';
  }
  const vowel = letters.findLastIndex((char) => 'aăâeêioôơuưy'.includes(char));
  if (vowel === -1) return undefined;
  letters[vowel] += TONES[tone] ?? '';
  const decoded = letters.join('').normalize('NFC');
  return isSyllable(shapeOf(decoded)) ? decoded : undefined;
}

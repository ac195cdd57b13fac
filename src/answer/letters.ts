import { fold } from '../core/text.ts';

/** What one Vietnamese letter is made of: `đ`, `ế` → plain `d`, `e`; shaped `đ`, `ê`; tone 0, 2. */
export interface Letter {
  plain: string;
  shaped: string;
  tone: number;
}

/** Combining marks of the five written tones, numbered as in VNI: sắc, huyền, hỏi, ngã, nặng. */
export const TONES = ['', '\u0301', '\u0300', '\u0309', '\u0303', '\u0323'];
const SHAPED = 'aăâeêioôơuưy';
const PLAIN = 'aaaeeiooouuy';

const LETTERS = new Map<string, Letter>([['đ', { plain: 'd', shaped: 'đ', tone: 0 }]]);
for (const [i, shaped] of [...SHAPED].entries()) {
  for (const [tone, mark] of TONES.entries()) {
    LETTERS.set((shaped + mark).normalize('NFC'), { plain: PLAIN[i] ?? shaped, shaped, tone });
  }
}

/** The parts of one NFC, lower-case letter; `undefined` for a letter that carries nothing. */
export function letter(char: string): Letter | undefined {
  return LETTERS.get(char);
}

/** A word taken apart: without marks, without tone, and the tone it carried anywhere (0 for none). */
export interface Shape {
  plain: string;
  shaped: string;
  tone: number;
}

/** Takes a lower-case NFC word apart, so that `hoà` and `hòa` become the same `hoa` with tone 2. */
export function shapeOf(word: string): Shape {
  let plain = '';
  let shaped = '';
  let tone = 0;
  for (const char of word) {
    const parts = LETTERS.get(char);
    if (parts === undefined) {
      plain += char < '\x80' ? char : fold(char);
      shaped += char;
    } else {
      plain += parts.plain;
      shaped += parts.shaped;
      if (parts.tone !== 0) tone = parts.tone;
    }
  }
  return { plain, shaped, tone };
}

// Both spellings of a final i are official (kỹ/kĩ, quý/quí), so they must meet in one key.
const FINAL_Y = /^([hklmtsv]|qu)y$/;

/** One key for the two spellings of a final i, on plain or shaped letters. */
export function sameI(syllable: string): string {
  return syllable.endsWith('y') && FINAL_Y.test(syllable) ? syllable.slice(0, -1) + 'i' : syllable;
}

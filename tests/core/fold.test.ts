/** What must hold for folding and normalising on any text whatever, Vietnamese or not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise } from '../../src/answer/normalise.ts';
import { tokenise } from '../../src/answer/tokens.ts';
import { fold, labelKey, markedKey } from '../../src/core/text.ts';

const any = fc.string({ unit: 'binary', maxLength: 60 });
const marks = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323', '\u0302', '\u0306', '\u031b'];
/** Letters with every pile of marks, in any order, composed or not: what keyboards and copied texts bring. */
const vietnamese = fc
  .array(
    fc.tuple(
      fc.constantFrom(...'aAeEiIoOuUyYdDđĐnhgcktbmpqvxrsl 09.'),
      fc.constantFrom(...marks),
      fc.constantFrom(...marks),
      fc.constantFrom('NFC', 'NFD', 'NFKC'),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.map(([base, one, two, form]) => (base + one + two).normalize(form)).join(''));
const texts = fc.oneof(any, vietnamese, fc.string({ unit: 'grapheme', maxLength: 40 }));
const always = (promise: (text: string) => void, source = texts): void => {
  fc.assert(
    fc.property(source, (text) => {
      promise(text);
    }),
    { numRuns: 2_000 },
  );
};

/** Letters as people count them: composed, without marks that stand alone. */
const letters = (text: string): number => text.normalize('NFC').match(/\p{L}/gu)?.length ?? 0;

describe.each([
  ['fold', fold],
  ['normalise', normalise],
  ['labelKey', labelKey],
  ['markedKey', markedKey],
])('%s', (_, change) => {
  it('twice is once', () => {
    always((text) => expect(change(change(text))).toBe(change(text)));
  });

  it('gives NFC, and the same for every form of writing a letter', () => {
    always((text) => {
      const done = change(text);
      expect(done).toBe(done.normalize('NFC'));
      expect(change(text.normalize('NFD'))).toBe(done);
    });
  });
});

describe('folding', () => {
  it('never loses a letter', () => {
    always((text) => expect(letters(fold(text))).toBeGreaterThanOrEqual(letters(text)));
    always((text) => expect(letters(normalise(text))).toBeGreaterThanOrEqual(letters(text)));
  });

  it('keeps the number of Vietnamese letters, and leaves plain ones only', () => {
    always((text) => {
      expect(letters(fold(text))).toBe(letters(text.normalize('NFC')));
      expect(fold(text)).not.toMatch(/[\u00c0-\u024f\u1ea0-\u1ef9]/);
    }, vietnamese);
  });

  it('brings capitals and every place of a tone together', () => {
    for (const [one, other] of [
      ['hoà', 'hòa'], ['thuý', 'thúy'], ['CÔNG ĐOÀN', 'công đoàn'], ['Hoà', 'HÒA'],
    ] as const) {
      expect(normalise(one)).toBe(normalise(other));
      expect(fold(one)).toBe(fold(other));
    }
  }); // prettier-ignore
});

describe('the words of a text', () => {
  it('never throw, are lower case and NFC, and together hold every letter of a short text', () => {
    always((text) => {
      const words = tokenise(text);
      for (const word of words) expect(word).toBe(word.normalize('NFC').toLowerCase());
      if (words.length < 160) expect(letters(words.join(''))).toBeGreaterThanOrEqual(letters(text));
    });
  });

  it('are the same with pictures around them, which have marks of their own', () => {
    expect(tokenise('❗\ufe0f5K là gì ❤\ufe0f\u200d🔥 ạ')).toEqual(['5k', 'là', 'gì', 'ạ']);
  });
});

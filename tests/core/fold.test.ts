import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../../src/core/text.ts';
import { normalise } from '../../src/answer/normalise.ts';

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        'Hoà',
        'hòa',
        'thuỷ',
        'THỦY',
        'quý',
        'đ',
        'Ð',
        'ế',
        '\u0301',
        'İ',
        'ß',
        'Σ',
        ' ',
        '\ud800',
      ),
    )
    .map((parts) => parts.join('')),
);

/** Letters as Unicode counts them once composed letters are taken apart. */
const letters = (text: string): number =>
  [...text.normalize('NFD').toLowerCase().normalize('NFD')].filter((char) => /\p{L}/u.test(char)).length;

for (const [name, change] of [
  ['fold', fold],
  ['normalise', normalise],
] as const) {
  describe(`${name} of any string at all`, () => {
    it('is the same when done twice', () => {
      fc.assert(
        fc.property(anything, (text) => change(change(text)) === change(text)),
        { numRuns: 1000 },
      );
    });

    it('is NFC', () => {
      fc.assert(
        fc.property(anything, (text) => change(text) === change(text).normalize('NFC')),
        { numRuns: 1000 },
      );
    });

    it('loses no letter', () => {
      fc.assert(
        fc.property(anything, (text) => letters(change(text)) === letters(text)),
        { numRuns: 1000 },
      );
    });

    it('is done quickly for 10,000 characters', () => {
      for (const text of [
        'ồ'.repeat(10_000),
        'hòa '.repeat(2_500),
        '\u0301'.repeat(10_000),
        'o'.repeat(10_000),
      ]) {
        const start = performance.now();
        change(text);
        expect(performance.now() - start).toBeLessThan(500);
      }
    });
  });
}

describe('fold', () => {
  it('writes as people do without a Vietnamese keyboard', () => {
    expect(fold('Đoàn viên được hưởng CHẾ ĐỘ gì?')).toBe('doan vien duoc huong che do gi?');
  });

  it('does not care how the marks were composed', () => {
    expect(fold('tiếng'.normalize('NFD'))).toBe('tieng');
  });
});

describe('normalise', () => {
  it('puts tones in their new place and nothing else', () => {
    expect(normalise('Hòa  Thúy khỏe, của quý báu, HỌA')).toBe('hoà thuý khoẻ, của quý báu, hoạ');
  });
});

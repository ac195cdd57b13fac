import { describe, expect, it } from 'vitest';
import { newReference, readReference, REFERENCE_ALPHABET } from '../../src/core/reference.ts';

const NOW = Date.UTC(2026, 10, 21, 3, 0);
const references = Array.from({ length: 2000 }, (_, i) => newReference(NOW, `telegram:${i}`));

describe('a reference', () => {
  it('is PA, year and month in Việt Nam, five characters that nobody confuses', () => {
    for (const reference of references) expect(reference).toMatch(/^PA-2611-[2-9A-HJKMNP-Z]{5}$/);
    expect(newReference(Date.UTC(2026, 10, 30, 17, 0), 'u')).toMatch(/^PA-2612-/);
  });

  it('is the same for the same update, another one for another or for a second try', () => {
    expect(newReference(NOW, 'telegram:1')).toBe(references[1]);
    expect(newReference(NOW, 'telegram:1', 1)).not.toBe(references[1]);
    expect(new Set(references).size).toBeGreaterThan(1990);
  });

  it('is read as people write it', () => {
    const reference = references[7]!;
    const [, month, body] = reference.split('-') as [string, string, string];
    for (const typed of [reference, reference.toLowerCase(), ` pa ${month} ${body} `, `PA${month}${body}`])
      expect(readReference(typed)).toBe(reference);
  });

  it('one wrong character, or two neighbours swapped, is noticed', () => {
    for (const reference of references.slice(0, 60)) {
      const body = [...reference.slice(8)];
      for (let i = 0; i < body.length; i++) {
        for (const other of REFERENCE_ALPHABET) {
          if (other === body[i]) continue;
          expect(readReference(`PA-2611-${body.with(i, other).join('')}`)).toBeUndefined();
        }
        const next = body[i + 1];
        if (next === undefined || next === body[i]) continue;
        expect(
          readReference(
            `PA-2611-${body
              .with(i, next)
              .with(i + 1, body[i]!)
              .join('')}`,
          ),
          reference,
        ).toBeUndefined();
      }
    }
  });

  it.each(['', 'PA', 'PA-2611-', 'PA-2611-OOOOO', 'PA-2611-222222', 'xPA-2611-22222'])(
    '“%s” is none',
    (text) => {
      expect(readReference(text)).toBeUndefined();
    },
  );
});

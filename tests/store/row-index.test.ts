import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowIndexes, filedOf } from '../../src/store/lowdb/row-index.ts';
import { report } from './rows.ts';

const times = fc.oneof(
  fc.nat(),
  fc.double({ min: -1e4, max: 36 ** 9 + 9, noNaN: true }),
  fc.maxSafeInteger(),
);

describe('the place of a row in an index', () => {
  it('is written with its time in base 36, which files of all versions have', () => {
    fc.assert(
      fc.property(times, (at) => {
        const whole = Math.min(Math.max(0, Math.floor(at)), 36 ** 9 - 1);
        const { entries } = filedOf('reports', report('PA-1', { at }));
        expect(entries['sent']).toBe(`-\0${whole.toString(36).padStart(9, '0')}\0PA-1`);
      }),
    );
  });

  it('is the same for a row in memory and for one that rests in a file', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(times, fc.boolean()), { maxLength: 40 }), (drawn) => {
        const rows = drawn.map(([at], n) => report(`PA-${n}`, { at: Math.abs(at), member: `zalo:${n % 3}` }));
        const inFiles = rows.filter((_, n) => drawn[n]?.[1]).map((row) => filedOf('reports', row));
        const inMemory = rows.filter((_, n) => !drawn[n]?.[1]);
        const mixed = createRowIndexes('reports', inMemory, inFiles);
        const all = createRowIndexes('reports', rows, []);
        for (const [name, value] of [
          ['sent', '-'],
          ['member', 'zalo:1'],
          ['due', '-'],
        ] as const)
          for (const newest of [false, true])
            expect([...mixed[name]!.ids(value, { newest })]).toEqual([...all[name]!.ids(value, { newest })]);
      }),
    );
  });
});

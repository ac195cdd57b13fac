import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highest } from '../../src/answer/best.ts';
import { createPairs } from '../../src/answer/pairs.ts';
import { createRanking } from '../../src/answer/ranking.ts';
import { parseLexicon } from '../../src/answer/lexicon.ts';

describe('the flat parts of the index', () => {
  it('the highest are what sorting everything would give', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), fc.integer({ min: 1, max: 6 }), (list, most) => {
        const sorted = list.map((value, at) => ({ value, at })).filter(({ value }) => value > 0);
        sorted.sort((a, b) => b.value - a.value || a.at - b.at);
        expect(highest(Float32Array.from(list), most)).toEqual(sorted.slice(0, most).map(({ at }) => at));
      }),
    );
  });

  it('pairs are counted as a map would count them', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 90 }));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 3000, size: 'max' }), pair, (list, other) => {
        const pairs = createPairs();
        const map = new Map<string, number>();
        for (const [a, b] of list) {
          pairs.add(a, b, 1);
          map.set(`${a} ${b}`, (map.get(`${a} ${b}`) ?? 0) + 1);
        }
        for (const [a, b] of [...list, other]) expect(pairs.get(a, b)).toBe(map.get(`${a} ${b}`) ?? 0);
      }),
      { numRuns: 20 },
    );
  });

  it('an entry is found by its own words among a thousand, and whatever its place', () => {
    const entries = Array.from({ length: 1000 }, (_, i) => ({
      id: `e${i}`,
      phrasings: [`điều ${i} khoản ${(i * 7) % 1000} nói gì`, `nội dung điều ${i}`],
    }));
    const rank = createRanking(entries, parseLexicon(new Map()));
    for (const i of [0, 1, 499, 998, 999])
      expect(rank(`noi dung dieu ${i} la gi`, 3)[0]?.id, `e${i}`).toBe(`e${i}`);
  });
});

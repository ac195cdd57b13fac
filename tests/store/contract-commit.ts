import { describe, expect, it } from 'vitest';
import type { Bench } from './contract.ts';
import { consent, draft, increment, nobody, T, valueOf } from './rows.ts';

export function describeCommit(bench: Bench): void {
  describe('a commit', () => {
    it('stores rows, removals and messages together', async () => {
      await bench.store.commit({ at: T }, () => ({ put: { kept: [{ id: 'old', value: 1 }] } }));
      const result = await bench.store.commit({ update: 'telegram:1', at: T }, () => ({
        put: { kept: [{ id: 'new', value: { deep: ['một'] } }], consents: [consent('p|report', 'p')] },
        remove: { kept: ['old'] },
        send: [draft('telegram:1/0', 'c')],
      }));
      expect(result).toBe('applied');
      expect(await valueOf(bench.store, 'new')).toEqual({ deep: ['một'] });
      expect(await valueOf(bench.store, 'old')).toBeUndefined();
      expect(await bench.store.stats()).toMatchObject({
        outbox: 1,
        rows: { kept: 1, consents: 1, outbox: 1 },
      });
    });

    it('that puts and removes one row leaves none, whether it was there before or not', async () => {
      const both = (id: string) => ({ put: { kept: [{ id, value: 2 }] }, remove: { kept: [id] } });
      await bench.store.commit({ at: T }, () => ({ put: { kept: [{ id: 'old', value: 1 }] } }));
      for (const id of ['old', 'new']) await bench.store.commit({ at: T }, () => both(id));
      expect([await valueOf(bench.store, 'old'), await valueOf(bench.store, 'new')]).toEqual([
        undefined,
        undefined,
      ]);
    });

    it('that throws stores nothing, and its update can come again', async () => {
      const failing = bench.store.commit({ update: 'telegram:1', at: T }, async (view) => {
        await view.get('kept', 'x');
        throw new Error('no such unit');
      });
      await expect(failing).rejects.toThrow('no such unit');
      expect(await increment(bench.store, 'n', 'telegram:1')).toBe('applied');
    });

    it('with a row that is not what the schema says stores nothing at all', async () => {
      const wrong = bench.store.commit({ update: 'u', at: T }, () => ({
        put: {
          kept: [{ id: 'good', value: 1 }],
          persons: [{ id: 'p', channel: 'zalo', firstAt: NaN, lastAt: 1 }],
        },
      }));
      await expect(wrong).rejects.toThrow('persons.firstAt');
      expect(await valueOf(bench.store, 'good')).toBeUndefined();
      expect(await increment(bench.store, 'n', 'u')).toBe('applied');
    });

    it('with a row that JSON cannot hold stores nothing at all', async () => {
      const circle: Record<string, unknown> = {};
      circle.self = circle;
      const wrong = bench.store.commit({ at: T }, () => ({
        put: {
          kept: [
            { id: 'good', value: 1 },
            { id: 'bad', value: circle },
          ],
        },
      }));
      await expect(wrong).rejects.toThrow();
      expect(await valueOf(bench.store, 'good')).toBeUndefined();
    });

    it('of an update that was handled is a duplicate and decides nothing', async () => {
      expect(await increment(bench.store, 'n', 'telegram:7')).toBe('applied');
      expect(await increment(bench.store, 'n', 'telegram:7')).toBe('duplicate');
      expect(await increment(bench.store, 'n', 'telegram:8')).toBe('applied');
      expect(await valueOf(bench.store, 'n')).toBe(2);
    });

    it('of one update that comes ten times at once is decided once', async () => {
      let decided = 0;
      const results = await Promise.all(
        Array.from({ length: 10 }, () =>
          bench.store.commit({ update: 'zalo:msg:1', at: T }, async (view) => {
            decided++;
            await view.get('kept', 'x');
            return { put: { kept: [{ id: 'x', value: decided }] } };
          }),
        ),
      );
      expect(results.filter((one) => one === 'applied')).toHaveLength(1);
      expect(decided).toBe(1);
    });

    it('of an update whose first commit failed is decided', async () => {
      const first = bench.store.commit({ update: 'u', at: T }, async (view) => {
        await view.get('kept', 'x');
        throw new Error('once');
      });
      const second = increment(bench.store, 'n', 'u');
      await expect(first).rejects.toThrow('once');
      expect(await second).toBe('applied');
    });

    it('loses nothing to a hundred others that change the same row', async () => {
      await Promise.all(Array.from({ length: 100 }, (_, i) => increment(bench.store, 'n', `telegram:${i}`)));
      expect(await valueOf(bench.store, 'n')).toBe(100);
    });

    it('is decided again when a row that it only read has changed', async () => {
      const takeIfFree = (who: string): Promise<unknown> =>
        bench.store.commit({ at: T }, async (view) => {
          const [a, b] = [await view.get('kept', 'a'), await view.get('kept', 'b')];
          return a || b ? {} : { put: { kept: [{ id: who, value: who }] } };
        });
      await Promise.all([takeIfFree('a'), takeIfFree('b')]);
      expect((await bench.store.stats()).rows.kept).toBe(1);
    });

    it('is decided again when a list that it read has changed', async () => {
      const enrolIfFirst = (n: number): Promise<unknown> =>
        bench.store.commit({ at: T }, async (view) => {
          const already = await view.find('consents', 'person', 'p');
          return already.length > 0 ? {} : { put: { consents: [consent(`p|${n}`, 'p')] } };
        });
      await Promise.all([1, 2, 3, 4, 5].map(enrolIfFirst));
      expect((await bench.store.stats()).rows.consents).toBe(1);
    });

    it('is decided again when a message that it looked for has been put into the outbox', async () => {
      const tellOnce = (n: number): Promise<unknown> =>
        bench.store.commit({ update: `u${n}`, at: T }, async (view) => {
          const waiting = await view.find('outbox', 'chat', 'c');
          return waiting.length > 0 ? {} : { send: [draft(`u${n}/0`, 'c')] };
        });
      await Promise.all([1, 2, 3, 4, 5].map(tellOnce));
      expect((await bench.store.stats()).outbox).toBe(1);
    });

    it('that cannot be stored fails alone, whoever else commits at that moment', async () => {
      await bench.store.commit({ at: T }, () => ({ send: [draft('taken', 'c')] }));
      const good = (n: number): Promise<unknown> => increment(bench.store, `n${n}`, `telegram:${n}`);
      const [, thrown, , misshapen, , twice] = await Promise.allSettled([
        good(0),
        bench.store.commit({ update: 'a', at: T }, () => Promise.reject(new Error('no such unit'))),
        good(1),
        bench.store.commit({ update: 'b', at: T }, () => ({
          put: { persons: [{ id: 'p', channel: 'zalo', firstAt: NaN, lastAt: 1 }] },
        })),
        good(2),
        bench.store.commit({ update: 'c', at: T }, () => ({ send: [draft('taken', 'c')] })),
        good(3),
      ]);
      expect(thrown).toMatchObject({ reason: { message: 'no such unit' } });
      expect(misshapen).toMatchObject({ reason: { message: expect.stringContaining('persons.firstAt') } });
      expect(twice).toMatchObject({ reason: { message: expect.stringContaining('taken') } });
      for (const n of [0, 1, 2, 3]) expect(await valueOf(bench.store, `n${n}`)).toBe(1);
      for (const update of ['a', 'b', 'c']) expect(await increment(bench.store, 'm', update)).toBe('applied');
    });

    it('does not fail over rows of two moments', async () => {
      await bench.store.commit({ at: T }, () => ({
        put: {
          kept: [
            { id: 'a', value: 0 },
            { id: 'b', value: 0 },
          ],
        },
      }));
      const together = Array.from({ length: 20 }, () =>
        bench.store.commit({ at: T }, async (view) => {
          const a = Number((await view.get('kept', 'a'))?.value);
          await new Promise((resolve) => setTimeout(resolve, 1));
          const b = Number((await view.get('kept', 'b'))?.value);
          if (a !== b) throw new Error('a and b always change together');
          return {
            put: {
              kept: [
                { id: 'a', value: a + 1 },
                { id: 'b', value: b + 1 },
              ],
            },
          };
        }),
      );
      await Promise.all(together);
      expect(await valueOf(bench.store, 'a')).toBe(20);
    });

    it('refuses a second message with the same id, and stores nothing of that change', async () => {
      await bench.store.commit({ at: T }, () => ({ send: [draft('u/0', 'c')] }));
      const again = bench.store.commit({ at: T }, () => ({
        put: { kept: [{ id: 'x', value: 1 }] },
        send: [draft('u/0', 'c')],
      }));
      await expect(again).rejects.toThrow('u/0');
      expect(await valueOf(bench.store, 'x')).toBeUndefined();
      expect(await bench.store.claim(T, 10, nobody)).toHaveLength(1);
    });

    it('remembers a handled update for a week', async () => {
      await increment(bench.store, 'n', 'telegram:1');
      bench.now = T + 6 * 86_400_000;
      await increment(bench.store, 'n', 'telegram:2');
      expect(await increment(bench.store, 'n', 'telegram:1')).toBe('duplicate');
    });
  });

  it('refuses everything once it is closed', async () => {
    await bench.store.close();
    await expect(increment(bench.store, 'n')).rejects.toThrow('closed');
    await expect(valueOf(bench.store, 'n')).rejects.toThrow('closed');
    await expect(bench.store.claim(T, 1, nobody)).rejects.toThrow('closed');
  });
}

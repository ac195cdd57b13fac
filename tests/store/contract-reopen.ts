import { describe, expect, it } from 'vitest';
import type { Bench } from './contract.ts';
import { consent, draft, increment, nobody, send, T, valueOf } from './rows.ts';

export function describeReopen(bench: Bench): void {
  describe('opened again', () => {
    it('has its rows, its lists and the updates that were handled', async () => {
      await increment(bench.store, 'n', 'telegram:1');
      await bench.store.commit({ at: T }, () => ({
        put: { consents: [consent('p|b', 'p'), consent('p|a', 'p')] },
      }));
      await bench.store.commit({ at: T }, () => ({ remove: { consents: ['p|b'] } }));
      await bench.reopen();
      expect(await valueOf(bench.store, 'n')).toBe(1);
      expect(await bench.store.read((view) => view.find('consents', 'person', 'p'))).toEqual([
        consent('p|a', 'p'),
      ]);
      expect(await increment(bench.store, 'n', 'telegram:1')).toBe('duplicate');
    });

    it('labels what was on its way, and keeps the order', async () => {
      await send(bench.store, T, draft('a1', 'a'), draft('a2', 'a'), draft('b1', 'b'));
      await bench.store.claim(T, 1, nobody);
      await bench.reopen();
      const rows = await bench.store.claim(T, 10, nobody);
      expect(rows).toMatchObject([
        { id: 'a1', unsure: true, attempt: 2 },
        { id: 'b1', attempt: 1 },
      ]);
      expect(rows[1]).not.toHaveProperty('unsure');
    });

    it('never gives a number of a chat away again', async () => {
      await send(bench.store, T, draft('a1', 'a'));
      const [first] = await bench.store.claim(T, 1, nobody);
      await bench.store.settle([{ id: 'a1', result: 'sent', at: T }]);
      await bench.reopen();
      await send(bench.store, T, draft('a2', 'a'));
      const [second] = await bench.store.claim(T, 1, nobody);
      expect(second?.order).toBeGreaterThan(first?.order ?? NaN);
    });

    it('tries again at once what was timed on a clock that has been set back', async () => {
      await send(bench.store, T, draft('a1', 'a'));
      await bench.store.claim(T, 1, nobody);
      await bench.store.settle([{ id: 'a1', result: 'again', due: T + 60_000, error: '500' }]);
      bench.now = T - 30 * 86_400_000;
      await bench.reopen();
      expect(await bench.store.claim(bench.now, 1, nobody)).toMatchObject([{ id: 'a1' }]);
    });

    it('keeps dead letters and what is wanted later', async () => {
      await send(bench.store, T, draft('a1', 'a'), draft('a2', 'a', { due: T + 1000 }));
      await bench.store.claim(T, 1, nobody);
      await bench.store.settle([{ id: 'a1', result: 'dead', why: 'refused', error: 'refused' }]);
      await bench.reopen();
      expect(await bench.store.stats()).toMatchObject({ outbox: 1, dead: 1, oldestDue: T + 1000 });
    });
  });
}

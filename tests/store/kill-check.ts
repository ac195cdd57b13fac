/** What must be true of a folder after each kill of a child that wrote into it (child.ts, mode `write`). */
import { expect } from 'vitest';
import { every } from '../../src/store/data.ts';
import { openIn } from './lowdb-setup.ts';
import { increment, valueOf } from './rows.ts';

const WRITERS = 8;

export interface Checks {
  /** Commits that children were told of so far. */
  acknowledged(): number;
  /** `out`: what the child of that round printed. Nothing acknowledged is lost, nothing is half done or done twice. */
  after(round: number, out: string): Promise<void>;
}

export function createChecks(dir: string): Checks {
  let acknowledged = 0;
  let before = Array.from({ length: WRITERS }, () => 0);
  return {
    acknowledged: () => acknowledged,
    async after(round, out) {
      const told = Array.from({ length: WRITERS }, () => 0);
      for (const line of out.split('\n').slice(1, -1)) {
        const [writer = 0, n = 0] = line.split(' ').map(Number);
        told[writer] = n;
        acknowledged++;
      }
      const store = await openIn(dir);
      const after: number[] = [];
      for (let writer = 0; writer < WRITERS; writer++) {
        const value = Number((await valueOf(store, `w${writer}`)) ?? 0);
        expect(await valueOf(store, `twin${writer}`)).toBe(value || undefined);
        // One commit of each writer may be stored and not have been told of.
        const since = value - (before[writer] ?? 0);
        expect(since).toBeGreaterThanOrEqual(told[writer] ?? 0);
        expect(since).toBeLessThanOrEqual((told[writer] ?? 0) + 1);
        if (told[writer])
          expect(await increment(store, 'none', `${round}:${writer}:${told[writer]}`)).toBe('duplicate');
        if (told[writer]) {
          const last = `PA-${round}:${writer}:${told[writer]}`;
          expect(await store.read((view) => view.get('reports', last))).toMatchObject({ id: last });
        }
        after.push(value);
      }
      const total = after.reduce((sum, one) => sum + one, 0);
      expect((await store.stats()).rows.reports).toBe(total);
      expect((await store.read((view) => view.find('reports', 'sent', every))).length).toBe(total);
      expect((await store.stats()).outbox).toBe(total);
      await store.close();
      before = after;
    },
  };
}

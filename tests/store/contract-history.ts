import { describe, expect, it } from 'vitest';
import { every } from '../../src/store/data.ts';
import type { Store } from '../../src/store/store.ts';
import type { Bench } from './contract.ts';
import { consent, report, T } from './rows.ts';

const day = 24 * 3_600_000;
const over = (n: number) =>
  report(`PA-${n}`, {
    at: T + n,
    member: `m${n % 2}`,
    holder: 'u',
    state: 'closed',
    story: `Chuyện số ${n} `.repeat(20),
    happened: [{ at: T + n, what: 'closed' }],
  });

/** Enough commits for an engine that moves the past away at its convenience to have done so. */
async function liveOn(store: Store): Promise<void> {
  const rows = Array.from({ length: 80 }, (_, i) => consent(`p${i}|report`, `p${i}`));
  for (let i = 0; i < 3; i++) {
    await Promise.all(rows.map((row) => store.commit({ at: T }, () => ({ put: { consents: [row] } }))));
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

export function describeHistory(bench: Bench, lasting: boolean): void {
  const reopen = async (): Promise<void> => (lasting ? bench.reopen() : undefined);

  describe('what was over long ago', () => {
    const stored = (id: string) => bench.store.read((view) => view.get('reports', id));
    const found = (index: 'member' | 'holder' | 'sent' | 'open', value: string) =>
      bench.store.read(async (view) => (await view.find('reports', index, value)).map((row) => row.id));

    async function past(): Promise<void> {
      await bench.store.commit({ at: T }, () => ({ put: { reports: [0, 1, 2, 3, 4].map(over) } }));
      await bench.store.commit({ at: T }, () => ({
        put: { reports: [report('PA-9', { holder: 'u', at: T + 9 })] },
      }));
      bench.now = T + 90 * day;
      await liveOn(bench.store);
    }

    it('is found by reference, member, holder and time, counted, and copied', async () => {
      await past();
      await reopen();
      expect(await stored('PA-3')).toEqual(over(3));
      expect(await found('member', 'm1')).toEqual(['PA-1', 'PA-3']);
      expect(await found('sent', every)).toEqual(['PA-0', 'PA-1', 'PA-2', 'PA-3', 'PA-4', 'PA-9']);
      expect(await found('open', 'u')).toEqual(['PA-9']);
      expect((await bench.store.stats()).rows.reports).toBe(6);
      const copied: string[] = [];
      for await (const one of bench.store.copy())
        if ('table' in one && one.table === 'reports') copied.push(one.row.id);
      expect(copied.sort()).toEqual(['PA-0', 'PA-1', 'PA-2', 'PA-3', 'PA-4', 'PA-9']);
    });

    it('comes back to life when it changes, and leaves no trace when it is erased', async () => {
      await past();
      await reopen();
      const reopened = { ...over(1), state: 'sent' as const };
      await bench.store.commit({ at: T }, async (view) => {
        expect(await view.get('reports', 'PA-1')).toEqual(over(1));
        return { put: { reports: [reopened] }, remove: { reports: ['PA-2'] } };
      });
      expect(await stored('PA-1')).toEqual(reopened);
      expect(await stored('PA-2')).toBeUndefined();
      expect(await found('open', 'u')).toEqual(['PA-1', 'PA-9']);
      await liveOn(bench.store);
      await reopen();
      expect(await stored('PA-1')).toEqual(reopened);
      expect(await stored('PA-2')).toBeUndefined();
      expect(await found('holder', 'u')).toEqual(['PA-0', 'PA-1', 'PA-3', 'PA-4', 'PA-9']);
      expect((await bench.store.stats()).rows.reports).toBe(5);
    });

    it('is decided on once more when it has changed while somebody was deciding', async () => {
      await past();
      let tries = 0;
      await bench.store.commit({ at: T }, async (view) => {
        const known = await view.get('reports', 'PA-4');
        if (tries++ === 0)
          await bench.store.commit({ at: T }, () => ({ put: { reports: [{ ...over(4), rating: 1 }] } }));
        return { put: { reports: [{ ...over(4), ...known, people: 1 + (known?.rating ?? 0) }] } };
      });
      expect(tries).toBe(2);
      expect(await stored('PA-4')).toMatchObject({ rating: 1, people: 2 });
    });
  });
}

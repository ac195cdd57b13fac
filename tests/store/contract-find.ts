import { describe, expect, it } from 'vitest';
import type { Bench } from './contract.ts';
import { report, T } from './rows.ts';

export function describeFind(bench: Bench): void {
  const put = (...reports: ReturnType<typeof report>[]): Promise<unknown> =>
    bench.store.commit({ at: T }, () => ({ put: { reports } }));
  const find = (value: string, options?: { limit?: number; newest?: boolean }): Promise<string[]> =>
    bench.store.read(async (view) =>
      (await view.find('reports', 'holder', value, options)).map((row) => row.id),
    );

  describe('find', () => {
    it('gives the rows of a value by id, either way round, no more than asked for', async () => {
      await put(
        report('PA-2', { holder: 'u' }),
        report('PA-3', { holder: 'v' }),
        report('PA-1', { holder: 'u' }),
      );
      await put(report('PA-4', { holder: 'u' }));
      expect(await find('u')).toEqual(['PA-1', 'PA-2', 'PA-4']);
      expect(await find('u', { newest: true })).toEqual(['PA-4', 'PA-2', 'PA-1']);
      expect(await find('u', { limit: 2 })).toEqual(['PA-1', 'PA-2']);
      expect(await find('u', { limit: 1, newest: true })).toEqual(['PA-4']);
      expect(await find('u', { limit: 0 })).toEqual([]);
    });

    it('knows a value from one that only begins like it', async () => {
      await put(
        report('PA-1', { holder: 'u' }),
        report('PA-2', { holder: 'u2' }),
        report('PA-3', { holder: 'uu' }),
      );
      expect(await find('u')).toEqual(['PA-1']);
      expect(await find('u', { newest: true })).toEqual(['PA-1']);
      expect(await find('nobody')).toEqual([]);
    });

    it('follows a row whose value changes, and forgets one that is removed', async () => {
      await put(report('PA-1'), report('PA-2'));
      expect(await find('-')).toEqual(['PA-1', 'PA-2']);
      await put(report('PA-1', { holder: 'u' }));
      expect([await find('-'), await find('u')]).toEqual([['PA-2'], ['PA-1']]);
      await bench.store.commit({ at: T }, () => ({ remove: { reports: ['PA-1'] } }));
      expect(await find('u')).toEqual([]);
    });

    it('keeps thousands of one value in order while they come and go', async () => {
      const ids = Array.from({ length: 3000 }, (_, i) => `PA-${String((i * 1601) % 3000).padStart(4, '0')}`);
      await put(...ids.map((id) => report(id, { holder: 'u' })));
      const gone = ids.filter((_, i) => i % 3 === 0);
      await bench.store.commit({ at: T }, () => ({ remove: { reports: gone } }));
      const left = ids.filter((_, i) => i % 3 !== 0).sort();
      expect(await find('u')).toEqual(left);
      expect(await find('u', { newest: true, limit: 7 })).toEqual(left.slice(-7).reverse());
    });

    it('reads in a commit what it reads outside', async () => {
      await put(report('PA-1', { holder: 'u' }));
      let seen: string[] = [];
      await bench.store.commit({ at: T }, async (view) => {
        seen = (await view.find('reports', 'holder', 'u')).map((row) => row.id);
        return {};
      });
      expect(seen).toEqual(['PA-1']);
    });
  });
}

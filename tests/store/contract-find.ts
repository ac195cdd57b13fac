import { describe, expect, it } from 'vitest';
import type { Bench } from './contract.ts';
import type { Report } from '../../src/core/report.ts';
import { every } from '../../src/store/data.ts';
import type { Page } from '../../src/store/store.ts';
import { consent, report, T } from './rows.ts';

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

    it('gives page after page, in either direction, though the last row of a page has gone or moved', async () => {
      const at = (n: number) => T + (n % 5) * 1000;
      const all = Array.from({ length: 47 }, (_, n) =>
        report(`PA-${String(n).padStart(2, '0')}`, { at: at(n), holder: 'u' }),
      );
      await put(...all, report('PA-x', { holder: 'v' }));
      const inOrder = all.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).map(({ id }) => id);
      for (const newest of [false, true]) {
        const seen: string[] = [];
        for (let after: Report | undefined; ;) {
          const options = { limit: 10, newest, ...(after && { after }) };
          const page = await bench.store.read((view) => view.find('reports', 'holder', 'u', options));
          seen.push(...page.map(({ id }) => id));
          after = page.at(-1);
          if (!after || page.length < 10) break;
          // Whoever reads on does not stumble over what happens between two pages.
          await put({ ...after, holder: 'v' });
        }
        expect(seen).toEqual(newest ? inOrder.toReversed() : inOrder);
        await put(...all);
      }
    });

    it('pages lists without a time by id', async () => {
      const rows = ['c', 'a', 'b', 'd'].map((id) => consent(`p|${id}`, 'p'));
      await bench.store.commit({ at: T }, () => ({ put: { consents: rows } }));
      const page = (options: Page<'consents'>): Promise<string[]> =>
        bench.store.read(async (view) =>
          (await view.find('consents', 'person', 'p', options)).map((row) => row.id.slice(2)),
        );
      const b = consent('p|b', 'p');
      expect(await page({ after: b })).toEqual(['c', 'd']);
      expect(await page({ after: b, newest: true })).toEqual(['a']);
      expect(await page({ after: consent('p|aa', 'p'), limit: 1 })).toEqual(['b']);
      await expect(page({ from: T })).rejects.toThrow('has no time');
    });

    it('gives what lies between two times: the first included, the second not', async () => {
      await put(...[0, 1, 2, 3, 4].map((n) => report(`PA-${n}`, { at: T + n, holder: 'u' })));
      const between = (options: Page<'reports'>): Promise<string> =>
        bench.store.read(async (view) =>
          (await view.find('reports', 'sent', every, options)).map((row) => row.id.slice(3)).join(''),
        );
      expect(await between({ from: T + 1, to: T + 4 })).toBe('123');
      expect(await between({ from: T + 1, to: T + 4, newest: true })).toBe('321');
      expect(await between({ from: T + 3 })).toBe('34');
      expect(await between({ to: T + 2, newest: true })).toBe('10');
      expect(await between({ from: T + 1, to: T + 4, after: report('PA-2', { at: T + 2 }) })).toBe('3');
      expect(
        await between({ from: T + 1, to: T + 4, newest: true, after: report('PA-2', { at: T + 2 }) }),
      ).toBe('1');
      expect(await between({ from: T + 1, to: T + 4, after: report('PA-0', { at: T }) })).toBe('123');
      expect(await between({ from: T + 9 })).toBe('');
    });

    it('finds reports by unit, by holder and state, those that are open, and those whose clock ends first', async () => {
      const due = { acknowledge: T + 100, resolve: T + 900 };
      const by = (index: 'unit' | 'state' | 'open' | 'due', value: string, options?: Page<'reports'>) =>
        bench.store.read(async (view) =>
          (await view.find('reports', index, value, options)).map((row) => row.id),
        );
      await put(
        report('PA-1', { unit: 'cd-1', holder: 'u', due }),
        report('PA-2', { unit: 'cd-1', holder: 'u', due: { ...due, acknowledge: T + 50 } }),
        report('PA-3', { unit: 'cd-2', holder: 'u', due, state: 'acknowledged' }),
        report('PA-4', { holder: 'u', due, state: 'closed' }),
        report('PA-5'),
      );
      expect(await by('unit', 'cd-1')).toEqual(['PA-1', 'PA-2']);
      expect(await by('unit', '-')).toEqual(['PA-4', 'PA-5']);
      expect(await by('state', 'u|closed')).toEqual(['PA-4']);
      expect(await by('state', 'u|sent')).toEqual(['PA-1', 'PA-2']);
      expect(await by('open', 'u')).toEqual(['PA-1', 'PA-2', 'PA-3']);
      expect(await by('due', every)).toEqual(['PA-2', 'PA-1', 'PA-3']);
      expect(await by('due', every, { to: T + 51 })).toEqual(['PA-2']);
      expect((await bench.store.stats()).late).toBe(0);
      bench.now = T + 100;
      expect((await bench.store.stats()).late).toBe(2);
      await put(report('PA-1', { holder: 'u', due, state: 'withdrawn' }));
      expect((await bench.store.stats()).late).toBe(1);
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

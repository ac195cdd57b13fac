import { expect, it } from 'vitest';
import { every } from '../../src/store/data.ts';
import { runChild } from './child-setup.ts';
import { folder, openIn } from './lowdb-setup.ts';
import { increment, valueOf } from './rows.ts';

const kills = 20;

it(`kill -9 of a process in the middle of commits, ${kills} times: nothing acknowledged is lost, nothing is half done`, async () => {
  const dir = await folder();
  let acknowledged = 0;
  let before = Array.from({ length: 8 }, () => 0);
  for (let round = 0; round < kills; round++) {
    const { out, err } = await runChild(dir, 'write', { round, killAfter: (round * 37) % 160 });
    expect(err).toBe('');
    const told = Array.from({ length: 8 }, () => 0);
    for (const line of out.split('\n').slice(1, -1)) {
      const [writer = 0, n = 0] = line.split(' ').map(Number);
      told[writer] = n;
      acknowledged++;
    }
    const store = await openIn(dir);
    const after: number[] = [];
    for (let writer = 0; writer < 8; writer++) {
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
  }
  expect(acknowledged).toBeGreaterThan(kills * 10);
}, 180_000);

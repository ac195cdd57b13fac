/** Any commits, power cuts and starts, against a model in memory: what was acknowledged is there, once and whole. */
import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { restsAfter } from '../../src/store/data.ts';
import { openLowdbStore } from '../../src/store/lowdb/index.ts';
import type { Store } from '../../src/store/store.ts';
import { createDisk, type Disk } from './disk.ts';
import { draft, nobody, report, T } from './rows.ts';

type Step =
  /** Commits at once, each on its row; numbers below the count so far are updates that came before. */
  | { do: 'commit'; updates: number[]; rows: number[] }
  | { do: 'deliver'; max: number }
  | { do: 'close' }
  /** Commits at once, and the power goes among them; `kept` of what was not synced is on the disk. */
  | { do: 'cut'; updates: number[]; kept: number; after: number };

const update = fc.nat(40);
const updates = fc.array(update, { minLength: 1, maxLength: 8 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('commit' as const), updates, rows: fc.array(fc.nat(3)) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), max: fc.integer({ min: 1, max: 5 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('cut' as const),
      updates,
      kept: fc.double({ min: 0, max: 1, noNaN: true }),
      after: fc.nat(3),
    }),
  },
);

interface Model {
  /** Acknowledged, and begun but never acknowledged. */
  stored: Set<number>;
  perhaps: Set<number>;
  sent: Set<number>;
  perhapsSent: Set<number>;
}

const past = T - 2 * restsAfter;

/** Over so long ago that it rests at the next snapshot. */
const over = (n: number): Report =>
  report(`PA-${n}`, { member: `m${n % 4}`, state: 'closed', happened: [{ at: past, what: 'closed' }] });

const rowOf = (n: number): string => `row${n % 4}`;

function commit(store: Store, n: number): Promise<'applied' | 'duplicate'> {
  return store.commit({ update: `u${n}`, at: T }, async (view) => {
    const list = ((await view.get('kept', rowOf(n)))?.value ?? []) as number[];
    const count = Number((await view.get('kept', `${rowOf(n)}-count`))?.value ?? 0);
    if (list.length !== count) throw new Error('Half a transaction');
    // The first report of a row comes back from the past with each commit.
    const first = list[0] === undefined ? undefined : await view.get('reports', `PA-${list[0]}`);
    return {
      put: {
        reports: [over(n), ...(first ? [{ ...first, people: (first.people ?? 0) + 1 }] : [])],
        kept: [
          { id: rowOf(n), value: [...list, n] },
          { id: `${rowOf(n)}-count`, value: count + 1 },
        ],
      },
      send: [draft(`u${n}/0`, `c${n % 5}`)],
    };
  });
}

async function check(store: Store, model: Model): Promise<void> {
  const present: number[] = [];
  for (let row = 0; row < 4; row++) {
    const { list, count } = await store.read(async (view) => ({
      list: ((await view.get('kept', rowOf(row)))?.value ?? []) as number[],
      count: Number((await view.get('kept', `${rowOf(row)}-count`))?.value ?? 0),
    }));
    expect(list).toHaveLength(count);
    present.push(...list);
    const { first, reports } = await store.read(async (view) => ({
      first: list[0] === undefined ? undefined : await view.get('reports', `PA-${list[0]}`),
      reports: await view.find('reports', 'member', `m${row}`),
    }));
    expect(reports.map(({ id }) => Number(id.slice(3))).sort()).toEqual([...list].sort());
    expect(first?.people ?? 0).toBe(Math.max(0, list.length - 1));
  }
  expect(new Set(present).size).toBe(present.length);
  for (const n of model.stored) expect(present).toContain(n);
  for (const n of present) expect(model.stored.has(n) || model.perhaps.has(n)).toBe(true);
  model.stored = new Set(present);
  model.perhaps.clear();
  for (const n of present) {
    const inOutbox = (await store.read((view) => view.get('outbox', `u${n}/0`))) !== undefined;
    if (model.sent.has(n)) expect(inOutbox).toBe(false);
    else if (model.perhapsSent.has(n)) model[inOutbox ? 'stored' : 'sent'].add(n);
    else expect(inOutbox).toBe(true);
  }
  model.perhapsSent.clear();
  expect((await store.stats()).outbox).toBe([...present].filter((n) => !model.sent.has(n)).length);
}

async function deliver(store: Store, max: number, sent: Set<number>): Promise<void> {
  const rows = await store.claim(T, max, nobody);
  const numbers = rows.map((row) => Number(/\d+/.exec(row.id)?.[0]));
  expect(new Set(rows.map((row) => row.chat)).size).toBe(rows.length);
  for (const n of numbers) expect(sent.has(n)).toBe(false);
  await store.settle(rows.map((row) => ({ id: row.id, result: 'sent', at: T })));
  for (const n of numbers) sent.add(n);
}

async function play(steps: readonly Step[]): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'store-'));
  let disk: Disk;
  const open = (): Promise<Store> => {
    disk = createDisk();
    return openLowdbStore({ dir, now: () => T, snapshotBytes: 1500, open: disk.open });
  };
  const model: Model = { stored: new Set(), perhaps: new Set(), sent: new Set(), perhapsSent: new Set() };
  let store = await open();
  try {
    for (const one of steps) {
      if (one.do === 'commit') {
        const results = await Promise.all(one.updates.map((n) => commit(store, n)));
        one.updates.forEach((n, i) => {
          if (results[i] === 'applied') expect(model.stored.has(n)).toBe(false);
          model.stored.add(n);
        });
      } else if (one.do === 'deliver') {
        await deliver(store, one.max, model.sent);
      } else if (one.do === 'close') {
        await store.close();
        store = await open();
      } else {
        for (const n of one.updates) {
          model.perhaps.add(n);
          void commit(store, n).then(
            () => model.stored.add(n),
            () => {},
          );
        }
        const sending = new Set(model.sent);
        for (let wait = 0; wait < one.after; wait++) await new Promise((resolve) => setImmediate(resolve));
        void deliver(store, 3, sending).catch(() => {});
        await disk!.cut(one.kept);
        for (let n = 0; n <= 40; n++) if (!model.sent.has(n)) model.perhapsSent.add(n);
        await rm(join(dir, 'lock'));
        store = await open();
      }
      await check(store, model);
    }
    await store.close();
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

it('any commits, power cuts and starts leave what was acknowledged, once and whole', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), play), {
    numRuns: 120,
    seed: 20261118,
    endOnFailure: true,
  });
}, 120_000);

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backup } from '../../src/store/backup.ts';
import { createMemoryStore, openLowdbStore } from '../../src/store/lowdb/index.ts';
import { copyStore, openStore } from '../../src/open-store.ts';
import { restore } from '../../src/store/restore.ts';
import type { Copied, Store } from '../../src/store/store.ts';
import { usePostgresStores } from './postgres-setup.ts';
import { consent, draft, increment, nobody, report, send, T, valueOf } from './rows.ts';

const bench = usePostgresStores();
const now = (): number => T;

async function lowdb(): Promise<Store> {
  const dir = await mkdtemp(join(tmpdir(), 'store-'));
  const store = await openLowdbStore({ dir, now });
  onTestFinished(async () => {
    await store.close();
    await rm(dir, { recursive: true });
  });
  return store;
}
const postgres = async (): Promise<Store> => bench.open(await bench.database());

const linesOf = (store: Store): Promise<string[]> => collect(backup(store.copy(), T));

async function collect<E>(from: AsyncIterable<E>): Promise<E[]> {
  const all: E[] = [];
  for await (const one of from) all.push(one);
  return all;
}
async function* stream(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}
const into = async (store: Store, lines: readonly string[], force = false): Promise<number> =>
  (await restore(store, () => stream(lines), { at: T, force })).rows;

const keyOf = (one: Copied): string => ('table' in one ? `${one.table} ${one.row.id}` : `# ${one.update}`);
const contents = async (store: Store): Promise<Copied[]> =>
  (await collect(store.copy())).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

async function fill(store: Store): Promise<void> {
  await increment(store, 'n', 'telegram:1');
  await store.commit({ update: 'zalo:2', at: T }, () => ({
    put: {
      consents: [consent('p|report', 'p')],
      reports: Array.from({ length: 450 }, (_, i) => report(`PA-${i}`, { holder: `u${i % 3}` })),
    },
  }));
  await send(
    store,
    T,
    draft('a1', 'a', { card: 'PA-1' }),
    draft('a2', 'a'),
    draft('b1', 'b', { due: T + 9 }),
  );
}

describe.each([
  ['lowdb to PostgreSQL', lowdb, postgres],
  ['PostgreSQL to lowdb', postgres, lowdb],
])('a backup from %s', (_, from, to) => {
  it('keeps everything: rows, lists, what waits in its order, handled updates', async () => {
    const [old, fresh] = [await from(), await to()];
    await fill(old);
    expect(await into(fresh, await linesOf(old))).toBe(455);
    expect(await contents(fresh)).toEqual(await contents(old));
    expect(await increment(fresh, 'n', 'telegram:1')).toBe('duplicate');
    expect(await fresh.read((view) => view.find('reports', 'holder', 'u1'))).toHaveLength(150);
    await send(fresh, T, draft('a3', 'a'));
    for (const id of ['a1', 'a2', 'a3']) {
      expect(await fresh.claim(T, 1, nobody)).toMatchObject([{ id, attempt: 1 }]);
      await fresh.settle([{ id, result: 'sent', at: T }]);
    }
  });

  it('labels what was on its way', async () => {
    const [old, fresh] = [await from(), await to()];
    await send(old, T, draft('a1', 'a'));
    await old.claim(T, 1, nobody);
    await into(fresh, await linesOf(old));
    expect(await fresh.claim(T, 1, nobody)).toMatchObject([{ id: 'a1', unsure: true }]);
  });
});

it.each([
  ['lowdb', lowdb],
  ['PostgreSQL', postgres],
])('a backup of %s that serves is of one moment', async (_, open) => {
  const store = await open();
  let running = true;
  const pair = (n: number) => [
    { id: 'a', value: n },
    { id: 'z', value: n },
  ];
  await store.commit({ at: T }, () => ({
    put: { reports: Array.from({ length: 1500 }, (_, i) => report(`PA-${i}`)) },
  }));
  await store.commit({ at: T }, () => ({ put: { kept: pair(0) } }));
  const writer = (async () => {
    for (let n = 1; running; n++) {
      await store.commit({ update: `u${n}`, at: T }, () => ({
        put: { kept: pair(n) },
        send: [draft(`u${n}`, 'c')],
      }));
    }
  })();
  const moments = new Set<number>();
  for (let i = 0; i < 5; i++) {
    const all = await collect(store.copy());
    const kept = all.flatMap((one) =>
      'table' in one && one.table === 'kept' ? [one.row as { value: number }] : [],
    );
    const n = kept[0]?.value ?? -1;
    expect(kept.map((row) => row.value)).toEqual([n, n]);
    expect(all.filter((one) => 'table' in one && one.table === 'outbox')).toHaveLength(n);
    expect(all.filter((one) => 'update' in one)).toHaveLength(n);
    moments.add(n);
  }
  running = false;
  await writer;
  expect(moments.size).toBeGreaterThan(1);
});

describe('a backup that is not whole or not right is refused, and nothing is changed', () => {
  const cases: [string, (lines: string[]) => string[], string][] = [
    ['broken off', (lines) => lines.slice(0, -1), 'broken off'],
    ['empty', () => [], 'line 0'],
    ['of something else', () => ['{"posts": []}\n'], 'line 1: it is no backup'],
    ['of a newer program', (lines) => [lines[0]!.replace('"rows":1', '"rows":99')], 'newer version'],
    ['with a row left out', (lines) => lines.filter((_, i) => i !== 2), 'line'],
    [
      'with a digit changed',
      (lines) => lines.map((line) => line.replace('"value":1}', '"value":7}')),
      'its sum is wrong',
    ],
    [
      'with a row that nobody wrote',
      (lines) => lines.map((line) => line.replace('"story"', '"tale"')),
      'reports.story',
    ],
    ['followed by more', (lines) => [...lines, '["kept",{}]\n'], 'follows'],
  ];
  it.each(cases)('%s', async (_, spoil, message) => {
    const [old, fresh] = [createMemoryStore({ now }), createMemoryStore({ now })];
    await fill(old);
    await increment(fresh, 'mine');
    await expect(into(fresh, spoil(await linesOf(old)), true)).rejects.toThrow(message);
    expect(await valueOf(fresh, 'mine')).toBe(1);
    expect((await fresh.stats()).rows.reports).toBe(0);
  });
});

it('a store with something in it is refused, unless it is to be replaced', async () => {
  const [old, full] = [createMemoryStore({ now }), createMemoryStore({ now })];
  await fill(old);
  await increment(full, 'mine');
  const lines = await linesOf(old);
  await expect(into(full, lines)).rejects.toThrow('not empty');
  expect(await valueOf(full, 'mine')).toBe(1);
  await into(full, lines, true);
  expect(await valueOf(full, 'mine')).toBeUndefined();
  expect(await contents(full)).toEqual(await contents(old));
});

it('a store that a restore has half filled is not served from, nor copied; a second restore finishes it', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'store-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const old = createMemoryStore({ now });
  await fill(old);
  const lines = await linesOf(old);
  const half = await openLowdbStore({ dir, now });
  async function* breaksOff(): AsyncGenerator<string> {
    yield* lines.slice(0, 300);
    throw new Error('the power went off');
  }
  let read = 0;
  const twice = (): AsyncIterable<string> => (read++ === 0 ? stream(lines) : breaksOff());
  await expect(restore(half, twice, { at: T })).rejects.toThrow('the power');
  await half.close();

  await expect(openStore({ dataDir: dir }, { now })).rejects.toThrow('is not whole');
  await expect(collect(backup(copyStore({ dataDir: dir }), T))).rejects.toThrow('is not whole');
  const again = await openLowdbStore({ dir, now });
  await expect(into(again, lines)).rejects.toThrow('not empty');
  await into(again, lines, true);
  expect(await contents(again)).toEqual(await contents(old));
  await again.close();
  await (await openStore({ dataDir: dir }, { now })).close();
});

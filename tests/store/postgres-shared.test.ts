import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Outgoing } from '../../src/store/data.ts';
import type { Settled, Store } from '../../src/store/store.ts';
import { usePostgresStores } from './postgres-setup.ts';
import { thisProcess } from '../../src/store/process.ts';
import { draft, increment, nobody, send, T, valueOf } from './rows.ts';

const bench = usePostgresStores();

async function two(): Promise<[Store, Store, string]> {
  const url = await bench.database();
  return [await bench.open(url), await bench.open(url), url];
}

const sent = (row: Outgoing): Settled => ({ id: row.id, result: 'sent', at: T });
const ids = (rows: readonly Outgoing[]): string[] => rows.map((row) => row.id);

/** What a process that hangs does: it says nothing until its lanes are free. */
const lapse = (url: string): Promise<unknown> =>
  bench.server.query(url, `update lanes set until = now() - interval '1 second'`);

it('a hundred commits of two processes on one row lose nothing', async () => {
  const [a, b] = await two();
  const all = Array.from({ length: 100 }, (_, i) => increment(i % 2 ? a : b, 'n', `telegram:${i}`));
  expect(new Set(await Promise.all(all))).toEqual(new Set(['applied']));
  expect(await valueOf(a, 'n')).toBe(100);
});

it('an update that comes to two processes at once is applied once', async () => {
  const [a, b] = await two();
  const results = await Promise.all(
    Array.from({ length: 60 }, (_, i) => increment(i % 2 ? a : b, 'n', `zalo:${i >> 1}`)),
  );
  expect(results.filter((one) => one === 'applied')).toHaveLength(30);
  expect(await valueOf(b, 'n')).toBe(30);
});

it('a decision that takes its time holds up only those of its round', async () => {
  const [a] = await two();
  let go = (): void => {};
  const slow = a.commit({ at: T }, async () => {
    await new Promise<void>((resolve) => (go = resolve));
    return { put: { kept: [{ id: 'slow', value: 1 }] } };
  });
  for (let n = 0; n < 3; n++) expect(await increment(a, 'n', `telegram:${n}`)).toBe('applied');
  go();
  expect(await slow).toBe('applied');
});

it('messages of two processes for one chat have each its own place', async () => {
  const [a, b] = await two();
  await Promise.all(Array.from({ length: 40 }, (_, i) => send(i % 2 ? a : b, T, draft(`m${i}`, 'group'))));
  const rows = await a.read((view) => view.find('outbox', 'chat', 'group'));
  expect(rows).toHaveLength(40);
  expect(new Set(rows.map((row) => row.order)).size).toBe(40);
});

it('two processes never send for one chat at once, and everything goes out once and in order', async () => {
  const [a, b] = await two();
  const chats = Array.from({ length: 8 }, (_, i) => `c${i}`);
  for (let n = 0; n < 10; n++) await send(a, T, ...chats.map((chat) => draft(`${chat}/${n}`, chat)));
  const inHand = new Set<string>();
  const out: string[] = [];

  async function deliver(store: Store, until: number): Promise<void> {
    while (out.length < until) {
      const rows = await store.claim(T, 3, nobody);
      for (const row of rows) {
        expect(inHand.has(row.chat)).toBe(false);
        expect(row).not.toHaveProperty('unsure');
        inHand.add(row.chat);
        out.push(row.id);
      }
      await wait(1);
      for (const row of rows) inHand.delete(row.chat);
      await store.settle(rows.map(sent));
    }
  }
  const first = Promise.all([deliver(a, 40), deliver(a, 40)]).then(() => a.close());
  await Promise.all([first, deliver(b, 80), deliver(b, 80)]);
  expect(out).toHaveLength(80);
  for (const chat of chats) {
    const mine = out.filter((id) => id.startsWith(`${chat}/`));
    expect(mine).toEqual(Array.from({ length: 10 }, (_, n) => `${chat}/${n}`));
  }
});

it('while one process holds a lane, another is given nothing of it and has nothing to wait for', async () => {
  const [a, b] = await two();
  await send(b, T, draft('a1', 'a'), draft('b1', 'b'));
  expect(ids(await a.claim(T, 1, nobody))).toEqual(['a1']);
  expect(await b.claim(T, 10, nobody)).toEqual([]);
  expect(await b.nextDue()).toBeUndefined();
  expect(await a.nextDue()).toBe(T);
  await a.close();
  expect(await b.claim(T, 10, nobody)).toMatchObject([
    { id: 'a1', unsure: true, attempt: 2 },
    { id: 'b1', attempt: 1 },
  ]);
});

it('what a lapsed process had on its way is labelled, and its late outcomes change only what they know', async () => {
  const [a, b, url] = await two();
  await send(a, T, draft('a1', 'a'), draft('b1', 'b'), draft('c1', 'c', { due: T }));
  expect(ids(await a.claim(T, 2, nobody))).toEqual(['a1', 'b1']);
  await lapse(url);
  expect(await b.claim(T, 10, nobody)).toMatchObject([
    { id: 'a1', unsure: true },
    { id: 'b1', unsure: true },
    { id: 'c1' },
  ]);
  expect(await a.claim(T, 10, nobody)).toEqual([]);
  // It did not arrive, says the one; the other is sending it.
  await a.settle([{ id: 'a1', result: 'again', due: T, error: '500' }]);
  expect(await b.claim(T, 10, nobody)).toEqual([]);
  // It did arrive after all: nobody need try again.
  await a.settle([{ id: 'b1', result: 'sent', at: T }]);
  await b.settle([
    { id: 'a1', result: 'sent', at: T },
    { id: 'b1', result: 'unsure', due: T, error: 'timeout' },
    { id: 'c1', result: 'sent', at: T },
  ]);
  expect((await b.stats()).outbox).toBe(0);
});

it.each([
  ['that has ended on this machine are free at once', { pid: 2 ** 22 - 1 }, [{ id: 'a1', unsure: true }]],
  ['that runs here are its own', {}, []],
  ['of another machine are its own until they lapse', { pid: 2 ** 22 - 1, boot: 'another' }, []],
])('the lanes of a process %s', async (_, name, claimed) => {
  const url = await bench.database();
  const a = await bench.open(url, { owner: JSON.stringify({ ...thisProcess(), ...name }) });
  await send(a, T, draft('a1', 'a'));
  await a.claim(T, 1, nobody);
  const b = await bench.open(url);
  expect(await b.claim(T, 1, nobody)).toMatchObject(claimed);
});

it('the lanes of a process that is killed are noticed at the next look, however long the lease', async () => {
  const url = await bench.database();
  const holder = spawn('sleep', ['600']);
  const ended = new Promise((resolve) => holder.once('close', resolve));
  const stat = readFileSync(`/proc/${holder.pid}/stat`, 'utf8');
  const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const owner = JSON.stringify({ ...thisProcess(), pid: holder.pid, start });
  const a = await bench.open(url, { owner, leaseMs: 600_000 });
  const b = await bench.open(url, { leaseMs: 600_000 });
  await send(a, T, draft('a1', 'telegram:1'));
  await a.claim(T, 1, nobody, 'telegram');
  expect(await b.claim(T, 0, nobody, 'telegram')).toEqual([]);
  expect(b.holds('telegram')).toBe(false);
  holder.kill('SIGKILL');
  await ended;
  await b.claim(T, 0, nobody, 'telegram');
  expect(b.holds('telegram')).toBe(true);
  expect(await b.claim(T, 1, nobody, 'telegram')).toMatchObject([{ id: 'a1', unsure: true }]);
});

it('a channel that becomes known takes no other from its holder: nothing claimed had been begun in a first second', async () => {
  const a = await bench.open(await bench.database());
  await a.claim(T, 0, nobody, 'telegram');
  expect(a.holds('telegram')).toBe(true);
  await send(a, T, { ...draft('z1', 'zalo:1'), channel: 'zalo' });
  expect(a.holds('telegram')).toBe(true);
  await a.claim(T, 0, nobody, 'zalo');
  expect([a.holds('telegram'), a.holds('zalo')]).toEqual([true, true]);
});

it('a lane whose process has died wakes another by itself', async () => {
  const url = await bench.database();
  const a = await bench.open(url, { leaseMs: 100_000 });
  const b = await bench.open(url, { leaseMs: 150 });
  await send(a, T, draft('a1', 'a'));
  await a.claim(T, 1, nobody);
  expect(await b.claim(T, 1, nobody)).toEqual([]);
  const woken = new Promise<void>((resolve) => b.onWake(resolve));
  await lapse(url);
  await woken;
  expect(await b.claim(T, 1, nobody)).toMatchObject([{ id: 'a1', unsure: true }]);
});

it('a lane that is in use stays with its process longer than one lease', async () => {
  const url = await bench.database();
  const a = await bench.open(url, { leaseMs: 1_200 });
  const b = await bench.open(url, { leaseMs: 1_200 });
  await send(a, T, draft('a1', 'a'));
  await a.claim(T, 1, nobody);
  for (let i = 0; i < 10; i++) {
    await wait(200);
    expect(await b.claim(T, 1, nobody)).toEqual([]);
  }
});

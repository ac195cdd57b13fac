import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import type { Settled, Store } from '../../src/store/store.ts';
import { usePostgresStores } from './postgres-setup.ts';
import { draft, increment, nobody, send, T, valueOf } from './rows.ts';
import { createWire, type Wire } from './wire.ts';

const bench = usePostgresStores({ own: true });

/** As the statement goes over the wire: "read committed" is none. */
const theCommit = 'commit\0';

async function wired(): Promise<[Store, Wire]> {
  const wire = await createWire(await bench.database());
  onTestFinished(() => wire.close());
  return [await bench.open(wire.url), wire];
}

it('PostgreSQL ends at once five times in the middle of commits and sends: nothing acknowledged is lost, nothing twice', async () => {
  const store = await bench.open(await bench.database(), { giveUpAfter: 300 });
  let running = true;
  let applied = 0;
  let refused = 0;
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let n = 0; running; n++) {
      const update = `telegram:${writer}:${n}`;
      // A platform brings an update again until it is taken.
      for (;;) {
        const result = await store
          .commit({ update, at: T }, async (view) => {
            const done = Number((await view.get('kept', `w${writer}`))?.value ?? 0);
            return {
              put: { kept: [{ id: `w${writer}`, value: done + 1 }] },
              send: [draft(update, `c${writer}`)],
            };
          })
          .catch(() => 'refused' as const);
        if (result !== 'refused') break;
        refused++;
        await wait(20);
      }
      applied++;
    }
  });
  const claimed = new Map<string, boolean>();
  const inOrder = new Map<string, number>();
  let done: Settled[] = [];
  async function deliver(): Promise<void> {
    // What could not be stored is told again, as a lane does.
    const rows = await store.claim(T, 8, nobody, undefined, done).catch(() => undefined);
    if (!rows) return;
    done = rows.map((row) => ({ id: row.id, result: 'sent', at: T }));
    for (const row of rows) {
      // Given out again only as a repeat that says so.
      if (claimed.has(row.id)) expect(row.unsure).toBe(true);
      else expect(row.order).toBeGreaterThan(inOrder.get(row.chat) ?? 0);
      inOrder.set(row.chat, row.order);
      claimed.set(row.id, true);
    }
    if (rows.length === 0) await wait(5);
  }
  const dispatcher = (async () => {
    while (running) await deliver();
  })();
  for (let round = 0; round < 5; round++) {
    await wait(200 + round * 37);
    await bench.server.crash();
    await wait(round % 2 ? 0 : 700);
    await bench.server.start();
  }
  await wait(300);
  running = false;
  await Promise.all([...writers, dispatcher]);
  // A connection that died with the server may be found only now.
  while ((await store.stats().catch(() => ({ outbox: 1 }))).outbox > 0) await deliver();

  const values = await Promise.all(Array.from({ length: 8 }, (_, i) => valueOf(store, `w${i}`)));
  expect(values.reduce<number>((sum, value) => sum + Number(value), 0)).toBe(applied);
  expect(claimed.size).toBe(applied);
  expect(refused).toBeGreaterThan(0);
}, 120_000);

it('how things are is told at once while the server is away, not after a wait', async () => {
  const store = await bench.open(await bench.database(), { giveUpAfter: 60_000 });
  await bench.server.crash();
  // The first may find that its connection is dead.
  await store.stats().catch(() => {});
  await expect(store.stats()).rejects.toThrow('PostgreSQL cannot be reached (ECONNREFUSED)');
  await bench.server.start();
  expect(await store.stats()).toMatchObject({ outbox: 0 });
});

it('a server that goes away while nobody asks does not end the process', async () => {
  const store = await bench.open(await bench.database());
  await increment(store, 'n');
  await bench.server.crash();
  await wait(50);
  await bench.server.start();
  expect(await increment(store, 'n')).toBe('applied');
});

it('a commit whose answer was lost is known by its mark, with an update and without, and counts once', async () => {
  const [store, wire] = await wired();
  await increment(store, 'n');
  wire.cutAfter(theCommit);
  expect(await increment(store, 'n')).toBe('applied');
  wire.cutAfter(theCommit);
  expect(await increment(store, 'n', 'zalo:1')).toBe('applied');
  expect(await increment(store, 'n', 'zalo:1')).toBe('duplicate');
  expect(await valueOf(store, 'n')).toBe(3);
  expect(wire.cuts).toBe(2);
});

it('messages of a claim whose answer was lost go out, once, and not as repeats', async () => {
  const [store, wire] = await wired();
  await send(store, T, draft('a1', 'a'), draft('b1', 'b'));
  await store.claim(T, 1, nobody);
  wire.cutAfter(theCommit);
  const rows = await store.claim(T, 10, nobody);
  expect(rows).toMatchObject([{ id: 'b1', attempt: 1 }]);
  expect(rows[0]).not.toHaveProperty('unsure');
  expect(await store.claim(T, 10, nobody)).toEqual([]);
  expect(wire.cuts).toBe(1);
});

it('an outcome that could not be stored and is told again is stored before its chat is asked for more', async () => {
  const store = await bench.open(await bench.database(), { giveUpAfter: 100 });
  await send(store, T, draft('a1', 'a', { card: 'PA-1' }), draft('a2', 'a'));
  await store.claim(T, 1, nobody);
  await bench.server.crash();
  const sent: Settled = { id: 'a1', result: 'sent', messageId: '7', at: T };
  await expect(store.settle([sent])).rejects.toThrow('PostgreSQL cannot be reached');
  await expect(increment(store, 'n')).rejects.toThrow('for 0.1 s now');
  await bench.server.start();
  expect(await store.claim(T, 10, nobody, undefined, [sent])).toMatchObject([{ id: 'a2' }]);
  expect(await store.read((view) => view.get('cards', 'a|7'))).toMatchObject({ report: 'PA-1' });
});

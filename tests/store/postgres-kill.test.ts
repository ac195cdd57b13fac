import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { usePostgresStores } from './postgres-setup.ts';
import { nobody, valueOf } from './rows.ts';

const bench = usePostgresStores();
const script = join(import.meta.dirname, 'postgres-child.ts');
const kills = 6;

interface Child {
  lines(): string[];
  kill(): Promise<void>;
}

async function startChild(url: string, name: string): Promise<Child> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, url, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  const ready = new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await Promise.race([ready, closed]);
  return {
    lines: () => out.split('\n').slice(0, -1),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

it(`two processes share a database, one of them is killed ${kills} times: nothing acknowledged is lost, no repeat goes unlabelled`, async () => {
  const url = await bench.database();
  const store = await bench.open(url);
  const all: string[] = [];
  let current = await startChild(url, 'first');
  for (let i = 0; i < kills; i++) {
    const next = await startChild(url, `next${i}`);
    await wait(250 + i * 53);
    await current.kill();
    all.push(...current.lines());
    current = next;
  }
  // The last one takes over what the one before had.
  await wait(1_500);
  await current.kill();
  all.push(...current.lines());

  const words = all.map((line) => line.split(' '));
  const committed = words.flatMap(([what, id]) => (what === 'committed' ? [id as string] : []));
  const attempts = words.filter(([what]) => what === 'sending').map(([, id, unsure]) => ({ id, unsure }));
  await wait(1_100);
  for (let rows = await store.claim(Date.now(), 50, nobody); rows.length > 0;) {
    for (const row of rows) attempts.push({ id: row.id, unsure: String(row.unsure === true) });
    await store.settle(rows.map((row) => ({ id: row.id, result: 'sent', at: Date.now() })));
    rows = await store.claim(Date.now(), 50, nobody);
  }
  expect((await store.stats()).outbox).toBe(0);
  const counted = await Promise.all([0, 1, 2].map((i) => valueOf(store, `c${i}`)));
  const stored = counted.reduce<number>((sum, value) => sum + Number(value), 0);
  const sent = new Set(attempts.map((one) => one.id));
  expect(sent.size).toBe(stored);
  for (const update of committed) expect(sent.has(update)).toBe(true);
  // Four writers in each of seven processes may have been stored and not have been told so.
  expect(stored - committed.length).toBeGreaterThanOrEqual(0);
  expect(stored - committed.length).toBeLessThanOrEqual((kills + 1) * 4);
  // Each message goes out once as new; whatever is sent again says so.
  const asNew = attempts.filter((one) => one.unsure === 'false').map((one) => one.id);
  expect(asNew.filter((id, i) => asNew.indexOf(id) !== i)).toEqual([]);
  expect(attempts.length).toBeGreaterThan(100);
}, 120_000);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Opened } from '../../src/store/lowdb/lines.ts';
import { copyFolder, namesIn, openAll } from '../../src/store/lowdb/read-folder.ts';
import { recover } from '../../src/store/lowdb/recover.ts';
import { afterTest, contents, folder, openIn } from './lowdb-setup.ts';
import { draft, increment, send, T } from './rows.ts';

interface Moment {
  kept: Map<string, number>;
  marks: Map<string, number>;
  outbox: Map<string, number>;
}

/** What was counted in one copy, by writer. */
async function copied(dir: string): Promise<Moment> {
  const moment: Moment = { kept: new Map(), marks: new Map(), outbox: new Map() };
  const count = (of: Map<string, number>, name: string) => of.set(name, (of.get(name) ?? 0) + 1);
  for await (const one of copyFolder(dir)) {
    if ('update' in one) count(moment.marks, one.update.split(':')[1] ?? '');
    else if (one.table === 'outbox') count(moment.outbox, (one.row as { chat: string }).chat);
    else if (one.table === 'kept') moment.kept.set(one.row.id, Number((one.row as { value: unknown }).value));
  }
  return moment;
}

it('a folder is copied as it is at one moment while its bot writes, turns logs over and takes snapshots', async () => {
  const dir = await folder();
  // Eight writers; a new generation every 60 kB.
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'child.ts'), dir, 'busy', '0'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  afterTest(() => Promise.resolve(child.kill('SIGKILL')));
  let acknowledged = 0;
  child.stdout.on(
    'data',
    (chunk: Buffer) => (acknowledged = Number(chunk.toString().trim().split('\n').at(-1)) || 0),
  );
  await once(child.stdout, 'data');
  const totals: number[] = [];
  const generations = new Set<string>();
  for (let i = 0; i < 25; i++) {
    await wait(60);
    const before = acknowledged;
    const { kept, marks, outbox } = await copied(dir);
    for (let writer = 0; writer < 8; writer++) {
      const done = kept.get(`w${writer}`) ?? 0;
      expect(kept.get(`twin${writer}`) ?? 0).toBe(done);
      expect(marks.get(String(writer)) ?? 0).toBe(done);
      expect(outbox.get(`c${writer}`) ?? 0).toBe(done);
    }
    const total = [...marks.values()].reduce((sum, one) => sum + one, 0);
    expect(total).toBeGreaterThanOrEqual(before);
    totals.push(total);
    for (const name of await readdir(dir)) generations.add(name);
  }
  expect(totals.at(-1)).toBeGreaterThan(totals[0]!);
  expect(generations.size).toBeGreaterThan(6);
  expect(child.exitCode).toBeNull();
}, 60_000);

it('a folder is read whole though a reader takes longer than two generations, and its files are gone under it', async () => {
  const dir = await folder();
  const store = await openIn(dir, { snapshotBytes: 300 });
  for (let n = 0; n < 10; n++) await increment(store, 'n');
  await store.close();
  const names = namesIn(dir);
  expect(names.join()).toMatch(/log-.*snap-/);
  const opened = new Map<string, Opened>();
  openAll(dir, names, opened);
  await Promise.all(names.map((name) => rm(join(dir, name))));
  expect(recover(dir, opened)?.loaded.rows.kept.get('n')).toMatchObject({ value: 10 });
  for (const { handle } of opened.values()) closeSync(handle);
});

it('a copy changes nothing, and leaves out a write that was cut off', async () => {
  const dir = await folder();
  const store = await openIn(dir);
  await increment(store, 'n', 'u1');
  await send(store, T, draft('a1', 'a'));
  await store.close();
  const whole = await contents(dir);
  await appendFile(join(dir, 'log-1.jsonl'), 'deadbeef [["kept","n",{"id":"n","va');
  const before = await contents(dir);
  const { kept, outbox } = await copied(dir);
  expect([kept.get('n'), outbox.get('a')]).toEqual([1, 1]);
  expect(await contents(dir)).toEqual(before);
  expect(before).not.toEqual(whole);
});

it('a folder without a store is refused, and so is a damaged one', async () => {
  const empty = await folder();
  await expect(copied(empty)).rejects.toThrow('holds no store');
  const store = await openIn(empty);
  await increment(store, 'n');
  await increment(store, 'n');
  await store.close();
  const path = join(empty, 'log-1.jsonl');
  const text = await readFile(path, 'latin1');
  await writeFile(path, text.replace('"value":1', '"value":8'), 'latin1');
  await expect(copied(empty)).rejects.toThrow('the line is not whole, and a whole one follows');
});

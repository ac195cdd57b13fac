import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { expired } from './setup.ts';
import { behave, CS, TOKEN, zaloServer } from './zalo-server.ts';

const run = promisify(execFile);
const worker = join(import.meta.dirname, 'worker.ts');

test('A2: two processes with an expired token spend one refresh, and every text arrives once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zalo-tokens-'));
  const server = await zaloServer();
  const zalo = behave(server);
  await writeFile(join(folder, 'tokens.json'), JSON.stringify(expired(Date.now())));
  const start = (name: string) =>
    run(process.execPath, ['--import', 'tsx', worker, folder, server.root, name, '40'], { timeout: 25_000 });
  const ends = await Promise.all([start('một'), start('hai')]);
  const ids = ends.flatMap((end) => end.stdout.trim().split(' '));
  expect(new Set(ids).size).toBe(80);
  expect(zalo.spent()).toBe(1);
  expect(server.to(TOKEN)).toHaveLength(1);
  const texts = server
    .to(CS)
    .map((seen) => (JSON.parse(seen.body) as { message: { text: string } }).message.text);
  expect(new Set(texts).size).toBe(80);
  expect(texts).toHaveLength(80);
  expect(JSON.parse(await readFile(join(folder, 'tokens.json'), 'utf8'))).toMatchObject({ generation: 2 });
  await rm(folder, { recursive: true });
}, 30_000);

test('two processes on one store, an expired token, 200 queued messages: one refresh spent, each delivered once, in order for each member', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zalo-queue-'));
  const server = await zaloServer();
  const zalo = behave(server);
  await writeFile(join(folder, 'tokens.json'), JSON.stringify(expired(Date.now())));
  const queue = join(import.meta.dirname, 'queue-worker.ts');
  const [members, each] = [20, 10];
  const start = (share: number) =>
    run(
      process.execPath,
      ['--import', 'tsx', queue, folder, server.root, String(share), '2', String(members), String(each)],
      { timeout: 25_000 },
    );
  const ends = await Promise.all([start(0), start(1)]);
  expect(ends.map((end) => end.stdout.trim())).toEqual(['done', 'done']);
  expect(zalo.spent()).toBe(1);
  expect(server.to(TOKEN)).toHaveLength(1);
  const sent = server
    .to(CS)
    .map((seen) => JSON.parse(seen.body) as { recipient: { user_id: string }; message: { text: string } });
  expect(sent).toHaveLength(members * each);
  for (let member = 0; member < members; member++) {
    const texts = sent
      .filter(({ recipient }) => recipient.user_id === String(1000 + member))
      .map(({ message }) => message.text);
    expect(texts).toEqual(Array.from({ length: each }, (_, i) => `${member} ${i}`));
  }
  await rm(folder, { recursive: true });
}, 30_000);

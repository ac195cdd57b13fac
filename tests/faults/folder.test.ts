/** Recipes F5, F6 and F8 through the whole process: the folder of the embedded store. About 15 s alone on two cores. */
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, freePort } from '../e2e/world.ts';
import type { World } from '../e2e/world.ts';
import { brokenAfterAll, enrolOfficer, pause, startBurst } from './burst.ts';
import { oneFileProgram } from './program.ts';
import { mountSmallDisk } from './root.ts';

let program: readonly string[];
beforeAll(async () => {
  program = await oneFileProgram();
}, 60_000);

/** The world with another folder; what it says when it does not start. */
async function refusal(world: World, dir: string): Promise<string> {
  const bot = world.launch({ DATA_DIR: dir, PORT: String(await freePort()) });
  expect(await bot.ended).toBe(1);
  return bot.output().trim();
}

describe('a folder that cannot be used', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld({ program });
    await world.start();
    await enrolOfficer(world);
    await world.terminate();
  }, 60_000);
  afterAll(() => world.close());

  it('of two processes started at once, one serves, the other ends with one sentence', async () => {
    const ports = [await freePort(), await freePort()];
    const bots = ports.map((port) => world.launch({ PORT: String(port) }));
    const refused = await Promise.race(bots.map((bot) => bot.ended.then(() => bot)));
    const serving = bots.find((bot) => bot !== refused)!;
    expect(await refused.ended).toBe(1);
    expect(refused.output().trim()).toMatch(
      /^StoreError: Another process has the store open \(pid \d+, .*Stop it first/,
    );
    expect(refused.output().trim().split('\n')).toHaveLength(1);
    await serving.ready();
    expect((await serving.terminate()).code).toBe(0);
  }, 90_000);

  it.each([
    [
      'damaged in the middle',
      (log: string) => flip(log, 0.5),
      /byte \d+: .*Nothing was changed\. Keep a copy/,
    ],
    ['emptied', (log: string) => truncateSync(log), /log-1\.jsonl, byte 0: .*Nothing was changed/],
  ])(
    'a log that is %s is refused with what to do, and nothing is changed',
    async (_, damage, words) => {
      const dir = mkdtempSync(join(tmpdir(), 'satcanh-damaged-'));
      cpSync(world.dataDir, dir, { recursive: true });
      damage(join(dir, 'log-1.jsonl'));
      const before = contentsOf(dir);
      const said = await refusal(world, dir);
      expect(said).toMatch(words);
      expect(said.split('\n')).toHaveLength(1);
      expect(contentsOf(dir)).toEqual(before);
    },
    60_000,
  );

  it('a write that a crash cut off is put aside, and the bot starts', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'satcanh-torn-'));
    cpSync(world.dataDir, dir, { recursive: true });
    const log = join(dir, 'log-1.jsonl');
    truncateSync(log, statSync(log).size - 3);
    const bot = world.launch({ DATA_DIR: dir, PORT: String(await freePort()) });
    await bot.ready();
    expect(bot.output()).toContain('An unfinished write was cut from the end of the log');
    expect((await bot.terminate()).code).toBe(0);
  }, 60_000);

  it('a folder that cannot be made is refused with what it must be: it had been a bare ENOTDIR', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'satcanh-file-')), 'file');
    writeFileSync(file, '');
    const said = await refusal(world, join(file, 'data'));
    // Beside it stands a line of the log, as JSON.
    expect(said.split('\n').filter((line) => !line.startsWith('{'))).toEqual([
      expect.stringMatching(/^StoreError: The store's folder .* cannot be used \(ENOTDIR\).*may write to/),
    ]);
  }, 60_000);

  it('a folder on a disk that is read-only is refused with what it must be', async ({ skip }) => {
    const disk = mountSmallDisk('1m', 'a data folder on a read-only disk');
    if (!disk) return skip('needs root and a mount');
    try {
      disk.readOnly();
      expect(await refusal(world, disk.dir)).toMatch(/cannot be used \(EROFS\).*may write to/);
    } finally {
      disk.unmount();
    }
  }, 60_000);
});

function flip(path: string, where: number): void {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length * where);
  bytes[at] = bytes[at]! ^ 1;
  writeFileSync(path, bytes);
}

function contentsOf(dir: string): Record<string, string> {
  const names = readdirSync(dir).filter((name) => name.endsWith('.jsonl'));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(dir, name), 'base64')]));
}

describe('a disk that fills up', () => {
  it('stops the bot; nothing half-written is taken for whole, and with room again everything goes on', async ({
    skip,
  }) => {
    const disk = mountSmallDisk('2m', 'a full disk under the whole bot');
    if (!disk) return skip('needs root and a mount');
    const world = await createWorld({ program, zaloRetryScale: 1, dataDir: disk.dir });
    const filler = join(disk.dir, 'filler');
    try {
      let bot = world.launch();
      await bot.ready();
      const officer = await enrolOfficer(world);
      const burst = startBurst(world, 6);
      await pause(500);
      // Each time as little room as a supervisor's next start may find; a write is cut at another byte.
      for (const left of [0, 3_000, 9_100]) {
        fill(filler);
        truncateSync(filler, Math.max(0, statSync(filler).size - left));
        expect(await bot.ended).toBe(1);
        expect(bot.output()).toMatch(/disk/);
        bot = world.launch();
      }
      expect(await bot.ended).toBe(1);
      rmSync(filler);
      expect(await brokenAfterAll(world, burst, officer)).toEqual([]);
    } finally {
      await world.close();
      disk.unmount();
    }
  }, 180_000);

  function fill(path: string): void {
    for (const size of [65_536, 4_096, 512]) {
      try {
        for (;;) appendFileSync(path, Buffer.alloc(size));
      } catch {
        // It is full for a piece of that size.
      }
    }
  }
});

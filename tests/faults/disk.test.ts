/** Recipes F3 and F4 on the whole bot: an fsync that fails, and power that goes. The embedded store; PostgreSQL has its own disk. */
import { existsSync, mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createWorld } from '../e2e/world.ts';
import type { World } from '../e2e/world.ts';
import { enrolOfficer, gather, launchToFail, pause, seeded, startBurst } from './burst.ts';
import { oneFileProgram } from './program.ts';
import { brokenPromises } from './promises.ts';

const MEMBERS = 8;
const CUTS = 12;
/** Numbers of syncs: each fails in a process of its own. */
const FAILING = [9, 14, 25, 47, 90];

const disk = ['--import', join(import.meta.dirname, 'disk.mjs')];
const synced = join(mkdtempSync(join(tmpdir(), 'satcanh-disk-')), 'synced');

let world: World;
beforeEach(async () => {
  world = await createWorld({ zaloRetryScale: 1, program: [...disk, ...(await oneFileProgram())] });
}, 60_000);
afterEach(() => world.close());

async function start(env: Record<string, string> = {}): Promise<void> {
  writeFileSync(synced, '');
  await world.start({ SYNCED: synced, ...env });
  world.zalo.hurryRetries();
}

/** Cuts from the logs what no sync has reached. Returns how many bytes that were. */
function cutPower(): number {
  const kept = new Map<string, number>();
  for (const line of readFileSync(synced, 'utf8').split('\n').slice(0, -1)) {
    const [path = '', bytes] = line.split('\t');
    if (/log-\d+\.jsonl$/.test(path)) kept.set(path, Number(bytes));
  }
  let cut = 0;
  for (const [path, bytes] of kept) {
    if (!existsSync(path)) continue;
    cut += statSync(path).size - bytes;
    truncateSync(path, bytes);
  }
  return cut;
}

it(`the power goes ${CUTS} times in a burst of reports, and what was not synced with it: nothing acknowledged is lost or done twice`, async () => {
  const slow = { SLOW_SYNC: '20' };
  await start(slow);
  const officer = await enrolOfficer(world);
  const burst = startBurst(world, MEMBERS);
  const random = seeded(4);
  let cut = 0;
  for (let cuts = 0; cuts < CUTS; cuts++) {
    await pause(100 + random() * 700);
    await world.kill();
    cut += cutPower();
    await start(slow);
  }
  await burst.finish();
  expect(cut, 'so little was lost that nothing is shown').toBeGreaterThan(1_000);
  expect(brokenPromises(await gather(world, burst, officer))).toEqual([]);
}, 240_000);

it('an fsync fails: the bot ends with an error and says so, and the next one goes on with all that was acknowledged', async () => {
  await start();
  const officer = await enrolOfficer(world);
  await world.terminate();
  const burst = startBurst(world, MEMBERS);
  for (const failing of FAILING) {
    writeFileSync(synced, '');
    const bot = launchToFail(world, { SYNCED: synced, FAIL_SYNC: String(failing) });
    expect(await bot.ended).toBeGreaterThan(0);
    expect(bot.output()).toContain('could not write its log (EIO)');
    cutPower();
  }
  await start();
  await burst.finish();
  expect(brokenPromises(await gather(world, burst, officer))).toEqual([]);
}, 240_000);

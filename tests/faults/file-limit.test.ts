/**
 * Recipe F7: a file may not grow any more (`ulimit -f`, systemd's LimitFSIZE). About 20 s alone on two cores.
 * The recipe saw Node die of SIGXFSZ; Node 20 ignores that signal (/proc/PID/status, SigIgn), and the write fails.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createWorld } from '../e2e/world.ts';
import { brokenAfterAll, enrolOfficer, launchToFail, startBurst } from './burst.ts';
import { oneFileProgram } from './program.ts';

const preload = ['--import', join(import.meta.dirname, 'file-limit.mjs')];
/** Bytes that the log may still take, run after run: the first write is cut at another place each time. */
const LEFT = [0, 700, 3_000, 9_100, 20_000];

it('a log that may not grow: the bot ends and says why, and without the limit goes on with all that was acknowledged', async ({
  skip,
}) => {
  const { error } = spawnSync('prlimit', ['--version']);
  if (error) {
    console.warn(
      `NOT RUN HERE: a limit to the size of files. It takes util-linux's prlimit: ${error.message}`,
    );
    return skip('needs prlimit');
  }
  const world = await createWorld({
    zaloRetryScale: 1,
    program: [...preload, ...(await oneFileProgram())],
  });
  try {
    await world.start();
    const officer = await enrolOfficer(world);
    const burst = startBurst(world, 8);
    await world.terminate();
    for (const left of LEFT) {
      const { size } = statSync(join(world.dataDir, 'log-1.jsonl'));
      const bot = launchToFail(world, { FILE_LIMIT: String(size + left) });
      expect(await bot.ended).toBe(1);
      expect(bot.output()).toContain('could not write its log (EFBIG)');
    }
    expect(await brokenAfterAll(world, burst, officer)).toEqual([]);
  } finally {
    await world.close();
  }
}, 240_000);

/**
 * Faults that the machine itself makes: a kill within a system call, an error of the disk, a disk that is full. Where the
 * machine lets nobody make them, the tests are told as skipped, with why.
 */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { runChild } from './child-setup.ts';
import { createChecks } from './kill-check.ts';
import { afterTest, contents, folder } from './lowdb-setup.ts';

const works = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const strace = works('strace', '-f', '-o', '/dev/null', 'true');

describe('under strace', () => {
  const under = (call: string, what: string) => [
    ...['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', `inject=${call}:${what}`],
  ];

  // Each start costs seconds: a few moments of each call, spread over logs, snapshots, archive and clearing away.
  it.for([
    ...[1, 2, 3, 7, 19, 60].map((n) => ['fdatasync', n] as const),
    ...[1, 2, 3, 4].map((n) => ['fsync', n] as const),
    ...[1, 2, 3].map((n) => ['rename', n] as const),
    ...[1, 3].map((n) => ['unlink', n] as const),
  ])('killed within %s number %i: nothing acknowledged is lost', async ([call, n], { skip }) => {
    skip(!strace, 'NOT RUN: strace is not on this machine, or may not trace');
    const dir = await folder();
    const { out } = await runChild(dir, 'write', {
      under: under(call, `signal=SIGKILL:when=${n}`),
      killAfter: 15_000,
    });
    await createChecks(dir).after(0, out);
  });

  it.for([1, 4, 30])(
    'fdatasync number %i fails: the process ends with an error, and a start is clean',
    async (n, { skip }) => {
      skip(!strace, 'NOT RUN: strace is not on this machine, or may not trace');
      const dir = await folder();
      const { code, err, out } = await runChild(dir, 'write', {
        under: under('fdatasync', `error=EIO:when=${n}`),
      });
      expect([code, err]).toEqual([1, expect.stringContaining('EIO')]);
      await createChecks(dir).after(0, out);
    },
  );
});

it('a disk that is full ends the process with an error; with room again everything acknowledged is there, and no half file', async ({
  skip,
}) => {
  const dir = await folder();
  skip(
    !works('mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', dir),
    'NOT RUN: a disk of its own needs root and the right to mount',
  );
  afterTest(() => Promise.resolve(spawnSync('umount', ['-l', dir])));
  const { code, err, out } = await runChild(dir, 'write');
  expect([code, err]).toEqual([1, expect.stringContaining('ENOSPC')]);
  expect(works('mount', '-o', 'remount,size=32m', dir)).toBe(true);
  const checks = createChecks(dir);
  await checks.after(0, out);
  expect(checks.acknowledged()).toBeGreaterThan(100);
  expect(Object.keys(await contents(dir)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
}, 60_000);

import { expect, it } from 'vitest';
import { runChild } from './child-setup.ts';
import { createChecks } from './kill-check.ts';
import { folder } from './lowdb-setup.ts';

const kills = 20;

it(`kill -9 of a process in the middle of commits, ${kills} times: nothing acknowledged is lost, nothing is half done`, async () => {
  const dir = await folder();
  const checks = createChecks(dir);
  for (let round = 0; round < kills; round++) {
    const { out, err } = await runChild(dir, 'write', { round, killAfter: (round * 37) % 160 });
    expect(err).toBe('');
    await checks.after(round, out);
  }
  expect(checks.acknowledged()).toBeGreaterThan(kills * 10);
}, 180_000);

/**
 * Recipe F2 where there is no strace (lowdb-machine.test.ts): every second call, so many as go through a log, the snapshot that
 * follows it, and the removal of older files.
 */
const calls = Number(process.env['KILLS'] ?? 20);

it(`kill -9 at ${calls} calls that change the disk, before it and after it in turns: the same`, async () => {
  const dir = await folder();
  const checks = createChecks(dir);
  for (let round = 1; round <= calls; round++) {
    const killAt = { n: 2 * round, when: round % 2 === 0 ? 'before' : 'after' } as const;
    const { signal, out, err } = await runChild(dir, 'write', { round, killAt });
    expect({ signal, err }).toEqual({ signal: 'SIGKILL', err: '' });
    await checks.after(round, out);
  }
  expect(checks.acknowledged()).toBeGreaterThan(calls);
}, 240_000);

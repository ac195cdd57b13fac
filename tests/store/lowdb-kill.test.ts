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

/** Recipe F2: enough calls to go through a log, the snapshot that follows it, and the removal of older files. */
const calls = Number(process.env['KILLS'] ?? 40);

it(`kill -9 at the n-th call that changes the disk, n = 1 to ${calls}, before it and after it in turns: the same`, async () => {
  const dir = await folder();
  const checks = createChecks(dir);
  for (let n = 1; n <= calls; n++) {
    const when = n % 2 === 0 ? 'before' : 'after';
    const { signal, out, err } = await runChild(dir, 'write', { round: n, killAt: { n, when } });
    expect({ signal, err }).toEqual({ signal: 'SIGKILL', err: '' });
    await checks.after(n, out);
  }
  expect(checks.acknowledged()).toBeGreaterThan(calls);
}, 240_000);

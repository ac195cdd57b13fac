import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runs, thisProcess } from '../../src/store/process.ts';
import { runChild } from './child-setup.ts';
import { afterTest, folder, openIn, refusal } from './lowdb-setup.ts';
import { increment, valueOf } from './rows.ts';

const linux = existsSync('/proc/self/stat');

async function lockedBy(other: object): Promise<string> {
  const dir = await folder();
  await writeFile(join(dir, 'lock'), JSON.stringify(other));
  return dir;
}

describe('a second process', () => {
  it('is refused with a clear sentence while the first serves, and may open when it has closed', async () => {
    const dir = await folder();
    const store = await openIn(dir);
    await increment(store, 'n');
    const refused = await runChild(dir, 'open');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`Another process has the store open (pid ${process.pid}`);
    expect(await valueOf(store, 'n')).toBe(1);
    await store.close();
    expect((await runChild(dir, 'open')).code).toBe(0);
  }, 30_000);

  it('is refused in the same process too', async () => {
    const dir = await folder();
    await openIn(dir);
    expect((await refusal(dir)).fault).toBe('locked');
  });

  it('is one of many that start at once: one gets the store, whether a stale lock lies there or not', async () => {
    for (const stale of [false, true]) {
      const dir = stale ? await lockedBy({ ...thisProcess(), pid: 2 ** 22 - 1 }) : await folder();
      const codes = (await Promise.all([1, 2, 3].map(() => runChild(dir, 'hold')))).map(({ code }) => code);
      expect(codes.filter((code) => code === 0)).toHaveLength(1);
    }
  }, 60_000);
});

describe.runIf(linux)('a lock that was left behind', () => {
  it('by a process that is gone is taken over at once', async () => {
    const dir = await lockedBy({ ...thisProcess(), pid: 2 ** 22 - 1 });
    await openIn(dir);
    expect(JSON.parse(await readFile(join(dir, 'lock'), 'utf8'))).toEqual(thisProcess());
  });

  it('half taken, by a process that was killed meanwhile, is cleared away; what one has just begun is not', async () => {
    const dir = await lockedBy({ ...thisProcess(), pid: 2 ** 22 - 1 });
    for (const name of ['lock.11.tmp', 'lock.11.tmp.stale', 'lock.12.tmp'])
      await writeFile(join(dir, name), '{}');
    const old = new Date(Date.now() - 3_600_000);
    for (const name of ['lock.11.tmp', 'lock.11.tmp.stale']) await utimes(join(dir, name), old, old);
    await openIn(dir);
    expect(readdirSync(dir).sort()).toEqual(['lock', 'lock.12.tmp', 'log-1.jsonl']);
  });

  it('by a process whose number was given to another one is taken over', async () => {
    const dir = await lockedBy({ ...thisProcess(), pid: process.ppid, start: '1' });
    await openIn(dir);
  });

  it('by a process with our own number, as in a container that was started again, is taken over', async () => {
    const dir = await lockedBy({ ...thisProcess(), start: '1' });
    await openIn(dir);
  });

  it('by a process that is dead and not buried is taken over', async () => {
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 20']);
    afterTest(() => Promise.resolve(parent.kill('SIGKILL')));
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once('data', (text) => resolve(Number(text))),
    );
    while (!/\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await wait(5);
    const start = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
    expect(() => process.kill(pid, 0)).not.toThrow();
    expect(runs({ ...thisProcess(), pid, start })).toBe(false);
    await openIn(await lockedBy({ ...thisProcess(), pid, start }));
  });

  it('by a machine or container that cannot be seen is taken over when its heart is silent, and not before', async () => {
    const far = { ...thisProcess(), pid: 1, space: 'pid:[1]' };
    const silent = await lockedBy(far);
    const alive = await lockedBy(far);
    const beat = setInterval(() => void utimes(join(alive, 'lock'), new Date(), new Date()), 300);
    afterTest(() => Promise.resolve(clearInterval(beat)));
    await Promise.all([
      openIn(silent),
      refusal(alive).then((error) => {
        expect(error.fault).toBe('locked');
      }),
    ]);
  }, 20_000);

  it('or that nobody can read counts as one of another machine', async () => {
    const dir = await folder();
    await writeFile(join(dir, 'lock'), '');
    const before = performance.now();
    await openIn(dir);
    expect(performance.now() - before).toBeGreaterThan(3_000);
  }, 20_000);
});

describe('a lock that is taken away while the store is open', () => {
  it('stops the store, before two write', async () => {
    const dir = await folder();
    let told = '';
    const store = await openIn(dir, { onFatal: (error) => (told = error.message) });
    await writeFile(join(dir, 'lock'), JSON.stringify({ ...thisProcess(), pid: 1 }));
    while (told === '') await wait(50);
    expect(told).toContain('taken by another process');
    await expect(increment(store, 'n')).rejects.toThrow('taken by another process');
  }, 10_000);
});

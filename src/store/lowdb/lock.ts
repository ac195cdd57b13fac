/**
 * One process a folder. The lock names its process; one that this machine can see is judged by /proc at once, one of
 * another container or machine by its heartbeat. Taken by `link`, which never replaces; a stale one is replaced under
 * a guard, so that two processes that find it stale do not both have it.
 */
import { link, mkdir, readdir, readFile, rename, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import { fateOf, readName, thisProcess } from '../process.ts';

const heartbeatMs = 1_000;
/** ms without a heartbeat after which a process that cannot be seen counts as gone. */
const silenceMs = 4_000;
/** ms after which a guard was left behind by a process that died while it replaced a lock. */
const guardMs = 10_000;
/** ms after which what a process would have made its lock was left behind: none takes so long to get it. */
const leftMs = 10 * 60_000;

export interface Lock {
  release(): Promise<void>;
}

const ignore = (): void => {};

/** Throws StoreError `locked` when another process has the folder. `onLost`: somebody took the lock away. */
export async function lockFolder(dir: string, onLost: (error: StoreError) => void): Promise<Lock> {
  const path = join(dir, 'lock');
  const own = JSON.stringify(thisProcess());
  const mine = `${path}.${process.pid}.tmp`;
  await writeFile(mine, own, { mode: 0o600 });
  try {
    while (!(await link(mine, path).then(() => true, isTaken))) {
      const other = await readFile(path, 'utf8').catch(() => undefined);
      if (other === undefined) continue;
      if (!(await isStale(path, other))) throw locked(path, other);
      await replace(path, other, mine);
    }
  } finally {
    await rm(mine, { force: true });
  }
  await removeLeft(dir);
  return keep(path, own, onLost);
}

function isTaken(error: NodeJS.ErrnoException): false {
  if (error.code === 'EEXIST') return false;
  throw error;
}

async function isStale(path: string, text: string): Promise<boolean> {
  const fate = fateOf(text);
  if (fate !== 'not seen') return fate === 'ended';
  const before = await stat(path).catch(() => undefined);
  await wait(silenceMs);
  const after = await stat(path).catch(() => undefined);
  return before?.mtimeMs === after?.mtimeMs && before?.ino === after?.ino;
}

function locked(path: string, text: string): StoreError {
  const pid = readName(text)?.pid ?? 'unknown';
  return new StoreError(
    'locked',
    `Another process has the store open (pid ${pid}, ${path}). Stop it first; two would destroy each other's data.`,
  );
}

/** Puts a stale lock away, if it is still that one. */
async function replace(path: string, stale: string, mine: string): Promise<void> {
  const guard = `${path}.guard`;
  try {
    await mkdir(guard);
  } catch {
    const left = await stat(guard).catch(() => undefined);
    if (left && Date.now() - left.mtimeMs > guardMs) await rmdir(guard).catch(ignore);
    await wait(20);
    return;
  }
  try {
    if ((await readFile(path, 'utf8').catch(() => undefined)) === stale) await rename(path, `${mine}.stale`);
  } finally {
    await rm(`${mine}.stale`, { force: true });
    await rmdir(guard).catch(ignore);
  }
}

/** Of processes that were killed while they took the lock. */
async function removeLeft(dir: string): Promise<void> {
  for (const name of await readdir(dir).catch(() => [])) {
    if (!/^lock\.\d+\.tmp(\.stale)?$/.test(name)) continue;
    const left = await stat(join(dir, name)).catch(() => undefined);
    if (left && Date.now() - left.mtimeMs > leftMs) await rm(join(dir, name), { force: true });
  }
}

function keep(path: string, own: string, onLost: (error: StoreError) => void): Lock {
  let released = false;
  const isMine = async (): Promise<boolean> => (await readFile(path, 'utf8').catch(() => undefined)) === own;
  const beat = setInterval(() => {
    void (async () => {
      if (await isMine()) {
        const now = new Date();
        await utimes(path, now, now).catch(ignore);
      } else if (!released) {
        clearInterval(beat);
        onLost(
          new StoreError(
            'locked',
            `${path} was removed or taken by another process: the store stops at once.`,
          ),
        );
      }
    })();
  }, heartbeatMs);
  beat.unref();
  return {
    async release() {
      released = true;
      clearInterval(beat);
      if (await isMine()) await rm(path, { force: true });
    },
  };
}

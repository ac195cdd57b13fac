/** The embedded store: lowdb over a journal, for one process and up to about a hundred thousand members. */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import type { Store } from '../store.ts';
import { createJournalAdapter } from './adapter.ts';
import { createEngine } from './engine.ts';
import { codeOf, StoreError } from '../errors.ts';
import { openOnDisk, type Open } from './files.ts';
import { lockFolder, type Lock } from './lock.ts';
import { silent, type Log } from '../log.ts';
import { createState, emptyLoaded } from './state.ts';

export { createMemoryStore } from './memory.ts';

/** Bytes of log after which a snapshot follows: a second or two of replay at start. */
const defaultSnapshotBytes = 64 << 20;

export interface LowdbStoreOptions {
  /** Created when it is not there. */
  dir: string;
  /** ms since 1970. */
  now: () => number;
  log?: Log;
  snapshotBytes?: number;
  /** Called once, when nothing more can be stored: the process should end and be started again. */
  onFatal?: (error: StoreError) => void;
  /** How files are opened for writing; tests hand in one whose files fail. */
  open?: Open;
}

/**
 * Opens the store of a folder. Throws StoreError, and has then changed nothing but a torn tail: `damaged` and `newer`
 * for its files, `locked` for another process, `folder` for a folder that cannot be used.
 */
export async function openLowdbStore(options: LowdbStoreOptions): Promise<Store> {
  const {
    dir,
    now,
    log = silent,
    snapshotBytes = defaultSnapshotBytes,
    onFatal = () => {},
    open = openOnDisk,
  } = options;
  let lost: StoreError | undefined;
  const lock = await lockOrExplain(dir, (error) => {
    lost = error;
    log.error({}, error.message);
    onFatal(error);
  });
  const adapter = createJournalAdapter({ dir, now, log, snapshotBytes, open, onFatal });
  try {
    const db = new Low(adapter, createState(emptyLoaded(), now));
    await removeLeftovers(dir);
    await db.read();
    return createEngine(db, {
      now,
      log,
      check: () => {
        const failure = lost ?? adapter.failure();
        if (failure) throw failure;
      },
      batchMs: () => adapter.batchMs(),
      close: async () => {
        await adapter.close();
        await lock.release();
      },
    });
  } catch (error) {
    await adapter.close();
    await lock.release();
    throw error instanceof StoreError ? error : unusable(dir, error);
  }
}

async function lockOrExplain(dir: string, onLost: (error: StoreError) => void): Promise<Lock> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    if (!(await stat(dir)).isDirectory()) throw new Error('it is no folder');
    return await lockFolder(dir, onLost);
  } catch (error) {
    throw error instanceof StoreError ? error : unusable(dir, error);
  }
}

function unusable(dir: string, cause: unknown): StoreError {
  return new StoreError(
    'folder',
    `The store's folder ${dir} cannot be used (${codeOf(cause)}). It must be a folder that this user may write to, on a disk with room.`,
    { cause },
  );
}

/** Files that a crash left half-written, before they had their name. */
async function removeLeftovers(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    if (/^(log|snap|past|pastindex)-[1-9]\d*\.jsonl\.tmp$/.test(name))
      await rm(join(dir, name), { force: true });
  }
}

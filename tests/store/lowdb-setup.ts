/** Folders and stores for the tests of the lowdb engine; everything is gone after each test. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach } from 'vitest';
import { openLowdbStore, type LowdbStoreOptions } from '../../src/store/lowdb/index.ts';
import type { StoreError } from '../../src/store/errors.ts';
import type { Store } from '../../src/store/store.ts';
import { T } from './rows.ts';

const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

export async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'store-'));
  undo.push(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

export async function openIn(dir: string, options: Partial<LowdbStoreOptions> = {}): Promise<Store> {
  const store = await openLowdbStore({ dir, now: () => T, ...options });
  // A store whose disk has lost its power never closes.
  undo.push(() => Promise.race([store.close().catch(() => {}), wait(100)]));
  return store;
}

/** The error with which a folder is refused; fails when it opens. */
export async function refusal(dir: string): Promise<StoreError> {
  const store = await openLowdbStore({ dir, now: () => T }).catch((error: unknown) => error as StoreError);
  if (store instanceof Error) return store;
  await store.close();
  throw new Error('The store opened');
}

/** Every file of a folder but the lock, so that a test can say that nothing was changed. */
export async function contents(dir: string): Promise<Record<string, string>> {
  const names = (await readdir(dir)).filter((name) => !name.startsWith('lock')).sort();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, (await readFile(join(dir, name))).toString('latin1')] as const),
    ),
  );
}

export const afterTest = (act: () => Promise<unknown>): void => void undo.push(act);

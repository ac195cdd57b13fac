/** Reads a store's folder without its lock, while the bot that has it goes on writing: a backup needs no stop. */
import { closeSync, fstatSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import type { Copied } from '../store.ts';
import { createArchive, type Archive } from './archive.ts';
import type { getRow, Row } from './state.ts';
import { tableNames } from '../schema.ts';
import { generationOf } from './files.ts';
import type { Opened } from './lines.ts';
import { recover, type Recovered } from './recover.ts';

/** Times that a snapshot of the bot may take files away between a look at the folder and opening them. */
const tries = 10;

/**
 * Everything that the folder holds at one moment, with what its writer had on the disk by then. Changes nothing. The
 * folder must hold a store; throws StoreError when its files are damaged or newer.
 */
export async function* copyFolder(dir: string): AsyncGenerator<Copied> {
  const { recovered, archive } = await readMoment(dir);
  const { rows, resting, seen } = recovered.loaded;
  const copied = (row: Row) => row as NonNullable<ReturnType<typeof getRow>>;
  try {
    for (const table of tableNames) {
      for (const row of rows[table].values()) yield { table, row: copied(row) };
      for (const { place } of resting[table].values()) yield { table, row: copied(archive.read(place)) };
    }
  } finally {
    archive.close();
  }
  for (const [update, at] of seen) yield { update, at };
}

async function readMoment(dir: string): Promise<{ recovered: Recovered; archive: Archive }> {
  for (let tried = 1; ; tried++) {
    const names = namesIn(dir);
    const opened = new Map<string, Opened>();
    try {
      openAll(dir, names, opened);
      const found = recover(dir, opened);
      // The archive is open from here on: it may be replaced, and is read all the same.
      if (found) return { recovered: found, archive: createArchive(dir, found.loaded.pastFiles) };
      throw new StoreError('folder', `${dir} holds no store.`);
    } catch (error) {
      // The next generation has begun meanwhile, and what was listed is gone.
      if (tried === tries || namesIn(dir).join() === names.join()) throw error;
      await nextTurn();
    } finally {
      for (const { handle } of opened.values()) closeSync(handle);
    }
  }
}

/**
 * Logs and snapshots, the newest first: nothing goes into a log once a later one has begun, so what they hold when they are
 * opened in this order is all that was written up to a moment, and nothing of after it. Snapshots are whole before they
 * have their name.
 */
export function namesIn(dir: string): string[] {
  const names = readdirSync(dir).filter((name) => numberOf(name) !== undefined);
  return names.sort((a, b) => (numberOf(b) ?? 0) - (numberOf(a) ?? 0));
}

const numberOf = (name: string): number | undefined =>
  generationOf('log', name) ?? generationOf('snap', name);

/** Opens them into `opened`: what is open is read to its end though its writer takes it out of the folder. */
export function openAll(dir: string, names: readonly string[], opened: Map<string, Opened>): void {
  for (const name of names) {
    const handle = openSync(join(dir, name), 'r');
    opened.set(name, { handle, bytes: fstatSync(handle).size });
  }
}

/** Reads a store's folder without its lock, while the bot that has it goes on writing: a backup needs no stop. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import type { Copied } from '../store.ts';
import { createArchive, type Archive } from './archive.ts';
import type { getRow, Row } from './state.ts';
import { tableNames } from '../schema.ts';
import { generationOf } from './files.ts';
import { recover, type Listing, type Recovered } from './recover.ts';

/** Times that a snapshot of the bot may take the files away from under a reader. */
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
    const listing = list(dir);
    try {
      const found = recover(dir, listing);
      // The archive is open from here on: it may be replaced, and is read all the same.
      if (found) return { recovered: found, archive: createArchive(dir, found.loaded.pastFiles) };
      throw new StoreError('folder', `${dir} holds no store.`);
    } catch (error) {
      // The next generation has begun meanwhile, and what was listed is gone.
      if (tried === tries || sameNames(list(dir), listing)) throw error;
      await nextTurn();
    }
  }
}

/**
 * The files, and how long each is. Snapshots count as they are, for they are whole before they have their name. The
 * newest log is looked at first: nothing goes into a log once a later one has begun, so what these lengths hold is all
 * that was written up to a moment, and nothing of after it.
 */
function list(dir: string): Listing {
  const names = readdirSync(dir).filter((name) => numberOf(name) !== undefined);
  names.sort((a, b) => (numberOf(b) ?? 0) - (numberOf(a) ?? 0));
  return new Map(names.map((name) => [name, sizeOf(join(dir, name))]));
}

const numberOf = (name: string): number | undefined =>
  generationOf('log', name) ?? generationOf('snap', name);

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

const sameNames = (a: Listing, b: Listing): boolean =>
  a.size === b.size && [...a.keys()].every((name) => b.has(name));

/** Start: the newest snapshot and the logs since. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '../errors.ts';
import { restingIn } from './archive.ts';
import { generationOf, logName, snapshotName } from './files.ts';
import type { Op } from './ops.ts';
import type { Opened } from './lines.ts';
import { emptyLoaded, load, type Loaded } from './state.ts';
import { readLog, readSnapshot, type Torn } from './stored.ts';

export interface Recovered {
  loaded: Loaded;
  /** The snapshot that was read, 1 when there was none: older files are not needed. */
  base: number;
  /** The log to go on with, and its bytes. */
  generation: number;
  bytes: number;
  /** A file that has to be cut there first. */
  torn: Torn | undefined;
  /** Some file was written under an older schema. */
  older: boolean;
}

/**
 * Reads a folder; nothing when it holds no store yet. Changes no file. Throws StoreError. `opened`: only these files, by
 * name, for one who reads while another process writes.
 */
export function recover(dir: string, opened?: ReadonlyMap<string, Opened>): Recovered | undefined {
  const names = opened ? [...opened.keys()] : readdirSync(dir);
  const of = (kind: 'log' | 'snap'): number[] =>
    names.flatMap((name) => generationOf(kind, name) ?? []).sort((a, b) => a - b);
  const base = of('snap').at(-1);
  const last = of('log').at(-1);
  if (base === undefined && last === undefined) return undefined;
  const first = base ?? 1;
  const logs = new Set(of('log'));
  for (let generation = first; generation <= Math.max(last ?? 0, first); generation++) {
    if (!logs.has(generation)) throw missing(dir, generation, base);
  }

  const recovered: Recovered = {
    loaded: emptyLoaded(),
    base: first,
    generation: last ?? first,
    bytes: 0,
    torn: undefined,
    older: false,
  };
  const { loaded } = recovered;
  if (base !== undefined) {
    const name = snapshotName(base);
    const end = loadAll(readSnapshot(join(dir, name), base, opened?.get(name)), loaded);
    loaded.lastOrder = Math.max(loaded.lastOrder, end.order);
    loaded.pastFiles = end.past;
    recovered.older = end.older;
    readPast(dir, loaded);
  }
  for (let generation = first; generation <= recovered.generation; generation++) {
    const name = logName(generation);
    const path = join(dir, name);
    const log = loadAll(readLog(path, generation, recovered.torn, opened?.get(name)), loaded);
    recovered.older ||= log.older;
    recovered.bytes = log.bytes;
    if (log.torn) recovered.torn = { path, bytes: log.bytes };
  }
  return recovered;
}

function missing(dir: string, generation: number, base: number | undefined): StoreError {
  const since =
    base === undefined ? 'and there is no snapshot either' : `though ${snapshotName(base)} needs it`;
  return new StoreError(
    'damaged',
    `${join(dir, logName(generation))} is missing, ${since}. Nothing was changed. Put the file back from a backup.`,
  );
}

/** Returns what the reading returns. */
function loadAll<End>(transactions: Generator<Op[], End>, loaded: Loaded): End {
  for (;;) {
    const next = transactions.next();
    if (next.done) return next.value;
    for (const op of next.value) load(loaded, op);
  }
}

function readPast(dir: string, loaded: Loaded): void {
  if (!loaded.pastFiles) return;
  for (const one of restingIn(dir, loaded.pastFiles)) {
    if (loaded.rows[one.table].has(one.id)) loaded.stale = true;
    else loaded.resting[one.table].set(one.id, one);
  }
}

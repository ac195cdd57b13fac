/**
 * Start: the newest snapshot and the logs since. A line that is not whole with a whole one after it is damage, and is
 * refused; at the very end of the last log it is a write that a crash cut off and nobody was told of, and is cut.
 */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { schemaVersion } from '../schema.ts';
import { StoreError } from '../errors.ts';
import { pastFiles, restingIn } from './archive.ts';
import { generationOf, logName, snapshotName } from './files.ts';
import { decodeFrame } from './frame.ts';
import { readHeader } from './header.ts';
import { linesOf } from './lines.ts';
import { readOp } from './ops.ts';
import { emptyLoaded, load, type Loaded } from './state.ts';

export interface Recovered {
  loaded: Loaded;
  /** The snapshot that was read, 1 when there was none: older files are not needed. */
  base: number;
  /** The log to go on with, and its bytes. */
  generation: number;
  bytes: number;
  /** A file that has to be cut there first. */
  torn: { path: string; bytes: number } | undefined;
  /** Some file was written under an older schema. */
  older: boolean;
}

/** Names of files, with the bytes of each that count. */
export type Listing = ReadonlyMap<string, number>;

/**
 * Reads a folder; nothing when it holds no store yet. Changes no file. Throws StoreError. `listing`: only these files,
 * and so many bytes of each, for one who reads while another process writes.
 */
export function recover(dir: string, listing?: Listing): Recovered | undefined {
  const names = listing ? [...listing.keys()] : readdirSync(dir);
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
  if (base !== undefined) recovered.older = readSnapshot(join(dir, snapshotName(base)), base, loaded);
  for (let generation = first; generation <= recovered.generation; generation++) {
    const path = join(dir, logName(generation));
    const log = readLog(path, generation, loaded, recovered.torn, listing?.get(logName(generation)));
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

function damaged(path: string, byte: number, what: string, help: string): StoreError {
  return new StoreError('damaged', `${path}, byte ${byte}: ${what}. Nothing was changed. ${help}`);
}

const restore = 'Keep a copy of the folder, and put this file back from a backup.';
const useOlder =
  'Keep a copy of the folder, then move this file away: the store starts from the generation before it, if that is still there.';

/** Returns whether it was written under an older schema. */
function readSnapshot(path: string, generation: number, loaded: Loaded): boolean {
  let schema: number | undefined;
  let rows = 0;
  let end: number | undefined;
  let byte = 0;
  for (const line of linesOf(path)) {
    byte = line.start;
    const frame = line.ended && end === undefined ? decodeFrame(line.bytes) : undefined;
    if (!frame) throw damaged(path, byte, 'the line is not whole', useOlder);
    if (schema === undefined) {
      schema = readHeader(path, 'snapshot', generation, frame.json);
    } else if (Array.isArray(frame.json)) {
      rows += applyAll(path, byte, frame.json, schema, loaded);
    } else {
      const closing = frame.json as { rows?: unknown; order?: unknown; past?: unknown };
      if (typeof closing.order === 'number') loaded.lastOrder = Math.max(loaded.lastOrder, closing.order);
      end = Number(closing.rows);
      if (closing.past !== undefined) loaded.pastFiles = pastFiles.parse(closing.past);
    }
  }
  if (schema === undefined || end !== rows)
    throw damaged(path, byte, 'the file is empty or ends too early', useOlder);
  readPast(path, loaded);
  return schema < schemaVersion;
}

function readPast(path: string, loaded: Loaded): void {
  if (!loaded.pastFiles) return;
  const dir = dirname(path);
  for (const one of restingIn(dir, loaded.pastFiles)) {
    if (loaded.rows[one.table].has(one.id)) loaded.stale = true;
    else loaded.resting[one.table].set(one.id, one);
  }
}

/** `torn`: the end of a log before this one, which was torn; then nothing may have been written to this one. */
function readLog(
  path: string,
  generation: number,
  loaded: Loaded,
  torn: Recovered['torn'],
  length: number | undefined,
): { bytes: number; torn: boolean; older: boolean } {
  let schema: number | undefined;
  let bytes = 0;
  let bad: number | undefined;
  for (const line of linesOf(path, length)) {
    const frame = line.ended ? decodeFrame(line.bytes) : undefined;
    if (schema === undefined) {
      if (!frame)
        throw damaged(path, 0, 'this is no log of Sát Cánh, or its first line is not whole', restore);
      schema = readHeader(path, 'log', generation, frame.json);
    } else if (!frame) {
      bad ??= line.start;
      continue;
    } else if (bad !== undefined) {
      throw damaged(
        path,
        bad,
        `the line is not whole, and a whole one follows at byte ${line.start}`,
        restore,
      );
    } else if (torn) {
      throw damaged(torn.path, torn.bytes, `the line is not whole, and ${path} goes on after it`, restore);
    } else {
      applyAll(path, line.start, frame.json, schema, loaded);
    }
    bytes = line.start + line.bytes.length + 1;
  }
  if (schema === undefined) throw damaged(path, 0, 'the file is empty', restore);
  return { bytes, torn: bad !== undefined, older: schema < schemaVersion };
}

function applyAll(path: string, byte: number, ops: unknown, schema: number, loaded: Loaded): number {
  const help =
    'It was changed by hand, or written by another version of the program: put the matching one back.';
  if (!Array.isArray(ops)) throw damaged(path, byte, 'the line is not a list of rows', help);
  for (const raw of ops as unknown[]) {
    const read = readOp(raw, schema);
    if ('fault' in read) throw damaged(path, byte, read.fault, help);
    load(loaded, read.op);
  }
  return ops.length;
}

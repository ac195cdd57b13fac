/**
 * What the files of the store hold, transaction by transaction. A line that is not whole with a whole one after it is
 * damage, and is refused; at the very end of the last log it is a write that a crash cut off and nobody was told of.
 */
import { schemaVersion } from '../schema.ts';
import { StoreError } from '../errors.ts';
import { pastFiles, type PastFiles } from './archive.ts';
import { decodeFrame } from './frame.ts';
import { readHeader } from './header.ts';
import { linesOf, type Opened } from './lines.ts';
import { readOp, type Op } from './ops.ts';

/** Bytes of a file that count, where a write that a crash cut off has to be cut too. */
export interface Torn {
  path: string;
  bytes: number;
}

export interface SnapshotEnd {
  /** It was written under an older schema. */
  older: boolean;
  /** The last place in the outbox's order that was given away. */
  order: number;
  past: PastFiles | undefined;
}

export interface LogEnd {
  older: boolean;
  /** Those that count. */
  bytes: number;
  torn: boolean;
}

function damaged(path: string, byte: number, what: string, help: string): StoreError {
  return new StoreError('damaged', `${path}, byte ${byte}: ${what}. Nothing was changed. ${help}`);
}

const restore = 'Keep a copy of the folder, and put this file back from a backup.';
const useOlder =
  'Keep a copy of the folder, then move this file away: the store starts from the generation before it, if that is still there.';

/** `opened`: the file, where it is open already. Throws StoreError `damaged` or `newer`. */
export function* readSnapshot(
  path: string,
  generation: number,
  opened?: Opened,
): Generator<Op[], SnapshotEnd> {
  let schema: number | undefined;
  let rows = 0;
  let end: { rows?: unknown; order?: unknown; past?: unknown } | undefined;
  let byte = 0;
  for (const line of linesOf(opened ?? path)) {
    byte = line.start;
    const frame = line.ended && end === undefined ? decodeFrame(line.bytes) : undefined;
    if (!frame) throw damaged(path, byte, 'the line is not whole', useOlder);
    if (schema === undefined) {
      schema = readHeader(path, 'snapshot', generation, frame.json);
    } else if (Array.isArray(frame.json)) {
      const ops = readOps(path, byte, frame.json, schema);
      rows += ops.length;
      yield ops;
    } else {
      end = frame.json as NonNullable<typeof end>;
    }
  }
  if (schema === undefined || end?.rows !== rows)
    throw damaged(path, byte, 'the file is empty or ends too early', useOlder);
  return {
    older: schema < schemaVersion,
    order: typeof end.order === 'number' ? end.order : 0,
    past: end.past === undefined ? undefined : pastFiles.parse(end.past),
  };
}

/**
 * `torn`: the end of a log before this one, which was torn; then nothing may have been written to this one. `opened`: the
 * file, where it is open already. Throws StoreError `damaged` or `newer`.
 */
export function* readLog(
  path: string,
  generation: number,
  torn?: Torn,
  opened?: Opened,
): Generator<Op[], LogEnd> {
  let schema: number | undefined;
  let bytes = 0;
  let bad: number | undefined;
  for (const line of linesOf(opened ?? path)) {
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
      yield readOps(path, line.start, frame.json, schema);
    }
    bytes = line.start + line.bytes.length + 1;
  }
  if (schema === undefined) throw damaged(path, 0, 'the file is empty', restore);
  return { bytes, torn: bad !== undefined, older: schema < schemaVersion };
}

function readOps(path: string, byte: number, list: unknown, schema: number): Op[] {
  const help =
    'It was changed by hand, or written by another version of the program: put the matching one back.';
  if (!Array.isArray(list)) throw damaged(path, byte, 'the line is not a list of rows', help);
  return (list as unknown[]).map((raw) => {
    const read = readOp(raw, schema);
    if (typeof read === 'string') throw damaged(path, byte, read, help);
    return read;
  });
}

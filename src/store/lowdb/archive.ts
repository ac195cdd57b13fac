/**
 * Rows that are over and done with rest in a file: memory keeps where each stands there, snapshots leave them out. Two
 * files: the rows, and for each its key and entries of the indexes, so that a start need not read the rows. What counts
 * of both is what the newest snapshot says; bytes after that were written before a crash, and are cut by the next one.
 */
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Table } from '../data.ts';
import { StoreError } from '../errors.ts';
import { isTable } from '../schema.ts';
import { decodeFrame } from './frame.ts';
import { readHeader } from './header.ts';
import { linesOf } from './lines.ts';
import { readOp } from './ops.ts';
import type { Filed } from './row-index.ts';
import type { Row } from './state.ts';

/** What a snapshot says of the archive: its number, and the bytes that count of its two files. */
export const pastFiles = z.object({ file: z.number(), rows: z.number(), index: z.number() });
export type PastFiles = z.infer<typeof pastFiles>;

export const pastName = (file: number): string => `past-${file}.jsonl`;
export const pastIndexName = (file: number): string => `pastindex-${file}.jsonl`;

/** A row that rests: where, and how the indexes find it. */
export interface Resting extends Filed {
  table: Table;
  place: number;
}

/** File and byte in one number, for a number a row is all that memory pays. */
const placesAFile = 2 ** 36;
export const placeOf = (file: number, byte: number): number => file * placesAFile + byte;

export interface Archive {
  /** What the newest snapshot says; nothing while no row has ever rested. */
  files: PastFiles | undefined;
  /** A row of the files has come back to life or was removed: they have to be written anew, without it. */
  stale: boolean;
  /** Throws StoreError `damaged`. */
  read(place: number): Row;
  /** Keeps files that are replaced readable until the answer is called. */
  hold(): () => void;
  /** From now on these. Places in the ones before stay readable until `drop`. */
  use(files: PastFiles): void;
  /** Closes all but the files in use. */
  drop(): void;
  close(): void;
}

interface Reader {
  path: string;
  handle: number;
  schema: number;
}

export function createArchive(dir: string, files?: PastFiles): Archive {
  const readers = new Map<number, Reader>();
  let holders = 0;

  function readerOf(file: number): Reader {
    const known = readers.get(file);
    if (known) return known;
    const path = join(dir, pastName(file));
    const [first] = linesOf(path);
    const header = first && decodeFrame(first.bytes);
    const reader = {
      path,
      schema: readHeader(path, 'past', file, header?.json),
      handle: openSync(path, 'r'),
    };
    readers.set(file, reader);
    return reader;
  }

  function closeBut(file: number | undefined): void {
    for (const [number, { handle }] of readers) {
      if (number === file) continue;
      closeSync(handle);
      readers.delete(number);
    }
  }

  const archive: Archive = {
    files,
    stale: false,
    read(place) {
      const byte = place % placesAFile;
      const { path, handle, schema } = readerOf((place - byte) / placesAFile);
      const frame = decodeFrame(lineAt(handle, byte));
      const read = frame && readOp(frame.json, schema);
      const row = typeof read === 'string' ? undefined : read?.[2];
      if (row === undefined || row === null || typeof row === 'number') {
        throw new StoreError(
          'damaged',
          `${path}, byte ${byte}: the line is not whole. Keep a copy of the folder, and put this file back from a backup.`,
        );
      }
      return row;
    },
    hold() {
      holders++;
      return () => {
        holders--;
        archive.drop();
      };
    },
    use(next) {
      archive.files = next;
    },
    drop() {
      if (holders === 0) closeBut(archive.files?.file);
    },
    close: () => closeBut(undefined),
  };
  // A folder whose archive is missing, foreign or too short is refused at the start, not at the first look.
  if (files) checkThere(join(dir, pastName(files.file)), files.rows);
  if (files) readerOf(files.file);
  return archive;
}

const firstGuess = 4096;

/** The line that starts there, without its line break; read with few calls, for most are short. */
function lineAt(handle: number, byte: number): Buffer {
  for (let size = firstGuess; ; size *= 8) {
    const bytes = Buffer.allocUnsafe(size);
    const length = readSync(handle, bytes, 0, size, byte);
    const end = bytes.subarray(0, length).indexOf(0x0a);
    if (end >= 0) return bytes.subarray(0, end);
    if (length < size) return bytes.subarray(0, 0);
  }
}

/** Which rows rest. Throws StoreError when the file does not hold what the snapshot says. */
export function* restingIn(dir: string, { file, index }: PastFiles): Generator<Resting> {
  const path = join(dir, pastIndexName(file));
  checkThere(path, index);
  let bytes = 0;
  for (const line of linesOf(path, index)) {
    const frame = line.ended ? decodeFrame(line.bytes) : undefined;
    if (!frame) throw broken(path, line.start);
    bytes = line.start + line.bytes.length + 1;
    if (line.start === 0) {
      readHeader(path, 'pastindex', file, frame.json);
      continue;
    }
    const [table, id, byte, entries] = frame.json as [unknown, string, number, Record<string, string>];
    if (!isTable(table)) throw broken(path, line.start);
    yield { table, id, place: placeOf(file, byte), entries };
  }
  if (bytes !== index) throw broken(path, bytes);
}

function checkThere(path: string, bytes: number): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined || size < bytes) throw broken(path, size ?? 0);
}

const broken = (path: string, byte: number): StoreError =>
  new StoreError(
    'damaged',
    `${path}, byte ${byte}: the file is missing, or a line of it is not whole. Nothing was changed. Keep a copy of the folder, and put this file back from a backup.`,
  );

/**
 * Moves rows that are over and done with out of memory, as a part of a snapshot: they go into the archive's files, the
 * snapshot leaves them out and says how much of those files counts, and when it is there memory lets them go. Killed at
 * any moment before that, the rows are where they were.
 */
import { stat, truncate } from 'node:fs/promises';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Table } from '../data.ts';
import { tableNames } from '../schema.ts';
import { pastIndexName, pastName, placeOf, type PastFiles } from './archive.ts';
import { syncFolder, writeWhole, type Open, type OpenFile } from './files.ts';
import { encodeFrame } from './frame.ts';
import { headerOf } from './header.ts';
import { filedOf } from './row-index.ts';
import type { Row, State } from './state.ts';

export interface Moving {
  /** A row that shall rest. */
  add(table: Table, row: Row): Promise<void>;
  /** All of them are durable. Resolves with what the snapshot has to say; nothing when nothing rests. */
  finish(): Promise<PastFiles | undefined>;
  /** The snapshot is there: memory lets go of the rows that nobody has touched meanwhile. */
  letGo(): Promise<void>;
  /** The snapshot failed: what was begun is forgotten. */
  abandon(): Promise<void>;
}

/** Bytes that are written at once. */
const blockBytes = 1 << 18;
/** Rows that memory lets go between two turns of the others. */
const rowsATurn = 2_000;

/** A file that grows by lines; knows where the next one will stand. */
interface Lines {
  bytes(): number;
  add(frame: Buffer): Promise<void>;
  end(): Promise<void>;
  close(): Promise<void>;
}

export function startMoving(dir: string, state: State, generation: number, open: Open): Moving {
  const { archive } = state;
  const before = archive.files;
  const anew = before === undefined || archive.stale;
  const file = anew ? generation : before.file;
  const moved: { table: Table; row: Row; place: number }[] = [];
  const carried: { table: Table; id: string; from: number; place: number }[] = [];
  let files: { rows: Lines; index: Lines } | undefined;

  async function begin(): Promise<{ rows: Lines; index: Lines }> {
    if (files) return files;
    const one = (name: string, kind: 'past' | 'pastindex', length: number | undefined) =>
      anew
        ? startLines(join(dir, `${name}.tmp`), encodeFrame(headerOf(kind, file)), open)
        : goOn(join(dir, name), length ?? 0, open);
    files = {
      rows: await one(pastName(file), 'past', before?.rows),
      index: await one(pastIndexName(file), 'pastindex', before?.index),
    };
    return files;
  }

  async function put(table: Table, row: Row): Promise<number> {
    const { rows, index } = await begin();
    const byte = rows.bytes();
    await rows.add(encodeFrame(JSON.stringify([table, row.id, row])));
    await index.add(encodeFrame(JSON.stringify([table, row.id, byte, filedOf(table, row).entries])));
    return placeOf(file, byte);
  }

  async function carryOver(): Promise<void> {
    archive.stale = false;
    for (const table of tableNames) {
      for (const [id, from] of [...state.past[table]]) {
        if (state.past[table].get(id) !== from) continue;
        carried.push({ table, id, from, place: await put(table, archive.read(from)) });
        if (carried.length % 200 === 0) await nextTurn();
      }
    }
  }

  return {
    async add(table, row) {
      moved.push({ table, row, place: await put(table, row) });
    },
    async finish() {
      if (anew && before) await carryOver();
      if (!files) return anew ? undefined : before;
      await files.rows.end();
      await files.index.end();
      if (anew) {
        for (const name of [pastName(file), pastIndexName(file)])
          await rename(join(dir, `${name}.tmp`), join(dir, name));
        await syncFolder(dir);
      }
      return { file, rows: files.rows.bytes(), index: files.index.bytes() };
    },
    async letGo() {
      if (files) archive.use({ file, rows: files.rows.bytes(), index: files.index.bytes() });
      else if (anew) archive.files = undefined;
      let done = 0;
      for (const { table, row, place } of moved) {
        if (state.rows[table].get(row.id) === row) {
          state.rows[table].delete(row.id);
          state.past[table].set(row.id, place);
        } else archive.stale = true;
        if (++done % rowsATurn === 0) await nextTurn();
      }
      for (const { table, id, from, place } of carried) {
        if (state.past[table].get(id) === from) state.past[table].set(id, place);
        else archive.stale = true;
        if (++done % rowsATurn === 0) await nextTurn();
      }
      archive.drop();
    },
    async abandon() {
      if (carried.length > 0) archive.stale = true;
      await files?.rows.close().catch(() => {});
      await files?.index.close().catch(() => {});
    },
  };
}

async function startLines(path: string, first: Buffer, open: Open): Promise<Lines> {
  const lines = linesInto(await open(path, 'w'), 0);
  await lines.add(first);
  return lines;
}

/** After so many bytes; what a crash has left behind them is cut. */
async function goOn(path: string, bytes: number, open: Open): Promise<Lines> {
  if ((await stat(path)).size > bytes) await truncate(path, bytes);
  return linesInto(await open(path, 'a'), bytes);
}

function linesInto(file: OpenFile, start: number): Lines {
  let bytes = start;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let closed = false;
  async function flush(): Promise<void> {
    const block = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    await writeWhole(file, block);
  }
  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    await file.close();
  }
  return {
    bytes: () => bytes,
    async add(frame) {
      waiting.push(frame);
      bytes += frame.length;
      waitingBytes += frame.length;
      if (waitingBytes >= blockBytes) await flush();
    },
    async end() {
      await flush();
      await file.sync();
      await close();
    },
    close,
  };
}

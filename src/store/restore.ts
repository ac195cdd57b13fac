/** A whole copy of a store goes into any engine: restoring a backup, and the way from one engine to the other. */
import type { Table, Tables } from './data.ts';
import { readBackup, restoring, type FilePiece } from './backup.ts';
import type { MemberFiles } from './member-files.ts';
import type { Change, Copied, Store } from './store.ts';

const rowsACommit = 200;
/** Commits under way at one time: engines write many for the price of one. */
const atOnce = 32;

export interface RestoreOptions {
  /** ms, for the commits. */
  at: number;
  /** A store that is not empty is emptied first; without it, it is refused. */
  force?: boolean;
  /** Where members' files go. Left out: they are passed over. */
  files?: Pick<MemberFiles, 'write' | 'keepOnly'>;
}

/**
 * Puts a backup into a store. `open` gives its lines from the start, and is called twice: nothing is changed before
 * the whole of it has been found right. Throws with the number of a line that is wrong. A second
 * restore with `force` finishes one that was broken off.
 */
export async function restore(
  store: Store,
  open: () => AsyncIterable<string>,
  { at, force = false, files }: RestoreOptions,
): Promise<Restored> {
  for await (const _ of readBackup(open())) void _;
  const { rows } = await store.stats();
  const isEmpty = Object.values(rows).every((count) => count === 0);
  if (!isEmpty && !force) throw new NotEmpty();
  await store.commit({ at }, () => ({ put: { kept: [{ id: restoring, value: at }] } }));
  if (!isEmpty) await empty(store, at);
  const names = new Set<string>();
  const filled = await fill(store, writeFiles(readBackup(open()), files, names), at);
  if (!isEmpty) await files?.keepOnly(names);
  await store.commit({ at }, () => ({ remove: { kept: [restoring] } }));
  return { rows: filled, files: names.size };
}

export interface Restored {
  rows: number;
  files: number;
}

export class NotEmpty extends Error {
  constructor() {
    super('The store is not empty: restore into an empty one, or say --force to replace what is in it.');
    this.name = 'NotEmpty';
  }
}

/** Passes rows and marks on, and writes the files that come between. */
async function* writeFiles(
  all: AsyncGenerator<Copied | FilePiece>,
  files: RestoreOptions['files'],
  names: Set<string>,
): AsyncGenerator<Copied> {
  let next = await all.next();
  async function* pieces(name: string): AsyncGenerator<Uint8Array> {
    for (; !next.done && 'file' in next.value && next.value.file === name; next = await all.next())
      yield next.value.bytes;
  }
  while (!next.done) {
    if ('file' in next.value) {
      const { file } = next.value;
      if (files) {
        await files.write(file, pieces(file));
        names.add(file);
      } else {
        for await (const _ of pieces(file)) void _;
      }
    } else {
      yield next.value;
      next = await all.next();
    }
  }
}

async function empty(store: Store, at: number): Promise<void> {
  const together = createTogether();
  for await (const batch of batchesOf(store.copy())) {
    const change: Change = { remove: {} };
    for (const { table, row } of batch.rows)
      if (row.id !== restoring) ((change.remove![table] ??= []) as string[]).push(row.id);
    await together.add(store.commit({ at }, () => change));
  }
  await together.all();
}

async function fill(store: Store, copied: AsyncIterable<Copied>, at: number): Promise<number> {
  const together = createTogether();
  let rows = 0;
  for await (const batch of batchesOf(copied)) {
    const change: Change = { put: {} };
    for (const { table, row } of batch.rows) ((change.put![table] ??= []) as Tables[Table][]).push(row);
    rows += batch.rows.length;
    if (batch.rows.length > 0) await together.add(store.commit({ at }, () => change));
    for (const mark of batch.marks) await together.add(store.commit(mark, () => ({})));
  }
  await together.all();
  return rows;
}

interface Batch {
  rows: Extract<Copied, { table: Table }>[];
  marks: Extract<Copied, { update: string }>[];
}

async function* batchesOf(copied: AsyncIterable<Copied>): AsyncGenerator<Batch> {
  let batch: Batch = { rows: [], marks: [] };
  for await (const one of copied) {
    if ('table' in one) batch.rows.push(one);
    else batch.marks.push(one);
    if (batch.rows.length + batch.marks.length < rowsACommit) continue;
    yield batch;
    batch = { rows: [], marks: [] };
  }
  yield batch;
}

/** Work side by side, a bounded amount of it. */
function createTogether(): { add(work: Promise<unknown>): Promise<void>; all(): Promise<void> } {
  let under: Promise<unknown>[] = [];
  const all = async (): Promise<void> => {
    await Promise.all(under);
    under = [];
  };
  return {
    all,
    async add(work) {
      // Its failure is told by `all`; until then nobody listens.
      work.catch(() => {});
      under.push(work);
      if (under.length >= atOnce) await all();
    },
  };
}

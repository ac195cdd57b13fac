/** A whole copy of a store goes into any engine: restoring a backup, and the way from one engine to the other. */
import type { Table, Tables } from './data.ts';
import { readBackup } from './backup.ts';
import type { Change, Copied, Store } from './store.ts';

const rowsACommit = 200;
/** Commits under way at one time: engines write many for the price of one. */
const atOnce = 32;

export interface RestoreOptions {
  /** ms, for the commits. */
  at: number;
  /** A store that is not empty is emptied first; without it, it is refused. */
  force?: boolean;
}

/**
 * Puts a backup into a store. `open` gives its lines from the start, and is called twice: nothing is changed before
 * the whole of it has been found right. Throws with the number of a line that is wrong. Resolves with how many rows.
 */
export async function restore(
  store: Store,
  open: () => AsyncIterable<string>,
  { at, force = false }: RestoreOptions,
): Promise<number> {
  for await (const _ of readBackup(open())) void _;
  const { rows } = await store.stats();
  if (Object.values(rows).some((count) => count > 0)) {
    if (!force) {
      throw new Error(
        'The store is not empty: restore into an empty one, or say --force to replace what is in it.',
      );
    }
    await empty(store, at);
  }
  return fill(store, readBackup(open()), at);
}

async function empty(store: Store, at: number): Promise<void> {
  const together = createTogether();
  for await (const batch of batchesOf(store.copy())) {
    const change: Change = { remove: {} };
    for (const { table, row } of batch.rows) ((change.remove![table] ??= []) as string[]).push(row.id);
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

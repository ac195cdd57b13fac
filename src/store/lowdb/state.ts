/** Everything that is stored, in memory: a Map a table, its indexes, the marks, the outbox's queue. lowdb's `data`. */
import { isTimed, type Outgoing, type Table } from '../data.ts';
import type { IndexOf, Tables } from '../data.ts';
import { tableNames } from '../schema.ts';
import type { Page } from '../store.ts';
import { createArchive, type Archive, type PastFiles, type Resting } from './archive.ts';
import { marks, type Op } from './ops.ts';
import { createOutboxQueue, type OutboxQueue } from './outbox-queue.ts';
import { createRowIndexes, type RowIndex } from './row-index.ts';

export interface Row {
  id: string;
}

type Rows = Record<Table, Map<string, Row>>;

export interface State {
  rows: Rows;
  /** Rows that rest in the archive: where. */
  past: Record<Table, Map<string, number>>;
  archive: Archive;
  /** Ids of the updates that were handled, oldest first, with their time. */
  seen: Map<string, number>;
  queue: OutboxQueue;
  /** The last place in the outbox's order that was given away. */
  lastOrder: number;
  /** Rises with each transaction: a view that saw the same number has seen the same state. */
  applied: number;
  /** Transactions in memory that the adapter has not been given yet, as text of a frame. */
  unwritten: string[];
  indexes: Record<Table, Record<string, RowIndex>>;
}

/** What stands in files and becomes a state. */
export interface Loaded {
  rows: Rows;
  resting: Record<Table, Map<string, Resting>>;
  pastFiles: PastFiles | undefined;
  /** A row of the archive has come back to life, or is gone. */
  stale: boolean;
  seen: Map<string, number>;
  lastOrder: number;
}

const eachTable = <V>(make: (table: Table) => V): Record<Table, V> =>
  Object.fromEntries(tableNames.map((table) => [table, make(table)])) as Record<Table, V>;

export function emptyLoaded(): Loaded {
  return {
    rows: eachTable(() => new Map<string, Row>()),
    resting: eachTable(() => new Map<string, Resting>()),
    pastFiles: undefined,
    stale: false,
    seen: new Map(),
    lastOrder: 0,
  };
}

/** Puts one op into what is being loaded: whole values, so that replaying a stretch twice changes nothing. */
export function load(loaded: Loaded, op: Op): void {
  if (op[0] === marks) {
    if (op[2] === null) loaded.seen.delete(op[1]);
    else loaded.seen.set(op[1], op[2]);
    return;
  }
  const [table, id, row] = op;
  const resting = loaded.resting[table];
  if (resting.size > 0 && resting.delete(id)) loaded.stale = true;
  if (row === null) loaded.rows[table].delete(id);
  else loaded.rows[table].set(row.id, row);
  if (table === 'outbox' && row) loaded.lastOrder = Math.max(loaded.lastOrder, (row as Outgoing).order);
}

/** Builds indexes and the outbox's queue. Rows that were on their way when the process ended may have arrived. */
export function createState(loaded: Loaded, now: () => number, dir = ''): State {
  const { rows, resting, seen, lastOrder } = loaded;
  const queue = createOutboxQueue(now);
  for (const [id, row] of rows.outbox as Map<string, Outgoing>) {
    const known: Outgoing = row.state === 'sending' ? { ...row, state: 'ready', unsure: true } : row;
    rows.outbox.set(id, known);
    queue.change(undefined, known);
  }
  const archive = createArchive(dir, loaded.pastFiles);
  archive.stale = loaded.stale;
  const indexes = eachTable((table) =>
    createRowIndexes(table, rows[table].values(), resting[table].values()),
  );
  const past = eachTable((table) => {
    const places = new Map([...resting[table].values()].map(({ id, place }) => [id, place]));
    resting[table].clear();
    return places;
  });
  return { rows, past, archive, seen, queue, lastOrder, applied: 0, unwritten: [], indexes };
}

/** Applies a transaction to memory and hands its text to the adapter. Nothing here can fail half-way. */
export function apply(state: State, ops: readonly Op[], text: string): void {
  if (ops.length === 0) return;
  for (const op of ops) {
    if (op[0] === marks) applyMark(state, op);
    else applyRow(state, op);
  }
  state.applied++;
  state.unwritten.push(text);
}

function applyMark(state: State, [, update, at]: Extract<Op, [typeof marks, ...unknown[]]>): void {
  if (at === null) state.seen.delete(update);
  else state.seen.set(update, at);
}

function applyRow(state: State, [table, id, row]: Exclude<Op, [typeof marks, ...unknown[]]>): void {
  const rows = state.rows[table];
  const before = rows.get(id);
  if (row === null) rows.delete(id);
  else rows.set(row.id, row);
  const indexes = state.indexes[table];
  for (const name in indexes) indexes[name]?.change(before, row ?? undefined);
  if (table !== 'outbox') return;
  if (row) state.lastOrder = Math.max(state.lastOrder, (row as Outgoing).order);
  state.queue.change(before as Outgoing | undefined, (row ?? undefined) as Outgoing | undefined);
}

/** Something of a row that is the same as long as the row is: itself, or its place in the archive. */
export const peek = (state: State, table: Table, id: string): Row | number | undefined =>
  state.rows[table].get(id) ?? state.past[table].get(id);

/**
 * Brings rows that rest back into memory, where these ops change them: all or none, so that memory never holds one that no
 * file but the archive has. Throws StoreError when one cannot be read.
 */
export function bringBack({ past, rows, archive }: State, ops: readonly Op[]): void {
  const woken: [table: Table, row: Row][] = [];
  for (const [table, id] of ops) {
    const place = table === marks ? undefined : past[table].get(id);
    if (place !== undefined) woken.push([table as Table, archive.read(place)]);
  }
  for (const [table, row] of woken) {
    rows[table].set(row.id, row);
    past[table].delete(row.id);
    archive.stale = true;
  }
}

export function getRow<T extends Table>(state: State, table: T, id: string): Tables[T] | undefined {
  return rowOf(state, peek(state, table, id)) as Tables[T] | undefined;
}

export const rowOf = (state: State, found: Row | number | undefined): Row | undefined =>
  typeof found === 'number' ? state.archive.read(found) : found;

/** What `peek` gives of the rows of a page. Throws for a name that data.ts does not have. */
export function findPeeks<T extends Table>(
  state: State,
  table: T,
  name: IndexOf<T>,
  value: string,
  options: Page<T> = {},
): (Row | number)[] {
  const index = state.indexes[table][name];
  if (!index) throw new Error(`No index ${name} of ${table}: name it in store/data.ts`);
  const { limit = Infinity, ...range } = options;
  if ((range.from ?? range.to) !== undefined && !isTimed(table, name))
    throw new Error(`Index ${name} of ${table} has no time: leave out from and to`);
  const found: (Row | number)[] = [];
  if (limit <= 0) return found;
  for (const id of index.ids(value, range)) {
    found.push(peek(state, table, id) as Row | number);
    if (found.length >= limit) break;
  }
  return found;
}

/** Everything that is stored, in memory: a Map a table, its indexes, the marks, the outbox's queue. lowdb's `data`. */
import { indexes, type Outgoing, type Table } from '../data.ts';
import type { IndexOf, Tables } from '../data.ts';
import { tableNames } from '../schema.ts';
import { marks, type Op } from './ops.ts';
import { createOutboxQueue, type OutboxQueue } from './outbox-queue.ts';
import { createRowIndex, type RowIndex } from './row-index.ts';

export interface Row {
  id: string;
}

type Rows = Record<Table, Map<string, Row>>;

export interface State {
  rows: Rows;
  /** Ids of the updates that were handled, oldest first, with their time. */
  seen: Map<string, number>;
  queue: OutboxQueue;
  /** The last place in the outbox's order that was given away. */
  lastOrder: number;
  /** Rises with each transaction: a view that saw the same number has seen the same state. */
  applied: number;
  /** Transactions in memory that the adapter has not been given yet, as text of a frame. */
  unwritten: string[];
  indexes: Record<Table, Map<string, { index: RowIndex; valueOf: ValueOf }>>;
}

type ValueOf = (row: Row) => string | undefined;

/** What stands in files and becomes a state. */
export interface Loaded {
  rows: Rows;
  seen: Map<string, number>;
  lastOrder: number;
}

const eachTable = <V>(make: (table: Table) => V): Record<Table, V> =>
  Object.fromEntries(tableNames.map((table) => [table, make(table)])) as Record<Table, V>;

export function emptyLoaded(): Loaded {
  return { rows: eachTable(() => new Map<string, Row>()), seen: new Map(), lastOrder: 0 };
}

/** Puts one op into what is being loaded: whole values, so that replaying a stretch twice changes nothing. */
export function load(loaded: Loaded, op: Op): void {
  if (op[0] === marks) {
    if (op[2] === null) loaded.seen.delete(op[1]);
    else loaded.seen.set(op[1], op[2]);
    return;
  }
  const [table, id, row] = op;
  if (row === null) loaded.rows[table].delete(id);
  else loaded.rows[table].set(row.id, row);
  if (table === 'outbox' && row) loaded.lastOrder = Math.max(loaded.lastOrder, (row as Outgoing).order);
}

/** Builds indexes and the outbox's queue. Rows that were on their way when the process ended may have arrived. */
export function createState(loaded: Loaded, now: () => number): State {
  const queue = createOutboxQueue(now);
  for (const [id, row] of loaded.rows.outbox as Map<string, Outgoing>) {
    const known: Outgoing = row.state === 'sending' ? { ...row, state: 'ready', unsure: true } : row;
    loaded.rows.outbox.set(id, known);
    queue.change(undefined, known);
  }
  const indexesOf = (table: Table): State['indexes'][Table] =>
    new Map(
      Object.entries(indexes[table] as Record<string, ValueOf>).map(([name, valueOf]) => {
        const pairs = [...loaded.rows[table].values()].map((row): [string, string | undefined] => [
          row.id,
          valueOf(row),
        ]);
        return [name, { valueOf, index: createRowIndex(pairs) }];
      }),
    );
  return { ...loaded, queue, applied: 0, unwritten: [], indexes: eachTable(indexesOf) };
}

/** Applies a transaction to memory and hands its text to the adapter. Nothing here can fail half-way. */
export function apply(state: State, ops: readonly Op[], text: string): void {
  if (ops.length === 0) return;
  for (const op of ops) {
    if (op[0] === marks) load(state, op);
    else applyRow(state, op);
  }
  state.applied++;
  state.unwritten.push(text);
}

function applyRow(state: State, op: Exclude<Op, [typeof marks, ...unknown[]]>): void {
  const [table, id, row] = op;
  const before = state.rows[table].get(id);
  load(state, op);
  for (const { index, valueOf } of state.indexes[table].values()) {
    index.change(id, before && valueOf(before), row ? valueOf(row) : undefined);
  }
  if (table === 'outbox') {
    state.queue.change(before as Outgoing | undefined, (row ?? undefined) as Outgoing | undefined);
  }
}

export function getRow<T extends Table>(state: State, table: T, id: string): Tables[T] | undefined {
  return state.rows[table].get(id) as Tables[T] | undefined;
}

/** Rows by an index, by id; throws for a name that data.ts does not have. */
export function findRows<T extends Table>(
  state: State,
  table: T,
  name: IndexOf<T>,
  value: string,
  options: { limit?: number; newest?: boolean } = {},
): Tables[T][] {
  const known = state.indexes[table].get(name);
  if (!known) throw new Error(`No index ${name} of ${table}: name it in store/data.ts`);
  const { limit = Infinity, newest = false } = options;
  const found: Tables[T][] = [];
  if (limit <= 0) return found;
  for (const id of known.index.ids(value, newest)) {
    found.push(state.rows[table].get(id) as Tables[T]);
    if (found.length >= limit) break;
  }
  return found;
}

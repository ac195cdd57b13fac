import type { Copied } from '../store.ts';
import { tableNames } from '../schema.ts';
import { rowOf, type getRow, type Row, type State } from './state.ts';

/**
 * All rows and marks of one moment. Rows are replaced, never changed: a list of them is a copy, for eight bytes a row.
 * Told when it is durable.
 */
export async function* copyOf(state: State, durable: () => Promise<void>): AsyncGenerator<Copied> {
  const tables = tableNames.map((table) => ({
    table,
    rows: [...state.rows[table].values(), ...state.past[table].values()],
  }));
  const release = state.archive.hold();
  const marks = [...state.seen];
  try {
    await durable();
    for (const { table, rows } of tables) {
      for (const found of rows as (Row | number)[])
        yield { table, row: rowOf(state, found) as NonNullable<ReturnType<typeof getRow>> };
    }
    for (const [update, at] of marks) yield { update, at };
  } finally {
    release();
  }
}

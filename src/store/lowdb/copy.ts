import type { Copied } from '../store.ts';
import { tableNames } from '../schema.ts';
import type { getRow, State } from './state.ts';

/**
 * All rows and marks of one moment. Rows are replaced, never changed: a list of them is a copy, for eight bytes a row.
 * Told when it is durable.
 */
export async function* copyOf(state: State, durable: () => Promise<void>): AsyncGenerator<Copied> {
  const tables = tableNames.map((table) => ({ table, rows: [...state.rows[table].values()] }));
  const marks = [...state.seen];
  await durable();
  for (const { table, rows } of tables) {
    for (const row of rows) yield { table, row: row as NonNullable<ReturnType<typeof getRow>> };
  }
  for (const [update, at] of marks) yield { update, at };
}

/** What a decision may read, over any way to ask. */
import type pg from 'pg';
import type { View } from '../store.ts';
import { decodeRow } from './rows.ts';
import type { Sql } from './statements.ts';
import { tableStatements } from './writes.ts';

type Stored = { row: unknown; version: string };

/** `limit $3` needs a number. */
const all = Number.MAX_SAFE_INTEGER;

export function createView(
  tenant: string,
  ask: (sql: Sql, values: readonly unknown[]) => Promise<pg.QueryResult>,
): View {
  return {
    async get(table, id) {
      const { rows } = await ask(tableStatements[table].get, [tenant, id]);
      const [found] = rows as Stored[];
      return found && decodeRow(table, found);
    },
    async find(table, index, value, { limit = all, newest = false } = {}) {
      const statements = tableStatements[table].find[index];
      if (!statements) throw new Error(`No index ${index} of ${table}: name it in store/data.ts`);
      if (limit <= 0) return [];
      const { rows } = await ask(newest ? statements.newest : statements.oldest, [tenant, value, limit]);
      return (rows as Stored[]).map((stored) => decodeRow(table, stored));
    },
  };
}

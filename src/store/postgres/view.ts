/** What a decision may read, over any way to ask. */
import type pg from 'pg';
import { isTimed, standingOf, type Table } from '../data.ts';
import type { Page, View } from '../store.ts';
import { decodeRow, wholeMs } from './rows.ts';
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
    async find(table, index, value, options = {}) {
      const { limit = all, newest = false } = options;
      const statements = tableStatements[table].find[index];
      if (!statements) throw new Error(`No index ${index} of ${table}: name it in store/data.ts`);
      if (limit <= 0) return [];
      const { rows } = await ask(newest ? statements.newest : statements.oldest, [
        tenant,
        value,
        limit,
        ...rangeValues(table, index, options),
      ]);
      return (rows as Stored[]).map((stored) => decodeRow(table, stored));
    },
  };
}

/** Comes after every id. */
const lastId = '\u{10FFFF}';

/** Values of table-statements.ts `find` from `$4` on. */
function rangeValues<T extends Table>(
  table: T,
  index: string,
  { newest = false, after, from, to }: Page<T>,
): (string | number)[] {
  if (!isTimed(table, index)) {
    if ((from ?? to) !== undefined)
      throw new Error(`Index ${index} of ${table} has no time: leave out from and to`);
    return [after?.id ?? (newest ? lastId : '')];
  }
  const first = from === undefined ? 0 : wholeMs(from);
  const end = to === undefined ? Infinity : wholeMs(to);
  const last = after && standingOf(table, index, after)?.at;
  const start = newest ? end : first;
  // An id is never empty: whoever stands at the start comes after it, going up, and is left out, going down.
  const [at, id] =
    after && last !== undefined && (newest ? last < end : last >= first)
      ? [wholeMs(last), after.id]
      : [start, ''];
  return [at, id, newest ? first : end];
}

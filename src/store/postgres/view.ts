/** What may be read, over any way to ask. What is asked for at one moment, by many decisions too, goes out together. */
import type pg from 'pg';
import { isTimed, standingOf, type Table, type Tables } from '../data.ts';
import type { Page, View } from '../store.ts';
import { decodeRow, wholeMs } from './rows.ts';
import type { Sql } from './statements.ts';
import { tableStatements } from './writes.ts';

type Stored = { row: unknown; version: string };
type Ask = (sql: Sql, values: readonly unknown[]) => Promise<pg.QueryResult>;

/** `limit $3` needs a number. */
const all = Number.MAX_SAFE_INTEGER;

/** One of several that one statement answers. */
interface Asked {
  values: readonly unknown[];
  resolve: (rows: readonly Stored[]) => void;
  reject: (error: unknown) => void;
}

interface Statement {
  asked: Asked[];
  run: (asked: readonly Asked[]) => Promise<readonly (readonly Stored[])[]>;
}

export function createView(tenant: string, ask: Ask): View {
  let waiting = new Map<string, Statement>();

  /** Once nobody who could go on has still to ask: then all go out at once. */
  function flush(): void {
    const statements = waiting;
    waiting = new Map();
    for (const { asked, run } of statements.values()) {
      run(asked).then(
        (answers) => asked.forEach(({ resolve }, i) => resolve(answers[i] ?? [])),
        (error: unknown) => asked.forEach(({ reject }) => reject(error)),
      );
    }
  }

  function want(name: string, values: readonly unknown[], run: Statement['run']): Promise<readonly Stored[]> {
    return new Promise((resolve, reject) => {
      if (waiting.size === 0) process.nextTick(flush);
      const statement = waiting.get(name) ?? { asked: [], run };
      waiting.set(name, statement);
      statement.asked.push({ values, resolve, reject });
    });
  }

  async function byId(table: Table, asked: readonly Asked[]): Promise<readonly (readonly Stored[])[]> {
    const ids = asked.map(({ values: [id] }) => id as string);
    const { rows } = await ask(tableStatements[table].get, [tenant, [...new Set(ids)]]);
    const found = new Map((rows as (Stored & { id: string })[]).map((row) => [row.id, row]));
    return ids.map((id) => [found.get(id)].filter((row) => row !== undefined));
  }

  /** Each value of the lists that are asked for has an array of its own, in the order of the statement. */
  async function byValue(sql: Sql, limit: number, asked: readonly Asked[]): Promise<Stored[][]> {
    const [first, ...others] = columnsOf(asked);
    const { rows } = await ask(sql, [tenant, first, limit, ...others]);
    const lists: Stored[][] = asked.map(() => []);
    for (const row of rows as (Stored & { n: string })[]) lists[Number(row.n) - 1]?.push(row);
    return lists;
  }

  return {
    async get(table, id) {
      const [found] = await want(`get ${table}`, [id], (asked) => byId(table, asked));
      return found && decodeRow(table, found);
    },
    async find(table, index, value, options = {}) {
      const { limit = all, newest = false } = options;
      const statements = tableStatements[table].find[index];
      if (!statements) throw new Error(`No index ${index} of ${table}: name it in store/data.ts`);
      const values = [value, ...rangeValues(table, index, options)];
      if (limit <= 0) return [];
      const sql = newest ? statements.newest : statements.oldest;
      const rows = await want(`${sql.name} ${limit}`, values, (asked) => byValue(sql, limit, asked));
      return rows.map((stored): Tables[typeof table] => decodeRow(table, stored));
    },
  };
}

const columnsOf = (asked: readonly Asked[]): unknown[][] =>
  (asked[0]?.values ?? []).map((_, i) => asked.map(({ values }) => values[i]));

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

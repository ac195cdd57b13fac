/** The statements of one table of data.ts: the same for each, and each for many rows at once. */
import { indexNamesOf, isTimed, type Table } from '../data.ts';
import type { Sql } from './statements.ts';

/** A statement for so many rows: few sizes, each prepared once. */
export type Sized = (rows: number) => Sql;

function sized(name: string, textFor: (rows: number) => string): Sized {
  const known = new Map<number, Sql>();
  return (rows) => {
    const sql = known.get(rows) ?? { name: `${name} ${rows}`, text: textFor(rows) };
    known.set(rows, sql);
    return sql;
  };
}

/** `count` things, each with a group of `size` parameters, from `$first` on. */
const groups = (
  count: number,
  first: number,
  size: number,
  each: (at: (i: number) => string) => string,
): string => Array.from({ length: count }, (_, n) => each((i) => `$${first + n * size + i}`)).join(', ');

export interface TableStatements {
  /** Rows by id: `$2` ids. */
  get: Sql;
  /**
   * Several lists of one index, each row with the number of its list from 1, by index name: `$2` the values, `$3` how many of
   * each list, `$4` the ids after which to begin; with a time: `$4`, `$5` the times and ids after which to begin, `$6` the
   * times at which to end (newest first: which come last).
   */
  find: Record<string, { oldest: Sql; newest: Sql }>;
  /** So many rows: `$2` the version they have, then of each its id, row, index columns and, in the outbox, its queue's columns. */
  put: Sized;
  /** `$2` ids. */
  remove: Sql;
}

/** What the queue of the outbox is found by. */
export const queueColumns = ['channel', 'chat', 'ord', 'rank', 'state', 'due', 'at', 'attempt'] as const;

export const columnOf = (index: string): string => `by_${index}`;
export const timeColumnOf = (index: string): string => `at_${index}`;

/** Columns that only serve to find rows, in the order of data.ts. */
export const indexColumns = (table: Table): string[] =>
  indexNamesOf(table).flatMap((index) =>
    isTimed(table, index) ? [columnOf(index), timeColumnOf(index)] : [columnOf(index)],
  );

export function statementsOf(table: Table): TableStatements {
  const columns = ['row', ...indexColumns(table), ...(table === 'outbox' ? queueColumns : [])];
  const updates = ['version', ...columns].map((name) => `${name} = excluded.${name}`);
  // Somebody who puts a row of the outbox takes it out of the hands of whoever was sending it.
  if (table === 'outbox') updates.push('claim = null');
  return {
    get: {
      name: `get ${table}`,
      text: `select id, row, version from ${table} where tenant = $1 and id = any($2::text[])`,
    },
    find: Object.fromEntries(
      indexNamesOf(table).map((index) => [
        index,
        { oldest: findStatement(table, index, 'asc'), newest: findStatement(table, index, 'desc') },
      ]),
    ),
    put: sized(
      `put ${table}`,
      (rows) => `insert into ${table} (tenant, version, id, ${columns.join(', ')})
        values ${groups(rows, 3, columns.length + 1, (at) => `($1, $2, ${at(0)}, ${columns.map((_, i) => at(i + 1)).join(', ')})`)}
        on conflict (tenant, id) do update set ${updates.join(', ')}`,
    ),
    remove: {
      name: `remove ${table}`,
      text: `delete from ${table} where tenant = $1 and id = any($2::text[])`,
    },
  };
}

function findStatement(table: Table, index: string, turn: 'asc' | 'desc'): Sql {
  const timed = isTimed(table, index);
  const at = timeColumnOf(index);
  const order = timed ? [at, 'id'] : ['id'];
  const beyond = turn === 'asc' ? '>' : '<';
  const range = timed
    ? `(t.${at}, t.id) ${beyond} (a.at, a.id) and t.${at} ${turn === 'asc' ? '<' : '>='} a.stop`
    : `t.id ${beyond} a.id`;
  const asked = timed
    ? 'unnest($2::text[], $4::float8[], $5::text[], $6::float8[]) with ordinality as a(value, at, id, stop, n)'
    : 'unnest($2::text[], $4::text[]) with ordinality as a(value, id, n)';
  const by = (source: string): string => order.map((name) => `${source}.${name} ${turn}`).join(', ');
  return {
    name: `find ${table} ${index} ${turn}`,
    text: `select a.n, f.row, f.version from ${asked} cross join lateral (
        select ${['row', 'version', ...order].map((name) => `t.${name}`).join(', ')} from ${table} t
        where t.tenant = $1 and t.${columnOf(index)} = a.value and ${range} order by ${by('t')} limit $3) f
      order by a.n, ${by('f')}`,
  };
}

/**
 * So many new rows of the outbox, in the places that their chats have just given away: `$2` the version they have, then of each its
 * id, row, index columns, channel, chat, rank, due, at, and how many places before the chat's last one. Written so that each
 * chat is looked up, whatever the planner believes: all chats read at once would be in the way of every other commit.
 */
export function sendStatement(): Sized {
  const own = indexColumns('outbox');
  const names = ['id', 'row', ...own, 'channel', 'chat', 'rank', 'due', 'at', 'back'];
  const typeOf = (name: string): string =>
    name === 'row'
      ? 'jsonb'
      : name === 'rank' || name === 'back'
        ? 'bigint'
        : /^(due|at)/.test(name)
          ? 'float8'
          : 'text';
  const into = ['tenant', 'version', 'id', 'row', ...own, ...queueColumns];
  return sized(
    'send',
    (rows) => `insert into outbox (${into.join(', ')})
      select $1::text, $2::bigint, v.id, jsonb_set(v.row, '{order}', to_jsonb(c.last - v.back)), ${own.map((name) => `v.${name}`).join(', ')},
        v.channel, v.chat, c.last - v.back, v.rank, 'ready', v.due, v.at, 0
      from (values ${groups(rows, 3, names.length, (at) => `(${names.map((name, i) => `${at(i)}::${typeOf(name)}`).join(', ')})`)})
        as v(${names.join(', ')})
      cross join lateral (select last from chats where tenant = $1 and chat = v.chat limit 1) c`,
  );
}

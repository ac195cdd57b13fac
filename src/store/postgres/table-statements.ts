/** The statements of one table of data.ts: the same for each, and each for many rows at once. */
import { indexNamesOf, isTimed, type Table } from '../data.ts';
import type { Sql } from './statements.ts';

export interface TableStatements {
  /** Rows by id: `$2` ids. */
  get: Sql;
  /**
   * Several lists of one index, each row with the number of its list from 1, by index name: `$2` the values, `$3` how many of
   * each list, `$4` the ids after which to begin; with a time: `$4`, `$5` the times and ids after which to begin, `$6` the
   * times at which to end (newest first: which come last).
   */
  find: Record<string, { oldest: Sql; newest: Sql }>;
  /** `$2` rows as rows.ts `toPut` makes them, `$3` the version they have. */
  put: Sql;
  /** `$2` ids. */
  remove: Sql;
}

/** What the queue of the outbox is found by. */
export const queueColumns = ['channel', 'chat', 'ord', 'rank', 'state', 'due', 'at', 'attempt'] as const;
const queueTypes = ['text', 'text', 'bigint', 'bigint', 'text', 'float8', 'float8', 'bigint'] as const;

export const columnOf = (index: string): string => `by_${index}`;
export const timeColumnOf = (index: string): string => `at_${index}`;

/** Columns that only serve to find rows, in the order of data.ts. */
export const indexColumns = (table: Table): string[] =>
  indexNamesOf(table).flatMap((index) =>
    isTimed(table, index) ? [columnOf(index), timeColumnOf(index)] : [columnOf(index)],
  );

/** A value of the JSON list `c` of a row that is to be put. */
const given = (i: number, type: string): string => `(e.value->'c'->>${i})::${type}`;

const givenIndexes = (columns: readonly string[]): string[] =>
  columns.map((name, i) => given(i, name.startsWith('at_') ? 'float8' : 'text'));

const givenRows = 'from jsonb_array_elements($2::jsonb) as e(value)';

export function statementsOf(table: Table): TableStatements {
  const own = indexColumns(table);
  const queue = table === 'outbox' ? queueColumns : [];
  const columns = ['row', 'version', ...own, ...queue];
  const values = [
    ...givenIndexes(own),
    ...queue.map((_, i) => given(own.length + i, queueTypes[i] ?? 'text')),
  ];
  const updates = columns.map((name) => `${name} = excluded.${name}`);
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
    put: {
      name: `put ${table}`,
      text: `insert into ${table} (${['tenant', 'id', ...columns].join(', ')})
        select ${['$1::text', `e.value->>'id'`, `e.value->'row'`, '$3::bigint', ...values].join(', ')} ${givenRows}
        on conflict (tenant, id) do update set ${updates.join(', ')}`,
    },
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
 * New rows of the outbox, in the places that their chats have just given away. `c`: the index columns, then channel, chat,
 * rank, due, at, and how many places before the chat's last one. Written so that each chat is looked up, whatever the planner
 * believes: all chats read at once would be in the way of every other commit.
 */
export function sendStatement(): Sql {
  const own = indexColumns('outbox');
  const [channel, chat, rank, due, at, back] = ['text', 'text', 'bigint', 'float8', 'float8', 'bigint'].map(
    (type, i) => given(own.length + i, type),
  );
  const place = `(c.last - ${back})`;
  return {
    name: 'send',
    text: `insert into outbox (${['tenant', 'id', 'row', 'version', ...own, ...queueColumns].join(', ')})
      select ${['$1::text', `e.value->>'id'`, `jsonb_set(e.value->'row', '{order}', to_jsonb(${place}))`, '$3::bigint', ...givenIndexes(own)].join(', ')},
        ${channel}, ${chat}, ${place}, ${rank}, 'ready', ${due}, ${at}, 0
      ${givenRows} cross join lateral (select last from chats where tenant = $1 and chat = ${chat} limit 1) c`,
  };
}

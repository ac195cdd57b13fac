/** The statements of one table of data.ts: the same five for each. */
import { indexNamesOf, isTimed, type Table } from '../data.ts';
import type { Sql } from './statements.ts';

export interface TableStatements {
  get: Sql;
  /**
   * By index name; `$2` the value, `$3` how many, `$4` the id after which to begin; with a time: `$4`, `$5` the time and
   * id after which to begin, `$6` the time at which to end (newest first: which comes last).
   */
  find: Record<string, { oldest: Sql; newest: Sql }>;
  /** `$2` id, `$3` row, `$4` version, then the index columns in their order, and for the outbox its queue's columns. */
  put: Sql;
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
  const own = indexColumns(table);
  const columns = ['row', 'version', ...own, ...(table === 'outbox' ? queueColumns : [])];
  const values = columns.map((_, i) => `$${i + 3}`);
  const updates = columns.map((name) => `${name} = excluded.${name}`);
  // Somebody who puts a row of the outbox takes it out of the hands of whoever was sending it.
  if (table === 'outbox') updates.push('claim = null');
  const find = (index: string, turn: 'asc' | 'desc'): Sql => ({
    name: `find ${table} ${index} ${turn}`,
    text: `select row, version from ${table} where tenant = $1 and ${columnOf(index)} = $2 and ${rangeOf(table, index, turn)} limit $3`,
  });
  return {
    get: { name: `get ${table}`, text: `select row, version from ${table} where tenant = $1 and id = $2` },
    find: Object.fromEntries(
      indexNamesOf(table).map((index) => [
        index,
        { oldest: find(index, 'asc'), newest: find(index, 'desc') },
      ]),
    ),
    put: {
      name: `put ${table}`,
      text: `insert into ${table} (tenant, id, ${columns.join(', ')}) values ($1, $2, ${values.join(', ')})
        on conflict (tenant, id) do update set ${updates.join(', ')}`,
    },
    remove: {
      name: `remove ${table}`,
      text: `delete from ${table} where tenant = $1 and id = any($2::text[])`,
    },
  };
}

function rangeOf(table: Table, index: string, turn: 'asc' | 'desc'): string {
  const beyond = turn === 'asc' ? '>' : '<';
  if (!isTimed(table, index)) return `id ${beyond} $4 order by id ${turn}`;
  const at = timeColumnOf(index);
  const end = turn === 'asc' ? `${at} < $6` : `${at} >= $6`;
  return `(${at}, id) ${beyond} ($4::float8, $5::text) and ${end} order by ${at} ${turn}, id ${turn}`;
}

/** A new row of the outbox, in the place that its chat has just given away. After the index columns: channel, chat, rank, due, at. */
export function sendStatement(): Sql {
  const own = indexColumns('outbox');
  const values = own.map((name, i) => `$${i + 5}::${name.startsWith('at_') ? 'float8' : 'text'}`);
  const [channel, chat, rank, due, at] = [0, 1, 2, 3, 4].map((i) => `$${5 + own.length + i}`);
  return {
    name: 'send',
    text: `insert into outbox (${['tenant', 'id', 'row', 'version', ...own, ...queueColumns].join(', ')})
      select ${['$1::text', '$2::text', `jsonb_set($3::jsonb, '{order}', to_jsonb(c.last))`, '$4::bigint', ...values].join(', ')},
        ${channel}::text, c.chat, c.last, ${rank}::bigint, 'ready', ${due}::float8, ${at}::float8, 0
      from chats c where c.tenant = $1 and c.chat = ${chat}`,
  };
}

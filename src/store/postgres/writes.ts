/** From what a decision wants to statements. Everything that can be wrong is found here, before anything is sent. */
import type { Outgoing, Table, Tables } from '../data.ts';
import { rankOf } from '../rank.ts';
import { schemaVersion, tableNames } from '../schema.ts';
import type { Change, OutgoingDraft } from '../store.ts';
import { encodeRow, indexValues, queueValues } from './rows.ts';
import { placeInChat, reserveInChat, type Sql } from './statements.ts';
import { sendStatement, statementsOf, type TableStatements } from './table-statements.ts';

export type Write = [sql: Sql, values: unknown[]];

export const tableStatements = Object.fromEntries(
  tableNames.map((table) => [table, statementsOf(table)]),
) as Record<Table, TableStatements>;

const send = sendStatement();

/** Numbers left free within a millisecond. */
const placesPerMs = 1000;

/** Gives places for that many messages of a commit at that time, ms: the first of them. */
export type Places = (at: number, count: number) => number;

/**
 * The order of the outbox follows the commits' time, so that rows of different chats can be compared by it, and rises
 * with every commit of this process. The database never lets a chat go below what it had, whatever clocks say.
 */
export function createPlaces(): Places {
  let next = 0;
  return (at, count) => {
    const first = Math.max(next, Math.floor(at) * placesPerMs);
    next = first + count;
    return first;
  };
}

/** Statements of a change, rows of all tables in one order so that commits seldom wait for each other in a circle. */
export function writesOf(tenant: string, change: Change, at: number, placesAt: Places): Write[] {
  const drafts = change.send ?? [];
  const writes = sendsOf(tenant, drafts, at, placesAt(at, drafts.length));
  for (const table of tableNames) {
    for (const row of inOrder<Tables[Table]>(change.put?.[table] ?? []))
      writes.push(...putOf(tenant, table, row));
    const gone = change.remove?.[table] ?? [];
    if (gone.length > 0) writes.push([tableStatements[table].remove, [tenant, gone]]);
  }
  return writes;
}

export function putOf<T extends Table>(tenant: string, table: T, row: Tables[T]): Write[] {
  const values = [tenant, row.id, encodeRow(table, row), schemaVersion, ...indexValues(table, row)];
  if (table !== 'outbox') return [[tableStatements[table].put, values]];
  const outgoing = row as Outgoing;
  return [
    [reserveInChat, [tenant, outgoing.chat, outgoing.order]],
    [tableStatements.outbox.put, [...values, ...queueValues(outgoing)]],
  ];
}

function sendsOf(tenant: string, drafts: readonly OutgoingDraft[], at: number, first: number): Write[] {
  const places = drafts.map((draft, i) => ({ draft, place: first + i }));
  // Rows of chats are locked in one order by all commits.
  places.sort((a, b) =>
    a.draft.chat < b.draft.chat ? -1 : a.draft.chat > b.draft.chat ? 1 : a.place - b.place,
  );
  return places.flatMap(({ draft, place }): Write[] => {
    const { id, channel, chat, message, due = at } = draft;
    const row: Outgoing = { id, channel, chat, order: 0, state: 'ready', due, at, attempt: 0, message };
    const values = [tenant, id, encodeRow('outbox', row), schemaVersion, ...indexValues('outbox', row)];
    return [
      [placeInChat, [tenant, chat, place]],
      [send, [...values, channel, chat, rankOf(message), due, at]],
    ];
  });
}

const inOrder = <R extends { id: string }>(rows: readonly R[]): readonly R[] =>
  rows.length < 2 ? rows : [...rows].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));

/** From what decisions want to statements, one a table for all of them. */
import type { Outgoing, Table, Tables } from '../data.ts';
import { rankOf } from '../rank.ts';
import { schemaVersion, tableNames } from '../schema.ts';
import type { Change, OutgoingDraft } from '../store.ts';
import { encodeRow, indexValues, queueValues } from './rows.ts';
import { placesInChats, reserveInChats, type Sql } from './statements.ts';
import { sendStatement, statementsOf, type Sized, type TableStatements } from './table-statements.ts';

export type Write = [sql: Sql, values: unknown[]];

export const tableStatements = Object.fromEntries(
  tableNames.map((table) => [table, statementsOf(table)]),
) as Record<Table, TableStatements>;

const send = sendStatement();

/** Rows of one statement. */
const mostInOne = 64;

/** Numbers left free within a millisecond. */
const placesPerMs = 1000;

/** Gives places for that many messages of a commit at that time, ms: the last of them. */
export type Places = (at: number, count: number) => number;

/**
 * The order of the outbox follows the commits' time, so that rows of different chats can be compared by it, and rises
 * with every commit of this process. The database never lets a chat go below what it had, whatever clocks say.
 */
export function createPlaces(): Places {
  let next = 0;
  return (at, count) => {
    next = Math.max(next, Math.floor(at) * placesPerMs) + count;
    return next - 1;
  };
}

/** What the statements of several changes are made of: of each row its last state. */
export interface Writing {
  /** Throws when a row cannot be stored: nothing of that change is taken then. */
  add(change: Change, at: number): void;
  /** In one order of tables, chats and rows, so that transactions seldom wait for each other in a circle. */
  statements(): Write[];
  /** Of all messages that are new or changed. */
  channels(): Set<string>;
  /** Ids of the new messages. */
  messages(): string[];
}

/** A row as it goes out, or null: it is removed. */
type Put = { row: Tables[Table]; text: string } | null;

export function createWriting(tenant: string, placesAt: Places): Writing {
  const tables = new Map<Table, Map<string, Put>>();
  /** New messages by chat, in order: each with the place that it would have in a new chat. */
  const chats = new Map<string, { row: Outgoing; text: string }[]>();
  const lastPlaces = new Map<string, number>();
  const sent = (): Outgoing[] => [...chats.values()].flat().map(({ row }) => row);

  return {
    add(change, at) {
      const puts = putsOf(change);
      const drafts = (change.send ?? []).map((draft) => {
        const row = outgoingOf(draft, at);
        return { row, text: encodeRow('outbox', row) };
      });
      for (const [table, id, put] of puts) listIn(tables, table, () => new Map()).set(id, put);
      const last = placesAt(at, drafts.length);
      drafts.forEach((draft, i) => {
        const { chat } = draft.row;
        listIn(chats, chat, () => []).push(draft);
        lastPlaces.set(chat, last - drafts.length + 1 + i);
      });
    },
    statements: () => [
      ...sendsOf(tenant, chats, lastPlaces),
      ...tableNames.flatMap((table) => writesOf(tenant, table, tables.get(table))),
    ],
    channels() {
      const put = [...(tables.get('outbox')?.values() ?? [])].flatMap((one) => one?.row ?? []) as Outgoing[];
      return new Set([...sent(), ...put].map(({ channel }) => channel));
    },
    messages: () => sent().map(({ id }) => id),
  };
}

function listIn<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const found = map.get(key) ?? create();
  map.set(key, found);
  return found;
}

function putsOf({ put, remove }: Change): [Table, string, Put][] {
  const puts = (Object.entries(put ?? {}) as [Table, readonly Tables[Table][]][]).flatMap(([table, rows]) =>
    rows.map((row): [Table, string, Put] => [table, row.id, { row, text: encodeRow(table, row) }]),
  );
  const gone = (Object.entries(remove ?? {}) as [Table, readonly string[]][]).flatMap(([table, ids]) =>
    ids.map((id): [Table, string, Put] => [table, id, null]),
  );
  return [...puts, ...gone];
}

/** As it is stored at first; its order is the database's to give. */
export function outgoingOf(draft: OutgoingDraft, at: number): Outgoing {
  const { id, channel, chat, message, due = at } = draft;
  return { id, channel, chat, order: 0, state: 'ready', due, at, attempt: 0, message };
}

function sendsOf(
  tenant: string,
  chats: ReadonlyMap<string, readonly { row: Outgoing; text: string }[]>,
  lastPlaces: ReadonlyMap<string, number>,
): Write[] {
  if (chats.size === 0) return [];
  const inTurn = [...chats].sort(([a], [b]) => (a < b ? -1 : 1));
  const most = Math.max(...inTurn.map(([, drafts]) => drafts.length));
  const rows = inTurn.flatMap(([chat, drafts]) =>
    drafts.map(({ row, text }, i) => {
      const { id, channel, message, due, at } = row;
      const back = drafts.length - 1 - i;
      return [id, text, ...indexValues('outbox', row), channel, chat, rankOf(message), due, at, back];
    }),
  );
  const places = inTurn.map(([chat]) => lastPlaces.get(chat));
  return [
    [placesInChats, [tenant, inTurn.map(([chat]) => chat), places, most]],
    ...inSizes(tenant, send, rows),
  ];
}

/** Statements for any number of rows are of few sizes, so that each is prepared once: 28 rows are 16, 8 and 4. */
function inSizes(tenant: string, sized: Sized, rows: readonly unknown[][]): Write[] {
  const writes: Write[] = [];
  for (let from = 0; from < rows.length;) {
    const size = Math.min(mostInOne, 2 ** Math.floor(Math.log2(rows.length - from)));
    writes.push([sized(size), [tenant, schemaVersion, ...rows.slice(from, from + size).flat()]]);
    from += size;
  }
  return writes;
}

function writesOf(tenant: string, table: Table, changed: ReadonlyMap<string, Put> = new Map()): Write[] {
  const inTurn = [...changed].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = inTurn.flatMap(([, put]) => put ?? []);
  const gone = inTurn.flatMap(([id, put]) => (put ? [] : [id]));
  return [
    ...(rows.length > 0 ? putOf(tenant, table, rows) : []),
    ...(gone.length > 0 ? [[tableStatements[table].remove, [tenant, gone]] satisfies Write] : []),
  ];
}

/** Statements that put these rows. Throws when one cannot be stored. */
export const putRows = <T extends Table>(tenant: string, table: T, rows: readonly Tables[T][]): Write[] =>
  writesOf(tenant, table, new Map(rows.map((row) => [row.id, { row, text: encodeRow(table, row) }])));

function putOf(tenant: string, table: Table, puts: readonly { row: Tables[Table]; text: string }[]): Write[] {
  const queue = (row: Tables[Table]): unknown[] => (table === 'outbox' ? queueValues(row as Outgoing) : []);
  const rows = puts.map(({ row, text }) => [row.id, text, ...indexValues(table, row), ...queue(row)]);
  const writes = inSizes(tenant, tableStatements[table].put, rows);
  return table === 'outbox' ? [reserve(tenant, puts.map(({ row }) => row as Outgoing)), ...writes] : writes; // prettier-ignore
}

function reserve(tenant: string, rows: readonly Outgoing[]): Write {
  const highest = new Map<string, number>();
  for (const { chat, order } of rows) highest.set(chat, Math.max(order, highest.get(chat) ?? order));
  const inTurn = [...highest].sort(([a], [b]) => (a < b ? -1 : 1));
  return [reserveInChats, [tenant, inTurn.map(([chat]) => chat), inTurn.map(([, order]) => order)]];
}

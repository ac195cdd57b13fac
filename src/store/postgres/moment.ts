/**
 * One moment of the store for several decisions: each thing is read once, and it is known which of them read what another
 * one changes. Later decisions may be taken over what those before have made of that moment.
 */
import { indexNamesOf, isTimed, standingOf, type Table, type Tables } from '../data.ts';
import type { Change, Page, View } from '../store.ts';
import { wholeMs } from './rows.ts';
import { outgoingOf } from './writes.ts';

type Row = Tables[Table];

/** What one decision reads. `disturbed`: something of it was changed after the moment; `blocked`: and cannot be told yet. */
export interface Reading {
  view: View;
  disturbed(): boolean;
  blocked(): boolean;
  /** From then on it reads nothing: the connection serves others. */
  end(): void;
}

export interface Moment {
  /** `onChanges`: over what was changed since, not beside it. */
  startReading(onChanges?: 'on changes'): Reading;
  change(change: Change, at: number): void;
}

const rowKey = (table: Table, id: string): string => `${table}|${id}`;
const listKey = (table: Table, index: string, value: string): string => `${table}.${index}=${value}`;

export function createMoment(stored: View): Moment {
  const asked = new Map<string, Promise<unknown>>();
  /** Rows that were read, as they stood at the moment. */
  const seen = new Map<string, Row | undefined>();
  const changed = new Map<Table, Map<string, Row | undefined>>();
  /** Keys of what was changed; of those, what new messages changed: their order is not known before they are stored. */
  const touched = new Set<string>();
  const fresh = new Set<string>();

  function once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const found = asked.get(key) ?? ask();
    asked.set(key, found);
    return found as Promise<T>;
  }

  function get<T extends Table>(table: T, id: string): Promise<Tables[T] | undefined> {
    const key = rowKey(table, id);
    return once(key, async () => {
      const row = await stored.get(table, id);
      seen.set(key, row);
      return row;
    });
  }

  function find<T extends Table>(
    table: T,
    index: string,
    value: string,
    page: Page<T>,
  ): Promise<Tables[T][]> {
    const { limit, newest, from, to, after } = page;
    const key = JSON.stringify([table, index, value, limit, newest, from, to, after]);
    return once(key, async () => {
      const rows = await stored.find(table, index as never, value, page);
      for (const row of rows) seen.set(rowKey(table, row.id), row);
      return rows;
    });
  }

  /** A row that nobody has seen stood on no page that was read: of such a one only its new places matter. */
  function touch(keys: Set<string>, table: Table, id: string, row: Row | undefined): void {
    const key = rowKey(table, id);
    const rows = changed.get(table);
    const before = rows?.has(id) ? rows.get(id) : seen.get(key);
    keys.add(key);
    for (const index of indexNamesOf(table)) {
      for (const one of [before, row]) {
        const standing = one && standingOf(table, index, one);
        if (standing) keys.add(listKey(table, index, standing.of));
      }
    }
  }

  function set(table: Table, id: string, row: Row | undefined): void {
    touch(touched, table, id, row);
    const rows = changed.get(table) ?? new Map<string, Row | undefined>();
    changed.set(table, rows.set(id, row));
  }

  async function findOnChanges<T extends Table>(
    table: T,
    index: string,
    value: string,
    page: Page<T>,
  ): Promise<Tables[T][]> {
    const over = (changed.get(table) ?? new Map()) as ReadonlyMap<string, Tables[T] | undefined>;
    if (over.size === 0) return find(table, index, value, page);
    const { limit = Infinity } = page;
    const wider = limit === Infinity ? page : { ...page, limit: limit + over.size };
    const rows = (await find(table, index, value, wider)).filter(({ id }) => !over.has(id));
    const mine = [...over.values()].filter((row) => row && stands(table, index, value, page, row));
    return [...rows, ...(mine as Tables[T][])].sort(inOrderOf(table, index, page)).slice(0, limit);
  }

  return {
    startReading(onChanges) {
      const read = new Set<string>();
      let over = false;
      const check = (): void => {
        if (over) throw new Error('A decision reads only until it is made: await every read in it');
      };
      const has = (keys: ReadonlySet<string>): boolean => [...read].some((key) => keys.has(key));
      return {
        view: {
          async get(table, id) {
            check();
            read.add(rowKey(table, id));
            const rows = onChanges && (changed.get(table) as ReadonlyMap<string, never> | undefined);
            return rows?.has(id) ? rows.get(id) : get(table, id);
          },
          async find(table, index, value, page = {}) {
            check();
            read.add(listKey(table, index, value));
            return onChanges ? findOnChanges(table, index, value, page) : find(table, index, value, page);
          },
        },
        disturbed: () => has(touched),
        blocked: () => has(fresh),
        end: () => void (over = true),
      };
    },
    change({ put, remove, send = [] }, at) {
      for (const [table, rows] of Object.entries(put ?? {}) as [Table, readonly Row[]][])
        for (const row of rows) set(table, row.id, row);
      for (const [table, ids] of Object.entries(remove ?? {}) as [Table, readonly string[]][])
        for (const id of ids) set(table, id, undefined);
      for (const draft of send)
        for (const keys of [touched, fresh]) touch(keys, 'outbox', draft.id, outgoingOf(draft, at));
    },
  };
}

/** The time by which a row stands in an index that has one. */
const timeOf = (table: Table, index: string, row: Row): number =>
  wholeMs(standingOf(table, index, row)?.at ?? 0);

function compare(table: Table, index: string, a: Row, b: Row): number {
  const byTime = isTimed(table, index) ? timeOf(table, index, a) - timeOf(table, index, b) : 0;
  return byTime || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

const inOrderOf =
  <T extends Table>(table: T, index: string, { newest }: Page<T>) =>
  (a: Row, b: Row): number =>
    compare(table, index, a, b) * (newest ? -1 : 1);

/** Whether a row is in that list, and on that page of it. */
function stands<T extends Table>(
  table: T,
  index: string,
  value: string,
  page: Page<T>,
  row: Tables[T],
): boolean {
  if (standingOf(table, index, row)?.of !== value) return false;
  const { after, from = 0, to = Infinity } = page;
  const at = timeOf(table, index, row);
  if (isTimed(table, index) && (at < wholeMs(from) || at >= wholeMs(to))) return false;
  // One that stands nowhere in that index says nothing about where to begin.
  return !after || !standingOf(table, index, after) || inOrderOf(table, index, page)(row, after) > 0;
}

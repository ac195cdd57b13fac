/**
 * Finds rows by where they stand: under each value the entries of its rows in order, `[time NUL] id`. Most values have one
 * row, and then its entry is all there is; some have a million.
 */
import { indexNamesOf, isTimed, standingOf, type Table, type Tables } from '../data.ts';
import { addTo, createSorted, downFrom, removeFrom, upFrom, type Sorted } from './sorted.ts';
import type { Row } from './state.ts';

/** A row in a file: for each index in which it stands `value NUL [time NUL] id`. */
export interface Filed {
  id: string;
  entries: Record<string, string>;
}

export interface RowIndex {
  change(before: Row | undefined, after: Row | undefined): void;
  /** Ids of the rows with that value, in order or the other way round. */
  ids(value: string, range: Range): Iterable<string>;
}

export interface Range {
  newest?: boolean | undefined;
  /** Only what comes after this one, in the order that is asked for. */
  after?: Row | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

/** Digits of a time in an entry, base 36: enough until the year 5138. */
const timeDigits = 9;

/** All pairs of digits: by tables a time is text in a quarter of the time that Number.toString takes. */
const pairs = Array.from({ length: 36 ** 2 }, (_, n) => n.toString(36).padStart(2, '0'));

/** Times before 1970 are one time. */
function timeText(at: number): string {
  let left = Math.min(Math.max(0, Math.floor(at)), 36 ** timeDigits - 1);
  let text = '';
  while (text.length < timeDigits - 1) {
    const rest = Math.floor(left / pairs.length);
    text = pairs[left - rest * pairs.length] + text;
    left = rest;
  }
  return left.toString(36) + text;
}

interface Stand {
  of: string;
  entry: string;
}

let last = { at: NaN, id: '', entry: '' };

/** A row stands in most of its indexes by the same time: their entries are one text. */
function timedEntry(at: number, id: string): string {
  if (last.at !== at || last.id !== id) last = { at, id, entry: `${timeText(at)}\0${id}` };
  return last.entry;
}

function standOf(table: Table, index: string, row: Row): Stand | undefined {
  const standing = standingOf(table, index, row as Tables[Table]);
  if (!standing) return undefined;
  const { of, at } = standing;
  return { of, entry: at === undefined ? row.id : timedEntry(at, row.id) };
}

/** Of a row that goes into a file. */
export function filedOf(table: Table, row: Row): Filed {
  const entries: Filed['entries'] = {};
  for (const index of indexNamesOf(table)) {
    const stand = standOf(table, index, row);
    if (stand) entries[index] = `${stand.of}\0${stand.entry}`;
  }
  return { id: row.id, entries };
}

const less = (a: string, b: string): boolean => a < b;

type Bucket = string | Sorted<string>;

const sortedOf = (bucket: Bucket): Sorted<string> =>
  typeof bucket === 'string' ? { less, blocks: [[bucket]] } : bucket;

/**
 * All indexes of a table, of these rows and of rows in files. One pass for all of them: what a row's time is as text is the
 * most of what a start does here, and most indexes share it.
 */
export function createRowIndexes(
  table: Table,
  rows: Iterable<Row>,
  filed: Iterable<Filed>,
): Record<string, RowIndex> {
  const names = indexNamesOf(table);
  const lists = names.map((name) => ({ name, timed: isTimed(table, name), found: new Map() as Lists }));
  if (names.length > 0) {
    for (const row of rows) {
      for (const { name, found } of lists) {
        const stand = standOf(table, name, row);
        if (stand) enlist(found, stand);
      }
    }
    for (const { id, entries } of filed) {
      for (const { name, timed, found } of lists) {
        const text = entries[name];
        if (text !== undefined) enlist(found, standFiled(text, id, timed));
      }
    }
  }
  return Object.fromEntries(lists.map(({ name, found }) => [name, createRowIndex(table, name, found)]));
}

type Lists = Map<string, string | string[]>;

function enlist(lists: Lists, { of, entry }: Stand): void {
  const list = lists.get(of);
  if (list === undefined) lists.set(of, entry);
  else if (typeof list === 'string') lists.set(of, [list, entry]);
  else list.push(entry);
}

function standFiled(text: string, id: string, timed: boolean): Stand {
  const end = text.length - id.length - 1 - (timed ? timeDigits + 1 : 0);
  const entry = timed ? timedEntry(parseInt(text.slice(end + 1), 36), id) : id;
  return { of: text.slice(0, end), entry };
}

function createRowIndex(table: Table, name: string, lists: Lists): RowIndex {
  const buckets = lists as Map<string, Bucket>;
  for (const [of, list] of lists)
    if (typeof list !== 'string') buckets.set(of, createSorted(less, list.sort()));

  function add({ of, entry }: Stand): void {
    const bucket = buckets.get(of);
    if (bucket === undefined) {
      buckets.set(of, entry);
      return;
    }
    const sorted = sortedOf(bucket);
    addTo(sorted, entry);
    if (sorted !== bucket) buckets.set(of, sorted);
  }

  function remove({ of, entry }: Stand): void {
    const bucket = buckets.get(of);
    if (bucket === undefined || typeof bucket === 'string') {
      if (bucket === entry) buckets.delete(of);
      return;
    }
    removeFrom(bucket, entry);
    if (bucket.blocks.length === 0) buckets.delete(of);
  }

  return {
    change(before, after) {
      const was = before && standOf(table, name, before);
      const is = after && standOf(table, name, after);
      if (was?.of === is?.of && was?.entry === is?.entry) return;
      if (was) remove(was);
      if (is) add(is);
    },
    *ids(value, { newest = false, after, from, to }) {
      const bucket = buckets.get(value);
      if (bucket === undefined) return;
      const first = from === undefined ? '' : timeText(from);
      const end = to === undefined ? undefined : timeText(to);
      const told = after && standOf(table, name, after)?.entry;
      const sorted = sortedOf(bucket);
      const found = newest
        ? downFrom(sorted, told !== undefined && (end === undefined || told < end) ? told : end)
        : upFrom(sorted, told !== undefined && told > first ? told : first);
      for (const entry of found) {
        if (entry < first || (end !== undefined && entry >= end)) return;
        if (entry !== told) yield entry.slice(entry.indexOf('\0') + 1);
      }
    },
  };
}

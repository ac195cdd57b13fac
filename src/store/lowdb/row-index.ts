/**
 * Finds rows by where they stand, as ordered texts `value NUL [time NUL] id`: one structure for values with one row and
 * with a million.
 */
import { createSorted, type Sorted } from './sorted.ts';

/** The whole text of a row in an index. */
export type Entry = string;

export interface RowIndex {
  change(before: Entry | undefined, after: Entry | undefined): void;
  /** Ids of the rows with that value, in order or the other way round. */
  ids(value: string, range: Range): Iterable<string>;
}

export interface Range {
  newest?: boolean;
  /** Only what comes after this one, in the order that is asked for. */
  after?: Entry | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

/** Digits of a time in an entry, base 36: enough until the year 5138. */
const timeDigits = 9;

/** Times before 1970 are one time. */
function timeText(at: number): string {
  return Math.min(Math.max(0, Math.floor(at)), 36 ** timeDigits - 1)
    .toString(36)
    .padStart(timeDigits, '0');
}

export function entryOf(standing: { of: string; at?: number } | undefined, id: string): Entry | undefined {
  if (!standing) return undefined;
  const { of, at } = standing;
  return at === undefined ? `${of}\0${id}` : `${of}\0${timeText(at)}\0${id}`;
}

const less = (a: string, b: string): boolean => a < b;

export function createRowIndex(entries: Entry[]): RowIndex {
  const sorted: Sorted<string> = createSorted(less, entries.sort());
  return {
    change(before, after) {
      if (before === after) return;
      if (before !== undefined) sorted.remove(before);
      if (after !== undefined) sorted.add(after);
    },
    *ids(value, { newest = false, after, from, to }) {
      const prefix = `${value}\0`;
      const first = from === undefined ? prefix : `${prefix}${timeText(from)}`;
      const end = to === undefined ? `${value}\u0001` : `${prefix}${timeText(to)}`;
      const start = newest
        ? after !== undefined && after < end
          ? after
          : end
        : after !== undefined && after > first
          ? after
          : first;
      for (const entry of newest ? sorted.below(start) : sorted.from(start)) {
        if (entry < first || entry >= end) return;
        if (entry !== after) yield entry.slice(entry.lastIndexOf('\0') + 1);
      }
    },
  };
}

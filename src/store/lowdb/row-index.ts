/** Finds rows by a value of theirs, as ordered pairs `value NUL id`: one structure for values with one row and with a million. */
import { createSorted, type Sorted } from './sorted.ts';

export interface RowIndex {
  change(id: string, before: string | undefined, after: string | undefined): void;
  /** Ids of the rows with that value, in the order of ids (UTF-16 units), or the other way round. */
  ids(value: string, newest: boolean): Iterable<string>;
}

const less = (a: string, b: string): boolean => a < b;

export function createRowIndex(pairs: Iterable<[id: string, value: string | undefined]>): RowIndex {
  const entries: string[] = [];
  for (const [id, value] of pairs) if (value !== undefined) entries.push(`${value}\0${id}`);
  const sorted: Sorted<string> = createSorted(less, entries.sort());
  return {
    change(id, before, after) {
      if (before === after) return;
      if (before !== undefined) sorted.remove(`${before}\0${id}`);
      if (after !== undefined) sorted.add(`${after}\0${id}`);
    },
    *ids(value, newest) {
      const prefix = `${value}\0`;
      for (const entry of newest ? sorted.below(`${value}\u0001`) : sorted.from(prefix)) {
        if (!entry.startsWith(prefix)) return;
        yield entry.slice(prefix.length);
      }
    },
  };
}

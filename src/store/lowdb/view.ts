/** What a decision reads is remembered, so that it can be asked at the end whether it still holds. */
import type { View } from '../store.ts';
import { findRows, getRow, type State } from './state.ts';

export interface Reading {
  view: View;
  /** Whether every row and every list that was read is still the same. Rows are replaced, never changed: identity tells. */
  stillTrue(): boolean;
}

export function startReading(state: State): Reading {
  const started = state.applied;
  const checks: (() => boolean)[] = [];
  return {
    view: {
      get: (table, id) => {
        const row = getRow(state, table, id);
        checks.push(() => getRow(state, table, id) === row);
        return Promise.resolve(row);
      },
      find: async (table, index, value, options) => {
        const rows = findRows(state, table, index, value, options);
        checks.push(() => {
          const now = findRows(state, table, index, value, options);
          return now.length === rows.length && now.every((row, i) => row === rows[i]);
        });
        return Promise.resolve([...rows]);
      },
    },
    stillTrue: () => state.applied === started || checks.every((check) => check()),
  };
}

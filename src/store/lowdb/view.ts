/** What a decision reads is remembered, so that it can be asked at the end whether it still holds. */
import type { View } from '../store.ts';
import type { Tables } from '../data.ts';
import { findPeeks, peek, rowOf, type State } from './state.ts';

export interface Reading {
  view: View;
  /** Whether every row and every list that was read is still the same. Rows are replaced, never changed: identity tells. */
  stillTrue(): boolean;
}

/** Methods, not arrows: the loader of the product's own code names each arrow of an object as it is made, at a price. */
export function startReading(state: State): Reading {
  const started = state.applied;
  const checks: (() => boolean)[] = [];
  return {
    view: {
      get(table, id) {
        const found = peek(state, table, id);
        checks.push(() => peek(state, table, id) === found);
        return Promise.resolve(rowOf(state, found) as Tables[typeof table] | undefined);
      },
      async find(table, index, value, options) {
        const found = findPeeks(state, table, index, value, options);
        checks.push(() => {
          const now = findPeeks(state, table, index, value, options);
          return now.length === found.length && now.every((one, i) => one === found[i]);
        });
        return Promise.resolve(found.map((one) => rowOf(state, one)) as Tables[typeof table][]);
      },
    },
    stillTrue() {
      return state.applied === started || checks.every((check) => check());
    },
  };
}

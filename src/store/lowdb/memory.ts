import { Low, type Adapter } from 'lowdb';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Store } from '../store.ts';
import { createEngine } from './engine.ts';
import { createState, emptyLoaded, type State } from './state.ts';

/** The engine without files, for fast tests: nothing outlives it. Rows are frozen, so that a shared row is never changed. */
export function createMemoryStore(parts: { now: () => number }): Store {
  const adapter: Adapter<State> = {
    read: () => Promise.resolve(null),
    write: async (state) => {
      state.unwritten.length = 0;
      await nextTurn();
    },
  };
  const db = new Low(adapter, createState(emptyLoaded(), parts.now));
  return createEngine(db, { now: parts.now, freeze: true });
}

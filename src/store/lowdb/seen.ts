/** Marks of handled updates are kept for a week and go in small steps, inside later commits. */
import { markAheadMs, markKeptMs } from '../marks.ts';
import { marks, type Op } from './ops.ts';
import type { State } from './state.ts';

/** More than one, or the marks of a busy week would never go. */
const stepsPerCommit = 2;

/** Says what a commit that marks an update also clears away. Walks the marks from the oldest, and remembers where it was. */
export function createPruning(state: State, now: () => number): () => Op[] {
  let walk = state.seen.entries();
  let oldest: [string, number] | undefined;
  return () => {
    const ops: Op[] = [];
    const at = now();
    while (ops.length < stepsPerCommit) {
      oldest ??= walk.next().value;
      if (!oldest) {
        walk = state.seen.entries();
        break;
      }
      const [update, time] = oldest;
      const known = state.seen.get(update) === time;
      if (known && time <= at + markAheadMs && time >= at - markKeptMs) break;
      oldest = undefined;
      if (!known) continue;
      ops.push([marks, update, null]);
      // Kept for a week from now, at the end of the row, where it does not hold up the others.
      if (time > at + markAheadMs) ops.push([marks, update, at]);
    }
    return ops;
  };
}

/**
 * Commits decide side by side and are applied one after the other. A decision whose reading has changed meanwhile is
 * taken again on the new state; one that is disturbed too often decides alone.
 */
import { createOnceAnUpdate } from '../once-an-update.ts';
import type { CommitKey, Decide, Store } from '../store.ts';
import { opsOfChange } from './changes.ts';
import { marks, type Op } from './ops.ts';
import { createPruning } from './seen.ts';
import type { State } from './state.ts';
import { startReading } from './view.ts';

/** Decisions in the open before one is taken alone. */
const triesBeforeAlone = 20;

interface Parts {
  state: State;
  now: () => number;
  /** Applies ops to memory before it first waits; resolves when they are durable. */
  write: (ops: readonly Op[]) => Promise<void>;
  check: () => void;
  wake: () => void;
}

/** A decision that memory has taken over. */
interface Applied {
  durable: Promise<void>;
  sends: boolean;
}

export interface Committing {
  commit: Store['commit'];
  /** While a commit decides alone, whoever else changes rows waits for this: `while (alone()) await alone()`. */
  alone: () => Promise<void> | undefined;
}

export function createCommit({ state, now, write, check, wake }: Parts): Committing {
  const prune = createPruning(state, now);
  const onceAnUpdate = createOnceAnUpdate();
  let aloneNow: Promise<void> | undefined;

  /** Decides once and applies at once. Nothing when another commit changed what was read. */
  async function attempt(key: CommitKey, decide: Decide, isAlone: boolean): Promise<Applied | undefined> {
    const reading = startReading(state);
    let change;
    try {
      change = await decide(reading.view);
    } catch (error) {
      // A decision over rows of two moments may fail for no reason of its own.
      if (!reading.stillTrue()) return undefined;
      throw error;
    }
    // Looked at in the same breath as it is acted on: a wait in between would let another one in.
    while (aloneNow && !isAlone) await aloneNow;
    if (!reading.stillTrue()) return undefined;
    const ops = opsOfChange(state, change, key.at);
    if (key.update !== undefined) ops.push([marks, key.update, key.at], ...prune());
    return { durable: write(ops), sends: Boolean(change.send?.length) };
  }

  async function attemptAlone(key: CommitKey, decide: Decide): Promise<Applied> {
    while (aloneNow) await aloneNow;
    let done = (): void => {};
    aloneNow = new Promise((resolve) => (done = resolve));
    try {
      const applied = await attempt(key, decide, true);
      if (!applied) throw new Error('A decision was disturbed though it was alone');
      return applied;
    } finally {
      aloneNow = undefined;
      done();
    }
  }

  async function commitOnce(key: CommitKey, decide: Decide): Promise<'applied'> {
    let applied = await attempt(key, decide, false);
    for (let tries = 1; !applied && tries < triesBeforeAlone; tries++)
      applied = await attempt(key, decide, false);
    applied ??= await attemptAlone(key, decide);
    await applied.durable;
    if (applied.sends) wake();
    return 'applied';
  }

  async function commit(key: CommitKey, decide: Decide): Promise<'applied' | 'duplicate'> {
    check();
    const { update } = key;
    if (update === undefined) return commitOnce(key, decide);
    return onceAnUpdate(update, async () => {
      check();
      return state.seen.has(update) ? 'duplicate' : commitOnce(key, decide);
    });
  }

  return { commit, alone: () => aloneNow };
}

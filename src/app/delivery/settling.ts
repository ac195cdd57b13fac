/** Outcomes on their way into the store: one goes at once, those that come while it does go together. */
import type { Settled, Store } from '../../store/store.ts';

/** Resolves when that outcome is stored; rejects when it, with those that went along, is not. */
export type Settle = (settled: Settled) => Promise<void>;

export function createSettling(store: Pick<Store, 'settle'>): Settle {
  let waiting: Settled[] = [];
  /** Of what waits; undefined: nothing does. */
  let next: Promise<void> | undefined;
  let underWay: Promise<void> = Promise.resolve();

  async function storeWaiting(before: Promise<void>): Promise<void> {
    await before.catch(() => undefined);
    const together = waiting;
    waiting = [];
    next = undefined;
    await store.settle(together);
  }

  return (settled) => {
    waiting.push(settled);
    if (next) return next;
    next = underWay = storeWaiting(underWay);
    return next;
  };
}

/** What every engine of the store must do. An engine's test calls `describeStore` with its own way to open one. */
import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { describeCommit } from './contract-commit.ts';
import { describeFind } from './contract-find.ts';
import { describeOutbox } from './contract-outbox.ts';
import { describeHistory } from './contract-history.ts';
import { describeReopen } from './contract-reopen.ts';
import { T } from './rows.ts';

/** One store and its clock, for one test. */
export interface Bench {
  store: Store;
  now: number;
  /** Closes the store and opens again what it has stored. */
  reopen: () => Promise<void>;
}

export interface Opened {
  store: Store;
  /** Left out by an engine that keeps nothing. */
  reopen?: () => Promise<Store>;
  cleanUp?: () => Promise<void>;
}

/** `lasting`: what is stored outlives the store object. */
export function describeStore(
  name: string,
  open: (now: () => number) => Promise<Opened>,
  { lasting }: { lasting: boolean },
): void {
  describe(name, () => {
    const bench = { now: T } as Bench;
    let opened: Opened;

    beforeEach(async () => {
      bench.now = T;
      opened = await open(() => bench.now);
      bench.store = opened.store;
      bench.reopen = async () => {
        if (!opened.reopen) throw new Error(`${name} keeps nothing`);
        await bench.store.close();
        bench.store = await opened.reopen();
      };
    });
    afterEach(async () => {
      await bench.store.close();
      await opened.cleanUp?.();
    });

    describeCommit(bench);
    describeFind(bench);
    describeOutbox(bench);
    describeHistory(bench, lasting);
    if (lasting) describeReopen(bench);
  });
}

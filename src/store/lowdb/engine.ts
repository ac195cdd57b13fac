/** The port over lowdb's `Low`: decides on memory, writes through the adapter, answers when it is durable. */
import type { Low } from 'lowdb';
import type { Store } from '../store.ts';
import { createWakeHints } from '../wake-hints.ts';
import { opsOfClaim, opsOfSettled } from './changes.ts';
import { createCommit } from './commit.ts';
import { copyOf } from './copy.ts';
import { StoreError } from '../errors.ts';
import { freezeRows } from './freeze.ts';
import { silent, type Log } from '../log.ts';
import { encodeOps, type Op } from './ops.ts';
import { apply, bringBack, type State } from './state.ts';
import { statsOf } from './stats.ts';
import { createTelling } from './telling.ts';
import { startReading } from './view.ts';

export interface EngineParts {
  now: () => number;
  log?: Log | undefined;
  /** Rows become immutable all the way down: a test that changes a shared row fails where it does. */
  freeze?: boolean;
  /** Throws when the store is stopped. */
  check?: () => void;
  close?: () => Promise<void>;
  /** What the disk takes for a batch, ms; left out: there is no disk. */
  batchMs?: () => number;
}

/** `db` has been read. Its `write` resolves when everything that memory holds is durable. */
export function createEngine(db: Low<State>, parts: EngineParts): Store {
  const { log = silent } = parts;
  const { onWake, wake } = createWakeHints(log);
  let closed: Promise<void> | undefined;

  function check(): void {
    if (closed) throw new StoreError('stopped', 'The store is closed.');
    parts.check?.();
  }

  const durable = createTelling(() => db.write(), parts.batchMs);

  /** One transaction: first what can fail; then in memory; resolves when durable. */
  function write(ops: readonly Op[]): Promise<void> {
    check();
    const text = encodeOps(ops);
    if (parts.freeze) freezeRows(ops);
    bringBack(db.data, ops);
    apply(db.data, ops, text);
    return durable();
  }

  const { commit, alone } = createCommit({ state: db.data, now: parts.now, write, check, wake });

  return {
    commit,
    async read(query) {
      check();
      const answer = await query(startReading(db.data).view);
      // What was read may be newer than what is on the disk: it is told when it is durable.
      await db.write();
      return answer;
    },
    async claim(now, max, busy, channel, done = []) {
      check();
      while (alone()) await alone();
      const settled = done.length > 0 ? write(opsOfSettled(db.data, done)) : undefined;
      const { ops, claimed } = opsOfClaim(db.data.queue.pick(now, max, busy, channel), now);
      await Promise.all([settled, ops.length > 0 ? write(ops) : undefined]);
      return claimed;
    },
    // The folder is locked: nobody else sends.
    holds: () => closed === undefined,
    async settle(done) {
      check();
      while (alone()) await alone();
      await write(opsOfSettled(db.data, done));
      wake();
    },
    onWake,
    nextDue: () => Promise.resolve(db.data.queue.nextDue()),
    stats: () => Promise.resolve(statsOf(db.data, parts.now())),
    copy() {
      check();
      return copyOf(db.data, () => db.write());
    },
    close() {
      closed ??= parts.close?.() ?? Promise.resolve();
      return closed;
    },
  };
}

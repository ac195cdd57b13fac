/** What becomes of an update whose handler threw: brought again by its channel, and after some times set aside. */
import type { Update } from '../core/update.ts';

type Awaitable<T> = T | PromiseLike<T>;

/** For the operator: which update failed, how often, and why. What the person wrote is not in it. */
export interface Failure {
  /** The update's id. */
  id: string;
  channel: string;
  chat: string;
  event: string;
  attempts: number;
  /** ms: the update's own time. */
  at: number;
  error: string;
}

/** Where failures are kept until the update succeeds or is set aside. A Map will do. */
export interface FailureStore {
  get(id: string): Awaitable<Failure | undefined>;
  set(id: string, failure: Failure): Awaitable<unknown>;
  delete(id: string): Awaitable<unknown>;
}

/**
 * `again`: answer the platform that it shall bring the update again. `aside`: commit the update's mark, the failure and
 * one apology together; the mark sees to it that there is one only.
 */
export type Verdict = { then: 'again' | 'aside'; failure: Failure };

export interface Failures {
  /** Counts a failure and says what to do. */
  failed(update: Update, error: unknown): Promise<Verdict>;
  /** The update was handled, or set aside: nothing more is kept of it. */
  settled(update: Update): Promise<void>;
}

/** `limit`: how often an update may fail; 1 for a channel that brings nothing twice. */
export function createFailures(options: { limit?: number; store?: FailureStore } = {}): Failures {
  const { limit = 3, store = memory() } = options;
  return {
    async failed(update, error) {
      const before = await store.get(update.id);
      const failure: Failure = {
        id: update.id,
        channel: update.channel,
        chat: update.chat,
        event: update.event.type,
        attempts: (before?.attempts ?? 0) + 1,
        at: update.at,
        error: tell(error),
      };
      await store.set(update.id, failure);
      return { then: failure.attempts < limit ? 'again' : 'aside', failure };
    },
    async settled(update) {
      await store.delete(update.id);
    },
  };
}

/** How many failures memory keeps: a platform that gives up does not say so. */
const kept = 10_000;

function memory(): FailureStore {
  const rows = new Map<string, Failure>();
  return {
    get: (id) => rows.get(id),
    delete: (id) => rows.delete(id),
    set(id, failure) {
      rows.set(id, failure);
      const oldest = rows.keys().next().value;
      if (rows.size > kept && oldest !== undefined) rows.delete(oldest);
    },
  };
}

/** Characters of an error that are kept: its message and the first lines of where. */
const errorLength = 600;

function tell(error: unknown): string {
  const text =
    error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : `Thrown: ${String(error)}`;
  return text.slice(0, errorLength);
}

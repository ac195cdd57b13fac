/** Commits go to the database in rounds: while one round is under way, the next ones gather. */
import { randomUUID } from 'node:crypto';
import { createOnceAnUpdate } from '../once-an-update.ts';
import type { Store } from '../store.ts';
import { GaveUp, type Database } from './database.ts';
import { isConflict } from './faults.ts';
import { decideTogether, type Asked, type Outcome } from './round.ts';
import { createRounds } from './rounds.ts';
import { createPlaces } from './writes.ts';

/** Commits of one round: beyond that a round gains little and its members wait for each other. */
const mostAtOnce = 64;
/** A decision that takes its time holds up those of its round, and others no longer than these ms. */
const beside = { after: 200, most: 9 };

interface Parts {
  database: Database;
  tenant: string;
  /** The outbox must know the channel of a message before it is stored. */
  knowChannels: (channels: ReadonlySet<string>) => Promise<void>;
  /** Marks were written: old ones may go. */
  marked: () => void;
  check: () => void;
  wake: () => void;
}

interface Waiting extends Asked {
  /** performance.now() when it was asked for. */
  since: number;
  resolve: (result: 'applied' | 'duplicate') => void;
  reject: (error: unknown) => void;
}

export function createCommit({
  database,
  tenant,
  knowChannels,
  marked,
  check,
  wake,
}: Parts): Store['commit'] {
  const parts = { tenant, placesAt: createPlaces(), knowChannels };
  const onceAnUpdate = createOnceAnUpdate();
  /** Halved by a conflict with another process: what is shorter is in fewer ways. */
  let most = mostAtOnce;

  async function store(all: readonly Waiting[]): Promise<{ of: readonly Waiting[]; outcomes: Map<Asked, Outcome> }> {
    let of = all;
    const outcomes = await database.commit(
      async (session) => {
        try {
          return await decideTogether(session, of, parts);
        } catch (error) {
          if (session.fault && isConflict(session.fault.code)) {
            most = Math.max(1, of.length >> 1);
            of = of.slice(0, most);
          }
          throw error;
        }
      },
      Math.max(...all.map(({ since }) => since)),
    );
    most = Math.min(mostAtOnce, most * 2);
    return { of, outcomes };
  } // prettier-ignore

  function tell(all: readonly Waiting[], outcomes: ReadonlyMap<Asked, Outcome>): void {
    let sends = false;
    for (const one of all) {
      const outcome = outcomes.get(one);
      if (outcome === undefined) continue;
      if ('error' in outcome) {
        one.reject(outcome.error);
        continue;
      }
      if (outcome.result === 'applied') {
        marked();
        sends ||= outcome.sends;
      }
      one.resolve(outcome.result);
    }
    if (sends) wake();
  }

  /** Gives those that are still to be decided. */
  async function run(all: readonly Waiting[]): Promise<readonly Waiting[]> {
    try {
      const { outcomes } = await store(all);
      // The next round begins first: the server works while those of this one go on with what they have stored.
      setImmediate(tell, all, outcomes);
      return all.filter((one) => !outcomes.has(one));
    } catch (error) {
      if (all.length === 1 || error instanceof GaveUp) {
        for (const one of all) one.reject(error);
        return [];
      }
      // One of them is not to be stored: each for itself shows which.
      return (await Promise.all(all.map((one) => run([one])))).flat();
    }
  }

  const ask = createRounds({ run, most: () => most, beside });

  const commitOnce: Store['commit'] = (key, decide) =>
    new Promise((resolve, reject) => {
      ask({ key, decide, name: randomUUID(), since: performance.now(), resolve, reject });
    });

  return async (key, decide) => {
    check();
    const { update } = key;
    if (update === undefined) return commitOnce(key, decide);
    return onceAnUpdate(update, async () => {
      check();
      return commitOnce(key, decide);
    });
  };
}

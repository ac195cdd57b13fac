/**
 * One interactive transaction a commit: mark, what the decision reads, what it wants, all on one connection. It is
 * serializable: a commit whose reading another one changed, rows or lists or their absence, is decided again.
 */
import { randomUUID } from 'node:crypto';
import type { Change, CommitKey, Decide, Store } from '../store.ts';
import type { Database } from './database.ts';
import { DatabaseFault, uniqueViolation } from './faults.ts';
import { together, type Session } from './session.ts';
import { begin, commit as commitNow, mark, markedBy } from './statements.ts';
import { createView } from './view.ts';
import { createPlaces, writesOf } from './writes.ts';

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

export function createCommit({
  database,
  tenant,
  knowChannels,
  marked,
  check,
  wake,
}: Parts): Store['commit'] {
  const placesAt = createPlaces();
  /** Updates that are being decided: the same one again waits here, not on a connection. */
  const deciding = new Map<string, Promise<unknown>>();

  /** `name` is this commit's own: a mark with it was left by an earlier try whose answer was lost. */
  async function attempt(
    session: Session,
    key: CommitKey,
    decide: Decide,
    name: string,
  ): Promise<Change | 'before'> {
    const id = key.update ?? `~${name}`;
    const [, inserted] = await together([
      session.query(begin),
      session.query(mark, [tenant, id, key.at, name]),
    ]);
    if (inserted?.rowCount === 0) {
      const { rows } = await session.query(markedBy, [tenant, id]);
      return (rows as { by: string }[])[0]?.by === name ? {} : 'before';
    }
    const change = await whileDeciding(session, decide);
    const writes = writesOf(tenant, change, key.at, placesAt);
    await knowChannels(channelsOf(change));
    try {
      const answers = await together([
        ...writes.map(([sql, values]) => session.query(sql, values)),
        session.query(commitNow),
      ]);
      // PostgreSQL answers a commit of what has failed with "ROLLBACK", and no error.
      if (answers.at(-1)?.command !== 'COMMIT')
        throw session.fault ?? new Error('PostgreSQL took a commit back');
    } catch (error) {
      throw usedTwice(error, change) ?? error;
    }
    return change;
  }

  /** A view that is kept longer reads nothing: the connection serves another commit then. */
  async function whileDeciding(session: Session, decide: Decide): Promise<Change> {
    let over = false;
    const view = createView(tenant, (sql, values) => {
      if (over) throw new Error('A decision reads only until it is made: await every read in it');
      return session.query(sql, values);
    });
    try {
      return await decide(view);
    } finally {
      over = true;
    }
  }

  async function commitOnce(key: CommitKey, decide: Decide): Promise<'applied' | 'duplicate'> {
    const name = randomUUID();
    const change = await database.commit((session) => attempt(session, key, decide, name));
    if (change === 'before') return 'duplicate';
    marked();
    if (change.send?.length) wake();
    return 'applied';
  }

  return async (key, decide) => {
    check();
    const { update } = key;
    if (update === undefined) return commitOnce(key, decide);
    while (deciding.has(update)) await deciding.get(update)?.catch(() => {});
    check();
    const first = commitOnce(key, decide);
    deciding.set(update, first);
    try {
      return await first;
    } finally {
      deciding.delete(update);
    }
  };
}

function channelsOf(change: Change): Set<string> {
  return new Set([...(change.send ?? []), ...(change.put?.outbox ?? [])].map((row) => row.channel));
}

function usedTwice(error: unknown, change: Change): Error | undefined {
  if (!(error instanceof DatabaseFault) || error.code !== uniqueViolation) return undefined;
  const ids = (change.send ?? []).map((draft) => draft.id).join(', ');
  return new Error(
    `An outgoing message id is used twice, one of ${ids}: give each message of an update its own number`,
  );
}

/** Stores what became of sends: those that only have to go, many at once; the others each for itself. */
import type { Settled } from '../store.ts';
import type { Database } from './database.ts';
import { cardOf, patchOf, type InFlight } from './in-flight.ts';
import { dropOne, dropSent, settleOne, takeSent } from './outbox-statements.ts';
import { createRounds } from './rounds.ts';
import { decodeRow, toJson } from './rows.ts';
import { together } from './session.ts';
import { beginLocked, commit } from './statements.ts';
import { putRows } from './writes.ts';

/** Sent messages that one statement takes away. */
const mostAtOnce = 500;

interface Leaving {
  id: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}

interface Parts {
  database: Database;
  tenant: string;
  token: string;
  inFlight: InFlight;
}

export interface Settling {
  settle(done: readonly Settled[]): Promise<void>;
  payOwed(): Promise<void>;
}

export function createSettle({ database, tenant, token, inFlight }: Parts): Settling {
  const leave = createRounds<Leaving>({
    async run(all) {
      await database.query(dropSent, [tenant, all.map(({ id }) => id)]).then(
        () => all.forEach(({ resolve }) => resolve()),
        (error: unknown) => all.forEach(({ reject }) => reject(error)),
      );
      return [];
    },
    most: () => mostAtOnce,
  });

  async function settleSent(one: Extract<Settled, { result: 'sent' }>): Promise<void> {
    const { id, messageId } = one;
    const row = inFlight.rows.get(id);
    if (row && !cardOf(row, messageId))
      return new Promise((resolve, reject) => leave({ id, resolve, reject }));
    await database.transact(async (session) => {
      const [, gone] = await together([
        session.query(beginLocked),
        session.query(takeSent, [tenant, one.id]),
      ]);
      const [stored] = (gone?.rows ?? []) as { row: unknown; version: string }[];
      const card = stored && cardOf(decodeRow('outbox', stored), one.messageId);
      await together([
        ...putRows(tenant, 'cards', card ? [card] : []).map(([sql, values]) => session.query(sql, values)),
        session.query(commit),
      ]);
    });
  }

  async function settleOther(one: Exclude<Settled, { result: 'sent' }>): Promise<void> {
    const row = inFlight.rows.get(one.id);
    const attempt = row?.attempt ?? -1;
    if (one.result === 'dropped') {
      await database.query(dropOne, [tenant, one.id, token, attempt]);
      return;
    }
    const patch = patchOf(one, row);
    const values = [tenant, one.id, patch.state, patch.due ?? null, toJson(patch), token, attempt];
    await database.query(settleOne, values);
  }

  /** One that cannot be stored now is owed: the platform has it, or not, whatever becomes of the database. */
  async function settleEach(one: Settled): Promise<void> {
    const row = inFlight.rows.get(one.id);
    try {
      await (one.result === 'sent' ? settleSent(one) : settleOther(one));
    } catch (error) {
      inFlight.owed.set(one.id, one);
      throw error;
    }
    inFlight.owed.delete(one.id);
    // By now it may have been given out again.
    if (inFlight.rows.get(one.id) === row) inFlight.rows.delete(one.id);
  }

  async function settleAll(done: readonly Settled[]): Promise<void> {
    const results = await Promise.allSettled(done.map(settleEach));
    const failed = results.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  return {
    settle: settleAll,
    payOwed: () => settleAll([...inFlight.owed.values()]),
  };
}

/** Stores what became of sends: those that only have to go, many at once; the others each for itself. */
import type { Settled } from '../store.ts';
import type { Database } from './database.ts';
import { cardOf, patchOf, type InFlight } from './in-flight.ts';
import { dropOne, dropSent, settleOne, takeSent } from './outbox-statements.ts';
import { decodeRow, toJson } from './rows.ts';
import { together } from './session.ts';
import { beginLocked, commit } from './statements.ts';
import { putRows } from './writes.ts';

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
  /** Of these nothing stays: their rows go, all at once. */
  async function settlePlain(ones: readonly Settled[]): Promise<void> {
    await database.query(dropSent, [tenant, ones.map(({ id }) => id)]);
  }

  const isPlain = (one: Settled): boolean => {
    const row = inFlight.rows.get(one.id);
    return one.result === 'sent' && row !== undefined && !cardOf(row, one.messageId);
  };

  async function settleSent(one: Extract<Settled, { result: 'sent' }>): Promise<void> {
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

  const settleEach = (one: Settled): Promise<void> =>
    one.result === 'sent' ? settleSent(one) : settleOther(one);

  /** What cannot be stored now is owed: the platform has it, or not, whatever becomes of the database. */
  async function store(ones: readonly Settled[], work: () => Promise<void>): Promise<void> {
    const rows = ones.map(({ id }) => inFlight.rows.get(id));
    try {
      await work();
    } catch (error) {
      for (const one of ones) inFlight.owed.set(one.id, one);
      throw error;
    }
    ones.forEach(({ id }, i) => {
      inFlight.owed.delete(id);
      // By now it may have been given out again.
      if (inFlight.rows.get(id) === rows[i]) inFlight.rows.delete(id);
    });
  }

  async function settleAll(done: readonly Settled[]): Promise<void> {
    const plain = done.filter(isPlain);
    const others = done.filter((one) => !isPlain(one));
    const results = await Promise.allSettled([
      ...(plain.length > 0 ? [store(plain, () => settlePlain(plain))] : []),
      ...others.map((one) => store([one], () => settleEach(one))),
    ]);
    const failed = results.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  return {
    settle: settleAll,
    payOwed: () => settleAll([...inFlight.owed.values()]),
  };
}

/** Stores what became of sends: those that only have to go, many at once; the others each for itself. */
import type { Settled } from '../store.ts';
import type { Database } from './database.ts';
import { cardOf, patchOf, type InFlight } from './in-flight.ts';
import { dropOne, dropSent, settleOne, takeSent } from './outbox-statements.ts';
import { decodeRow, toJson } from './rows.ts';
import { together } from './session.ts';
import { beginLocked, commit, type Sql } from './statements.ts';
import { putRows } from './writes.ts';

interface Parts {
  database: Database;
  tenant: string;
  token: string;
  inFlight: InFlight;
}

/** Outcomes of which nothing is left to store but that their rows go. */
export interface Plain {
  /** Undefined when there are none. */
  drop: [sql: Sql, values: unknown[]] | undefined;
  /** They are stored. */
  forget(): void;
}

export interface Settling {
  settle(done: readonly Settled[]): Promise<void>;
  /** Stores all others, and leaves the plain ones to a transaction of the caller's. */
  settleButPlain(done: readonly Settled[]): Promise<Plain>;
}

export function createSettle({ database, tenant, token, inFlight }: Parts): Settling {
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
    const row = inFlight.get(one.id);
    const attempt = row?.attempt ?? -1;
    if (one.result === 'dropped') {
      await database.query(dropOne, [tenant, one.id, token, attempt]);
      return;
    }
    const patch = patchOf(one, row);
    const values = [tenant, one.id, patch.state, patch.due ?? null, toJson(patch), token, attempt];
    await database.query(settleOne, values);
  }

  const isPlain = (one: Settled): boolean => {
    const row = inFlight.get(one.id);
    return one.result === 'sent' && row !== undefined && !cardOf(row, one.messageId);
  };

  /** For when they are stored: by then a row may have been given out again. */
  function forgetting(ones: readonly Settled[]): () => void {
    const rows = ones.map(({ id }) => inFlight.get(id));
    return () => ones.forEach(({ id }, i) => inFlight.get(id) === rows[i] && inFlight.delete(id));
  }

  async function settleForItself(one: Settled): Promise<void> {
    const forget = forgetting([one]);
    await (one.result === 'sent' ? settleSent(one) : settleOther(one));
    forget();
  }

  function plainOf(ones: readonly Settled[]): Plain {
    const drop: Plain['drop'] = ones.length > 0 ? [dropSent, [tenant, ones.map(({ id }) => id)]] : undefined;
    return { drop, forget: forgetting(ones) };
  }

  async function settleButPlain(done: readonly Settled[]): Promise<Plain> {
    const plain = plainOf(done.filter(isPlain));
    const stored = await Promise.allSettled(done.filter((one) => !isPlain(one)).map(settleForItself));
    const failed = stored.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
    return plain;
  }

  return {
    settleButPlain,
    async settle(done) {
      const { drop, forget } = await settleButPlain(done);
      if (drop) await database.query(...drop);
      forget();
    },
  };
}

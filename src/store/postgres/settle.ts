/** Stores what became of sends: those that only have to go, many at once; what waits on, in one transaction; each card for itself. */
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

type Sent = Extract<Settled, { result: 'sent' }>;
type Other = Exclude<Settled, Sent>;

export function createSettle({ database, tenant, token, inFlight }: Parts): Settling {
  async function settleSent(one: Sent): Promise<void> {
    const forget = forgetting([one]);
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
    forget();
  }

  function statementOf(one: Other): [sql: Sql, values: unknown[]] {
    const row = inFlight.get(one.id);
    const attempt = row?.attempt ?? -1;
    if (one.result === 'dropped') return [dropOne, [tenant, one.id, token, attempt]];
    const patch = patchOf(one, row);
    return [settleOne, [tenant, one.id, patch.state, patch.due ?? null, toJson(patch), token, attempt]];
  }

  /** In one transaction: of many, each for itself would wait for the disk, and for a connection that other lanes need. */
  async function settleOthers(ones: readonly Other[]): Promise<void> {
    if (ones.length === 0) return;
    const forget = forgetting(ones);
    // In one order, so that two processes never wait for each other.
    const statements = ones.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(statementOf);
    await database.transact((session) =>
      together([
        session.query(beginLocked),
        ...statements.map(([sql, values]) => session.query(sql, values)),
        session.query(commit),
      ]),
    );
    forget();
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

  function plainOf(ones: readonly Settled[]): Plain {
    const drop: Plain['drop'] = ones.length > 0 ? [dropSent, [tenant, ones.map(({ id }) => id)]] : undefined;
    return { drop, forget: forgetting(ones) };
  }

  async function settleButPlain(done: readonly Settled[]): Promise<Plain> {
    const plain = plainOf(done.filter(isPlain));
    const cards = done.filter((one) => one.result === 'sent' && !isPlain(one)) as Sent[];
    const others = done.filter((one) => one.result !== 'sent');
    const stored = await Promise.allSettled([...cards.map(settleSent), settleOthers(others)]);
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

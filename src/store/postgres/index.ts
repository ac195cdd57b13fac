/** The shared store: PostgreSQL 15 or newer, for any number of processes at one database. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import { silent, type Log } from '../log.ts';
import { thisProcess } from '../process.ts';
import type { Store } from '../store.ts';
import { createWakeHints } from '../wake-hints.ts';
import { createClaim } from './claim.ts';
import { createCommit } from './commit.ts';
import { copyDatabase } from './copy.ts';
import { openDatabase } from './database.ts';
import type { InFlight } from './in-flight.ts';
import { createLanes } from './lanes.ts';
import { migrate } from './migrate.ts';
import { nextDue } from './outbox-statements.ts';
import { createSettle } from './settle.ts';
import { createStats } from './stats.ts';
import { createSweep } from './sweep.ts';
import { tenant } from './tenant.ts';
import { createView } from './view.ts';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host/database`. */
  url: string;
  /** ms since 1970. */
  now: () => number;
  log?: Log;
  /** Names this process (store/process.ts, as JSON): others of its machine see that it has ended. Tests say another one. */
  owner?: string;
  /** ms after which a process that says nothing, and cannot be seen, loses its lanes. */
  leaseMs?: number;
  /** ms for which one piece of work is tried while the database cannot be reached. */
  giveUpAfter?: number;
}

/** ms for what is still to be stored when the store closes. */
const partingMs = 3_000;

/**
 * Opens the store of a database, making its tables first. Throws StoreError `newer` when a newer program has used it,
 * and an error with a code when it cannot be reached.
 */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const {
    url,
    now,
    log = silent,
    owner = JSON.stringify(thisProcess()),
    leaseMs = 10_000,
    giveUpAfter = 10_000,
  } = options;
  await migrate(url, log, giveUpAfter);
  const database = openDatabase({ url, log, giveUpAfter });
  const token = randomUUID();
  const { onWake, wake } = createWakeHints(log);
  let closed: Promise<void> | undefined;

  function check(): void {
    if (closed) throw new StoreError('stopped', 'The store is closed.');
  }

  const inFlight: InFlight = new Map();
  const lanes = createLanes({ database, tenant, owner, token, ttl: leaseMs, onTaken: wake });
  const sweep = createSweep(database, tenant, now);
  const settling = createSettle({ database, tenant, token, inFlight });
  const claim = createClaim({ database, tenant, token, lanes, inFlight, settling });
  const stats = createStats(database, tenant, now);
  const outside = createView(tenant, (sql, values) => database.query(sql, values));

  async function close(): Promise<void> {
    const parting = async (): Promise<void> => {
      await sweep.stop();
      await lanes.leave();
    };
    // A database that is away must not keep the process: what is not given back lapses by itself.
    await Promise.race([
      parting().catch((error: unknown) =>
        log.warn({ err: error }, 'The lanes of the outbox were not given back'),
      ),
      wait(partingMs, undefined, { ref: false }),
    ]);
    await database.close();
  }

  return {
    commit: createCommit({ database, tenant, knowChannels: lanes.know, marked: sweep.hint, check, wake }),
    read: async (query) => {
      check();
      return query(outside);
    },
    claim: async (at, max, busy, channel, done) => {
      check();
      // Who asks for a channel will send for it, even if nothing waits yet.
      if (channel !== undefined) await lanes.know(new Set([channel]));
      return claim(at, max, busy, channel, done);
    },
    holds: (channel) => closed === undefined && lanes.holds(channel),
    async settle(done) {
      check();
      await settling.settle(done);
      wake();
    },
    onWake,
    async nextDue() {
      check();
      const { rows } = await database.query(nextDue, [tenant, now(), token]);
      return (rows[0] as { due: number | null } | undefined)?.due ?? undefined;
    },
    stats: async () => {
      check();
      return stats();
    },
    copy() {
      check();
      return copyDatabase(url);
    },
    close: () => (closed ??= close()),
  };
}

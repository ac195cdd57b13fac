/** The pool of connections: a lost one never ends the process, and what it carried is tried again on another. */
import pg from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import type { Log } from '../log.ts';
import { DatabaseFault, isConflict } from './faults.ts';
import { createGate, type Gate } from './gate.ts';
import { createSession, type Session } from './session.ts';
import { rollback, type Sql } from './statements.ts';

/** Commits at one time. More are slower: a small server has few cores, and commits share its flushes of the log. */
const commitConnections = 10;
/** For everything else: reads and the outbox never wait for a burst of commits. */
const otherConnections = 5;

/** ms until a server that does not answer counts as gone. */
const connectTimeout = 5_000;
const queryTimeout = 15_000;

/** ms for connections to end. */
const closingMs = 3_000;

/** ms. Waits between tries: a conflict is over at once, a restarting server takes a while. */
const conflictWait = 5;
const firstWait = 50;
const longestWait = 1_000;

/**
 * Lists are found by index even while they are short: a scan of a whole table would make every other commit a conflict.
 * Each statement is planned once a connection, not at each use: there is one good way for each, whatever its values.
 * A process that hangs within a transaction is cut off, so that nobody waits for it for ever.
 */
const settings = [
  'set enable_seqscan = off',
  'set plan_cache_mode = force_generic_plan',
  'set idle_in_transaction_session_timeout = 30000',
];

export interface Database {
  /** One statement for itself. */
  query(sql: Sql, values?: readonly unknown[]): Promise<pg.QueryResult>;
  /** The same, tried once: whoever asks how things are wants to hear that they are not. */
  glance(sql: Sql, values?: readonly unknown[]): Promise<pg.QueryResult>;
  /** Work on one connection, again from the start as long as the database only asks for patience. */
  transact<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** The same, in the places kept for commits, for what was asked for at `since` (performance.now). */
  commit<T>(work: (session: Session) => Promise<T>, since: number): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseParts {
  url: string;
  log: Log;
  /** ms after which a piece of work that the database keeps refusing is given up. */
  giveUpAfter: number;
}

export function openDatabase({ url, log, giveUpAfter }: DatabaseParts): Database {
  let closed = false;
  const pool = new pg.Pool({
    connectionString: url,
    max: commitConnections + otherConnections,
    connectionTimeoutMillis: connectTimeout,
    query_timeout: queryTimeout,
    keepAlive: true,
    pipeline: true,
    onConnect: async (client) => {
      // An error of a connection that is in use comes twice: here, and to the statement that waits. Unheard, it ends the process.
      client.on('error', () => {});
      await Promise.all(settings.map((text) => client.query(text).catch(() => {})));
    },
  });
  pool.on('error', (error) =>
    log.warn({ code: new DatabaseFault(error).code }, 'A connection to PostgreSQL was lost'),
  );
  const commits = createGate(commitConnections);
  const others = createGate(otherConnections);
  /** Who was disturbed tries again alone in this process: of many who want one row, each comes through. */
  const disturbed = createGate(1);

  async function once<T>(work: (session: Session) => Promise<T>): Promise<T> {
    const client = await pool.connect().catch((error: unknown) => {
      throw new DatabaseFault(error);
    });
    const session = createSession(client);
    try {
      return await work(session);
    } catch (error) {
      // What a decision made of a failed read is no verdict on it.
      throw session.fault?.transient ? session.fault : error;
    } finally {
      const clean = session.fault?.broken ? false : await leave(client, session);
      client.release(!clean);
    }
  }

  async function leave(client: pg.PoolClient, session: Session): Promise<boolean> {
    if (client.getTransactionStatus() === 'I') return true;
    return session.query(rollback).then(
      () => true,
      () => false,
    );
  }

  async function untilDone<T>(started: number, attempt: () => Promise<T>): Promise<T> {
    let conflicts = 0;
    for (let tries = 0; ; tries++) {
      if (closed) throw new StoreError('stopped', 'The store is closed.');
      try {
        return await (conflicts > 1 ? disturbed(attempt) : attempt());
      } catch (error) {
        if (!(error instanceof DatabaseFault) || !error.transient) throw error;
        if (performance.now() - started > giveUpAfter) throw gaveUp(error, giveUpAfter);
        if (isConflict(error.code)) conflicts++;
        await wait(waitAfter(error, tries));
      }
    }
  }

  /** What has waited long for its place does not wait as long again for the database. */
  const inPlace = <T>(gate: Gate, work: (session: Session) => Promise<T>, since?: number): Promise<T> => {
    const asked = since ?? performance.now();
    return gate(() => untilDone(asked, () => once(work)));
  };

  return {
    query: (sql, values) => inPlace(others, (session) => session.query(sql, values)),
    glance: (sql, values) => others(() => once((session) => session.query(sql, values))),
    transact: (work) => inPlace(others, work),
    commit: (work, since) => inPlace(commits, work, since),
    async close() {
      closed = true;
      // A connection that hangs would keep it waiting.
      await Promise.race([pool.end(), wait(closingMs, undefined, { ref: false })]);
    },
  };
}

/** Jittered, so that processes that met once do not meet again. */
function waitAfter(fault: DatabaseFault, tries: number): number {
  const longest = isConflict(fault.code) ? conflictWait : Math.min(longestWait, firstWait * 2 ** tries);
  return Math.random() * longest;
}

/** The database was asked as long as it may be. */
export class GaveUp extends Error {}

function gaveUp(fault: DatabaseFault, after: number): Error {
  return new GaveUp(
    `${fault.message}, for ${after / 1000} s now: look at the server and at DATABASE_URL. The same update may come again.`,
  );
}

/** One connection for one transaction. Statements are sent without waiting for the answers of those before (pipelining). */
import pg from 'pg';
import { DatabaseFault, isAftermath } from './faults.ts';
import type { Sql } from './statements.ts';

export interface Session {
  query(sql: Sql, values?: readonly unknown[]): Promise<pg.QueryResult>;
  /** The first error of this connection: what failed after it failed because of it. */
  readonly fault: DatabaseFault | undefined;
}

export function createSession(client: pg.PoolClient): Session {
  let fault: DatabaseFault | undefined;
  let gathering = false;

  /**
   * Statements of one breath leave in one piece, with the reads that view.ts gathers in it: each piece for itself costs both
   * sides a wake-up.
   */
  function gather(): void {
    if (gathering) return;
    gathering = true;
    const { stream } = client.connection;
    stream.cork();
    process.nextTick(() =>
      process.nextTick(() => {
        gathering = false;
        stream.uncork();
      }),
    );
  }

  return {
    async query(sql, values = []) {
      gather();
      try {
        return await ask(client, sql, values);
      } catch (error) {
        if (!isAftermath(error)) fault ??= new DatabaseFault(error);
        throw fault ?? new DatabaseFault(error);
      }
    },
    get fault() {
      return fault;
    },
  };
}

/** The query itself instead of its description: of that the driver makes a copy, property by property, at each use. */
function ask(
  client: pg.PoolClient,
  { name, text }: Sql,
  values: readonly unknown[],
): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    const query = new pg.Query(text, [...values], (error, result) =>
      error ? reject(error) : resolve(result as unknown as pg.QueryResult),
    );
    client.query(name === undefined ? query : Object.assign(query, { name }));
  });
}

/** Waits for all, and only then fails with the first error: nothing is left under way on the connection. */
export async function together(answers: readonly Promise<pg.QueryResult>[]): Promise<pg.QueryResult[]> {
  const settled = await Promise.allSettled(answers);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

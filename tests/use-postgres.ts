/** One PostgreSQL for the tests of a file, or of a `describe`: there before the first of them, gone after the last. */
import { afterAll, beforeAll } from 'vitest';
import { startOwnPostgres, startPostgres, type PostgresServer } from './postgres-server.ts';

/** ms: two cores that other tests share, and a cluster that is made anew. */
const startMs = 60_000;

/** `own`: a server that the tests may crash; `oldest`: one of PostgreSQL 15. Called before hooks of one's own that need it, so that it is stopped after them. */
export function usePostgres({ own = false, oldest = false } = {}): PostgresServer {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await (own || oldest ? startOwnPostgres({ oldest }) : startPostgres());
  }, startMs);
  afterAll(() => server.stop());
  return {
    createDatabase: () => server.createDatabase(),
    query: (url, text) => server.query(url, text),
    crash: () => server.crash(),
    start: () => server.start(),
    stop: () => server.stop(),
  };
}

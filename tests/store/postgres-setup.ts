/** One PostgreSQL for a test file, databases and stores for its tests; everything is closed after each. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openPostgresStore, type PostgresStoreOptions } from '../../src/store/postgres/index.ts';
import type { Store } from '../../src/store/store.ts';
import { startOwnPostgres, startPostgres, type PostgresServer } from '../postgres-server.ts';
import { T } from './rows.ts';

export interface PostgresBench {
  /** An empty database's URL. */
  database(): Promise<string>;
  open(url: string, options?: Partial<PostgresStoreOptions>): Promise<Store>;
  readonly server: PostgresServer;
}

/** `own`: a server that the tests may crash. */
export function usePostgres({ own = false } = {}): PostgresBench {
  let server: PostgresServer;
  const opened: Store[] = [];
  beforeAll(async () => {
    server = await (own ? startOwnPostgres() : startPostgres());
  }, 60_000);
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  afterAll(() => server.stop());
  return {
    database: () => server.createDatabase(),
    async open(url, options = {}) {
      const store = await openPostgresStore({ url, now: () => T, ...options });
      opened.push(store);
      return store;
    },
    get server() {
      return server;
    },
  };
}

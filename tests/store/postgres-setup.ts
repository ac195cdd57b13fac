/** One PostgreSQL for a test file, databases and stores for its tests; everything is closed after each. */
import { afterEach } from 'vitest';
import { openPostgresStore, type PostgresStoreOptions } from '../../src/store/postgres/index.ts';
import type { Store } from '../../src/store/store.ts';
import type { PostgresServer } from '../postgres-server.ts';
import { usePostgres } from '../use-postgres.ts';
import { T } from './rows.ts';

export interface PostgresBench {
  /** An empty database's URL. */
  database(): Promise<string>;
  open(url: string, options?: Partial<PostgresStoreOptions>): Promise<Store>;
  server: PostgresServer;
}

/** `own`: a server that the tests may crash. */
export function usePostgresStores(options?: { own: boolean }): PostgresBench {
  const server = usePostgres(options);
  const opened: Store[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  return {
    database: () => server.createDatabase(),
    async open(url, options = {}) {
      const store = await openPostgresStore({ url, now: () => T, ...options });
      opened.push(store);
      return store;
    },
    server,
  };
}

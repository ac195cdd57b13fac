import { afterAll, beforeAll } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/index.ts';
import { startPostgres, type PostgresServer } from '../postgres-server.ts';
import { describeStore } from './contract.ts';

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
}, 60_000);
afterAll(() => server.stop());

describeStore(
  'the PostgreSQL store',
  async (now) => {
    const url = await server.createDatabase();
    const open = () => openPostgresStore({ url, now });
    return { store: await open(), reopen: open };
  },
  { lasting: true },
);

import { openPostgresStore } from '../../src/store/postgres/index.ts';
import { usePostgres } from '../use-postgres.ts';
import { describeStore } from './contract.ts';

const server = usePostgres();

describeStore(
  'the PostgreSQL store',
  async (now) => {
    const url = await server.createDatabase();
    const open = () => openPostgresStore({ url, now });
    return { store: await open(), reopen: open };
  },
  { lasting: true },
);

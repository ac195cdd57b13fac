import { describe, expect, it } from 'vitest';
import { openPostgresStore } from '../../src/store/postgres/index.ts';
import { usePostgres } from '../use-postgres.ts';
import { describeStore } from './contract.ts';

describe.each(['PostgreSQL 15', 'PostgreSQL'])('%s', (version) => {
  const server = usePostgres({ oldest: version === 'PostgreSQL 15' });

  it('is what answers', async () => {
    const [found] = await server.query(await server.createDatabase(), 'select version()');
    expect(found?.['version']).toContain(version);
  });

  describeStore(
    'the PostgreSQL store',
    async (now) => {
      const url = await server.createDatabase();
      const open = () => openPostgresStore({ url, now });
      return { store: await open(), reopen: open };
    },
    { lasting: true },
  );
});

import { expect, it } from 'vitest';
import type { Log } from '../../src/store/log.ts';
import { StoreError } from '../../src/store/errors.ts';
import { usePostgresStores } from './postgres-setup.ts';
import { increment, report, T, valueOf } from './rows.ts';

const bench = usePostgresStores();

it('three starts at once on an empty database: one makes the tables, all work', async () => {
  const url = await bench.database();
  const steps: object[] = [];
  const log: Log = { info: (facts) => void steps.push(facts), warn: () => {}, error: () => {} };
  const stores = await Promise.all([1, 2, 3].map(() => bench.open(url, { log })));
  expect(steps).toEqual([{ file: '0001-engine.sql' }, { file: '0002-outbox-rank.sql' }]);
  for (const [i, store] of stores.entries()) expect(await increment(store, 'n', `u${i}`)).toBe('applied');
  expect(await valueOf(stores[0]!, 'n')).toBe(3);
});

it('a start in the middle of which the process died leaves nothing half made', async () => {
  const url = await bench.database();
  await bench.server.query(url, 'create table marks (tenant int)');
  await expect(bench.open(url)).rejects.toThrow('SQLSTATE');
  await bench.server.query(url, 'drop table marks');
  expect(await increment(await bench.open(url), 'n')).toBe('applied');
});

it.each(['migration', 'rows'])(
  'a database of a newer program is refused and left alone (%s)',
  async (what) => {
    const url = await bench.database();
    await (await bench.open(url)).close();
    await bench.server.query(url, `update engine set ${what} = 99`);
    const refused = await bench.open(url).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StoreError);
    expect(refused).toMatchObject({
      fault: 'newer',
      message: expect.stringContaining('Start that version again'),
    });
    expect(await bench.server.query(url, `select ${what} from engine`)).toEqual([{ [what]: '99' }]);
  },
);

it('an index that the database does not have yet is made and filled', async () => {
  const url = await bench.database();
  const store = await bench.open(url);
  await store.commit({ at: T }, () => ({
    put: { reports: [report('PA-1', { holder: 'u' }), report('PA-2')] },
  }));
  await store.close();
  await bench.server.query(
    url,
    `alter table reports drop column by_holder; update engine set shape = jsonb_set(shape, '{reports}', '["member"]')`,
  );
  const newer = await bench.open(url);
  const found = await newer.read((view) => view.find('reports', 'holder', 'u'));
  expect(found).toEqual([report('PA-1', { holder: 'u' })]);
});

it('a row that somebody changed by hand, or a newer program wrote, is refused and not served', async () => {
  const url = await bench.database();
  const store = await bench.open(url);
  await increment(store, 'n');
  await store.commit({ at: T }, () => ({ put: { reports: [report('PA-1')] } }));
  await bench.server.query(url, `update reports set row = row - 'story'`);
  await expect(store.read((view) => view.get('reports', 'PA-1'))).rejects.toThrow('reports.story');
  await bench.server.query(url, 'update kept set version = 99');
  await expect(valueOf(store, 'n')).rejects.toMatchObject({ fault: 'newer' });
});

it('a cut picture character or a NUL in a text keeps no turn out of the store', async () => {
  const store = await bench.open(await bench.database());
  const story = `đau\0 ${'😀'.slice(0, 1)} 😀 \\u0000`;
  await store.commit({ at: T }, () => ({ put: { reports: [report('PA-1', { story })] } }));
  const stored = await store.read((view) => view.get('reports', 'PA-1'));
  expect(stored?.story).toBe('đau\uFFFD \uFFFD 😀 \\u0000');
});

it('a server that is not there is told of, without the password', async () => {
  const url = 'postgres://bot:s3cret@127.0.0.1:1/none';
  const refused = await bench.open(url, { giveUpAfter: 100 }).catch((error: unknown) => error as Error);
  expect(String((refused as Error).message)).toBe('PostgreSQL cannot be reached (ECONNREFUSED)');
});

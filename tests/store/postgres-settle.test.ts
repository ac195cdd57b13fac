/** A bug of November 2026: each message of one channel that waited on took a connection and a flush, and the other channel starved. */
import { expect, it } from 'vitest';
import type { Settled } from '../../src/store/store.ts';
import { usePostgresStores } from './postgres-setup.ts';
import { draft, nobody, send, T } from './rows.ts';

const bench = usePostgresStores();

/** PostgreSQL numbers the transactions that write: this one too. */
async function transactions(url: string): Promise<number> {
  const [row] = await bench.server.query(url, 'select txid_current() as n');
  return Number(row!['n']);
}

it.each<{ result: string; of: (id: string) => Settled }>([
  { result: 'dropped', of: (id) => ({ id, result: 'dropped', error: 'gone' }) },
  { result: 'again', of: (id) => ({ id, result: 'again', due: T + 1_000, error: '502' }) },
  { result: 'dead', of: (id) => ({ id, result: 'dead', why: 'refused', error: '400' }) },
])('sixty-four messages that are $result at once are stored in one transaction', async ({ of }) => {
  const url = await bench.database();
  const store = await bench.open(url);
  await send(store, T, ...Array.from({ length: 64 }, (_, i) => draft(`m${i}`, `c${i}`)));
  const claimed = await store.claim(T, 64, nobody);
  expect(claimed).toHaveLength(64);
  const before = await transactions(url);
  await store.settle(claimed.map(({ id }) => of(id)));
  // The settling, the question, and room for one of the store's own.
  expect((await transactions(url)) - before).toBeLessThanOrEqual(3);
  expect(await store.claim(T, 64, nobody)).toEqual([]);
});

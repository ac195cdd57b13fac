/** ZALO_RPM is the OA's, not a process's: whoever shares the store shares the minute. */
import { describe, expect, it } from 'vitest';
import { keptValue } from '../../../src/app/kept.ts';
import { createRateStore } from '../../../src/channels/zalo/rate.ts';
import { createMemoryStore } from '../../../src/store/lowdb/index.ts';
import { openPostgresStore } from '../../../src/store/postgres/index.ts';
import type { Store } from '../../../src/store/store.ts';
import { takePlaces, ZaloApiError } from '../../../src/zalo-oa-sdk/index.ts';
import { usePostgres } from '../../use-postgres.ts';

const NOW = Date.UTC(2026, 10, 21, 3, 0);
const MINUTE = 60_000;
const LIMIT = 100;

const server = usePostgres();

const engines: [string, () => Promise<[Store, Store]>][] = [
  [
    'in the embedded store, over a restart of the process',
    () => {
      const store = createMemoryStore({ now: () => NOW });
      return Promise.resolve([store, store]);
    },
  ],
  [
    'in PostgreSQL, for two processes',
    async () => {
      const url = await server.createDatabase();
      return [
        await openPostgresStore({ url, now: () => NOW }),
        await openPostgresStore({ url, now: () => NOW }),
      ];
    },
  ],
];

describe.each(engines)('calls are counted %s', (_, open) => {
  it('never more than the limit in a minute, whoever asks, and one block stops all', async () => {
    const stores = await open();
    const rates = stores.map((store) => createRateStore(keptValue(store, 'zalo-rate', () => NOW)));
    const take = (i: number, now: number, wanted: number) =>
      rates[i % 2]!.update((state) => takePlaces(state, { limit: LIMIT, wanted, now }));

    const first = await Promise.all(Array.from({ length: 40 }, (_, i) => take(i, NOW + i, 5)));
    expect(first.reduce((sum, { taken }) => sum + taken, 0)).toBe(LIMIT);
    expect((await take(0, NOW + MINUTE - 1, 1)).taken).toBe(0);
    const next = await Promise.all([take(0, NOW + 2 * MINUTE, 70), take(1, NOW + 2 * MINUTE, 70)]);
    expect(next.map(({ taken }) => taken).sort()).toEqual([30, 70]);

    await rates[0]!.update((state) => ({ state: { ...state, blockedUntil: NOW + 9 * MINUTE }, result: 0 }));
    expect(await take(1, NOW + 8 * MINUTE, 1)).toEqual({ taken: 0, wait: MINUTE });
    await Promise.all([...new Set(stores)].map((store) => store.close()));
  }, 60_000);
});

it('a store that does not answer lets nothing through, and says that nothing was done', async () => {
  const store = createMemoryStore({ now: () => NOW });
  await store.close();
  const rate = createRateStore(keptValue(store, 'zalo-rate', () => NOW));
  const error = await rate.update((state) => ({ state, result: 0 })).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ZaloApiError);
  expect((error as ZaloApiError).class).toBe('transient');
});

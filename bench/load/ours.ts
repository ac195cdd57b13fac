/** Our side of the load benchmark, and of a soak: the product on either engine. */
import { openLowdbStore } from '../../src/store/lowdb/index.ts';
import { openPostgresStore } from '../../src/store/postgres/index.ts';
import { startProduct } from './product.ts';
import { serveSide } from './side.ts';

serveSide(async (begin) => {
  const { dir, databaseUrl, clockRate = 1, snapshotBytes } = begin;
  const [start, began] = [Date.now(), performance.now()];
  const now = () => Math.round(start + (performance.now() - began) * clockRate);
  const store = databaseUrl
    ? await openPostgresStore({ url: databaseUrl, now })
    : await openLowdbStore({ dir, now, ...(snapshotBytes ? { snapshotBytes } : {}) });
  return startProduct(begin, store, now);
});

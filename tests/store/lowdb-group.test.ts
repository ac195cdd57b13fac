import { expect, it } from 'vitest';
import { createDisk } from './disk.ts';
import { folder, openIn } from './lowdb-setup.ts';
import { increment, valueOf } from './rows.ts';

const WRITERS = 64;
const ROUNDS = 10;

it('64 who write one commit after the other share each sync of a slow disk: nobody waits for two', async () => {
  const disk = createDisk();
  const store = await openIn(await folder(), { open: disk.open });
  disk.slow = 60;
  const before = disk.written.syncs;
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, i) => {
      for (let round = 0; round < ROUNDS; round++) await increment(store, `n${i}`, `telegram:${i}-${round}`);
    }),
  );
  expect(disk.written.syncs - before).toBeLessThanOrEqual(1.4 * ROUNDS);
  for (let i = 0; i < WRITERS; i++) expect(await valueOf(store, `n${i}`)).toBe(ROUNDS);
});

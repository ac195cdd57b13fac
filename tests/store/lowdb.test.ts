import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryStore, openLowdbStore } from '../../src/store/lowdb/index.ts';
import { describeStore } from './contract.ts';

describeStore('the store in memory', (now) => Promise.resolve({ store: createMemoryStore({ now }) }), {
  lasting: false,
});

for (const [kind, snapshotBytes] of [
  ['', 64 << 20],
  [' with a snapshot after every commit or two', 300],
] as const) {
  describeStore(
    `the lowdb store${kind}`,
    async (now) => {
      const dir = await mkdtemp(join(tmpdir(), 'store-'));
      const open = () => openLowdbStore({ dir, now, snapshotBytes });
      return { store: await open(), reopen: open, cleanUp: () => rm(dir, { recursive: true }) };
    },
    { lasting: true },
  );
}

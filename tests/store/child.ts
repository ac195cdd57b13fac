/**
 * A process for tests that kill one: `open` opens the store and ends; `hold` keeps it for a while; `write` commits
 * from eight writers for ever, and prints `writer number` once a commit is acknowledged; `busy` prints only how many are.
 */
import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { restsAfter } from '../../src/store/data.ts';
import { openLowdbStore } from '../../src/store/lowdb/index.ts';
import type { Store } from '../../src/store/store.ts';
import { draft, report, T } from './rows.ts';

const [, , dir = '', mode = '', round = ''] = process.argv;

let acknowledged = 0;

const past = T - 2 * restsAfter;

/** Rests at the next snapshot. */
const over = (update: string) =>
  report(`PA-${update}`, { at: past, state: 'closed', happened: [{ at: past, what: 'closed' }] });

async function write(store: Store, writer: number): Promise<never> {
  for (let n = 1; ; n++) {
    const update = `${round}:${writer}:${n}`;
    await store.commit({ update, at: Date.now() }, async (view) => {
      const done = Number((await view.get('kept', `w${writer}`))?.value ?? 0);
      return {
        put: {
          reports: [over(update)],
          kept: [
            { id: `w${writer}`, value: done + 1 },
            { id: `twin${writer}`, value: done + 1 },
          ],
        },
        send: [draft(`${update}/0`, `c${writer}`)],
      };
    });
    acknowledged++;
    if (mode === 'write') writeSync(1, `${writer} ${n}\n`);
    else if (acknowledged % 100 === 0) writeSync(1, `${acknowledged}\n`);
  }
}

try {
  const store = await openLowdbStore({
    dir,
    now: Date.now,
    snapshotBytes: 60_000,
  });
  if (mode === 'write' || mode === 'busy') {
    writeSync(1, 'ready\n');
    await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((writer) => write(store, writer)));
  }
  if (mode === 'hold') await wait(2_500);
  await store.close();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

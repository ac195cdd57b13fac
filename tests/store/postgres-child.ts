/**
 * A bot's process for tests that kill one. It commits from four writers for ever and prints `committed update` once a
 * commit is acknowledged; it claims for ever and prints `sending id unsure` before it settles.
 */
import { writeSync } from 'node:fs';
import { openPostgresStore } from '../../src/store/postgres/index.ts';
import { draft, nobody } from './rows.ts';

const [, , url = '', name = ''] = process.argv;
const store = await openPostgresStore({ url, now: Date.now, leaseMs: 1_000 });

async function write(writer: number): Promise<never> {
  for (let n = 1; ; n++) {
    const update = `${name}:${writer}:${n}`;
    const chat = `c${n % 3}`;
    await store.commit({ update, at: Date.now() }, async (view) => {
      const done = Number((await view.get('kept', chat))?.value ?? 0);
      return { put: { kept: [{ id: chat, value: done + 1 }] }, send: [draft(update, chat)] };
    });
    writeSync(1, `committed ${update}\n`);
  }
}

async function deliver(): Promise<never> {
  for (;;) {
    const rows = await store.claim(Date.now(), 3, nobody);
    for (const row of rows) writeSync(1, `sending ${row.id} ${row.unsure === true}\n`);
    await store.settle(rows.map((row) => ({ id: row.id, result: 'sent', at: Date.now() })));
    if (rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

await Promise.all([deliver(), ...[0, 1, 2, 3].map(write)]);

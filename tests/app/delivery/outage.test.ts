/** A day without a channel is followed by everything, in order; on both engines. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../../src/channels/channel.ts';
import { openLowdbStore } from '../../../src/store/lowdb/index.ts';
import { openPostgresStore } from '../../../src/store/postgres/index.ts';
import type { Store } from '../../../src/store/store.ts';
import { usePostgres } from '../../use-postgres.ts';
import { AT, breathe, dispatch, queue } from './bench.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const MESSAGES = 288;
const CHATS = 40;

const server = usePostgres();
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'outage-'));
});
afterAll(() => rm(dir, { recursive: true }));

const engines: [string, (now: () => number) => Promise<Store>][] = [
  ['lowdb', (now) => openLowdbStore({ dir, now })],
  ['PostgreSQL', async (now) => openPostgresStore({ url: await server.createDatabase(), now })],
];

describe.each(engines)('an outage of Telegram of 24 hours (%s)', (_, open) => {
  it('is followed by everything, once and in order for each chat, while Zalo goes on all the time', async () => {
    const clock = { at: AT };
    const store = await open(() => clock.at);
    let up = false;
    const away: SendOutcome = { ok: false, kind: 'again', why: 'Telegram was not reached (ECONNREFUSED)' };
    const { handed, dispatcher } = dispatch(
      store,
      clock,
      ({ channel }) => (channel === 'telegram' && !up ? away : { ok: true }),
      [{ name: 'telegram' }, { name: 'zalo' }],
    );
    const chatOf = (n: number) => `telegram:${(n * 7) % CHATS}`;
    for (let n = 0; n < MESSAGES; n++) {
      clock.at += 5 * MINUTE;
      await queue(store, clock.at, [chatOf(n), `${n}`], [`zalo:${n % 9}`, `${n}`]);
      await breathe(2);
    }
    expect(clock.at - AT).toBe(24 * HOUR);
    await expect.poll(() => handed.filter(({ channel }) => channel === 'zalo').length).toBe(MESSAGES);
    expect((await store.stats()).channels).toMatchObject({ telegram: { waiting: MESSAGES, dead: 0 } });
    const knocks = handed.filter(({ channel }) => channel === 'telegram').length;

    up = true;
    const returned = clock.at;
    // The last retry of a chat may be ten minutes off, a knock at the platform fifteen seconds.
    for (let i = 0; i < 80 && (await store.stats()).outbox > 0; i++) {
      clock.at += 15_000;
      await queue(store, clock.at, ['zalo:99', `wake ${i}`]);
      await breathe(60);
    }
    expect(clock.at - returned).toBeLessThanOrEqual(15 * MINUTE);
    const arrived = handed.filter(({ channel }) => channel === 'telegram').slice(knocks);
    expect(arrived).toHaveLength(MESSAGES);
    expect(arrived.some(({ options }) => options.again)).toBe(false);
    for (let chat = 0; chat < CHATS; chat++) {
      const mine = arrived.filter((one) => one.chat === `telegram:${chat}`).map(({ text }) => Number(text));
      expect(mine).toEqual([...mine].sort((a, b) => a - b));
      expect(mine).toHaveLength(
        [...Array(MESSAGES).keys()].filter((n) => chatOf(n) === `telegram:${chat}`).length,
      );
    }
    expect((await store.stats()).dead).toBe(0);
    await dispatcher.stop();
    await store.close();
  }, 120_000);
});

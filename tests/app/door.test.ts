/** The door over real HTTP: a store that stands still, more updates than may be in hand, and what comes through first. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTelegram } from '../../src/channels/telegram/index.ts';
import { createTelegramStandIn } from '../../src/sandbox/telegram/index.ts';
import type { TelegramStandIn } from '../../src/sandbox/telegram/index.ts';
import { createMemoryStore } from '../../src/store/lowdb/index.ts';
import { createCaller, telegramSticker, telegramWrites } from '../e2e/traffic.ts';
import type { Caller } from '../e2e/traffic.ts';
import { SECRETS } from '../e2e/world.ts';
import { serveApp } from './served.ts';
import type { Served } from './served.ts';

/** As in intake.ts: so many run at one time, and of the least pressing so many are taken in hand. */
const RUNNING = 64;
const TAKEN = 1_000;
const TOO_MANY = 50;

describe('a store that stands still', () => {
  let standIn: TelegramStandIn;
  let served: Served;
  let caller: Caller;
  /** Updates in the order in which their commits began. */
  const began: string[] = [];
  let goOn = (): void => undefined;

  beforeAll(async () => {
    const now = () => Date.now();
    standIn = await createTelegramStandIn({ token: SECRETS.token, now, firstId: 1 });
    const memory = createMemoryStore({ now });
    const standing = new Promise<void>((resolve) => (goOn = resolve));
    const store: typeof memory = {
      ...memory,
      async commit(key, decide) {
        if (key.update !== undefined) {
          began.push(key.update);
          await standing;
        }
        return memory.commit(key, decide);
      },
    };
    const telegram = createTelegram({
      token: SECRETS.token,
      apiRoot: standIn.url,
      now,
      againLabel: () => '(gửi lại)',
      commands: () => [],
      onProblem: () => undefined,
    });
    served = await serveApp({ store, channel: telegram, now }, (receive) => ({
      telegram: { secret: SECRETS.webhook, take: (update) => telegram.take(update as never, receive) },
    }));
    caller = createCaller(served.url, 2_000);
  });
  afterAll(async () => {
    caller.close();
    await served.close();
    await standIn.close();
  });

  it('fills the door: stickers too many are refused at once, a report and a cry for help are not and pass first', async () => {
    const stickers = Array.from({ length: TAKEN + TOO_MANY }, (_, i) =>
      telegramSticker(1_000 + i, 1_000 + i),
    );
    const statuses = new Map<number, number>();
    const posted = stickers.map((one, i) => caller.post(one).then((status) => statuses.set(i, status)));
    await expect.poll(() => statuses.size, { timeout: 20_000 }).toBe(TOO_MANY);
    expect([...statuses.values()].every((status) => status === 503)).toBe(true);
    expect(began).toHaveLength(RUNNING);

    const report = caller.post(telegramWrites(1, 5_001, '/phananh'));
    const cry = caller.post(telegramWrites(2, 5_002, 'con tôi khó thở, tím tái'));
    await expect.poll(() => served.app.inHand(), { timeout: 20_000 }).toBe(TAKEN + 2);
    goOn();
    expect(await Promise.all([report, cry])).toEqual([200, 200]);
    await Promise.all(posted);
    expect(began.slice(RUNNING, RUNNING + 2)).toEqual(['telegram:5002', 'telegram:5001']);

    const again = [...statuses].filter(([, status]) => status === 503).map(([i]) => stickers[i]!);
    expect(await Promise.all(again.map((one) => caller.post(one)))).toEqual(again.map(() => 200));
    expect(new Set(began).size).toBe(began.length);
    expect(began).toHaveLength(TAKEN + TOO_MANY + 2);
  }, 60_000);
});

/** The Zalo channel, the app and the store in one process, against the stand-in: what a webhook may never depend on. */
import { afterEach, describe, expect, it } from 'vitest';
import { createZalo } from '../../src/channels/zalo/index.ts';
import { macOf } from '../../src/sandbox/zalo/sign.ts';
import { createZaloStandIn } from '../../src/sandbox/zalo/index.ts';
import { createMemoryStore } from '../../src/store/lowdb/index.ts';
import type { Store } from '../../src/store/store.ts';
import { memoryTokenStore } from '../../src/zalo-oa-sdk/index.ts';
import { secrets } from '../channels/zalo/setup.ts';
import { quiet, serveApp } from './served.ts';

const HOUR = 3_600_000;
const FAST = 300;

async function open(wrap: (store: Store) => Store = (store) => store) {
  const clock = { at: Date.UTC(2026, 10, 21, 3, 0) };
  const now = () => clock.at;
  const store = wrap(createMemoryStore({ now }));
  const standIn = await createZaloStandIn({ ...secrets, firstRefreshToken: 'first', now, rpm: 100_000 });
  const zalo = createZalo({
    ...secrets,
    firstRefreshToken: 'first',
    apiRoot: standIn.url,
    oauthRoot: standIn.oauthUrl,
    rpm: 100_000,
    tokens: memoryTokenStore(undefined, now),
    now,
    againLabel: () => '(gửi lại)',
    cannotCarry: (kind) => `(${kind})`,
    log: quiet,
  });
  const served = await serveApp({ store, channel: zalo, now }, (receive) => ({
    zalo: (raw, mac) => zalo.webhook(raw, mac, receive),
  }));
  standIn.setWebhook(`${served.url}/webhooks/zalo`);
  served.app.dispatcher.start();
  const phone = standIn.phone({ id: '4800100000000000001', name: 'Lợi' });
  const answers = () => phone.bubbles().filter(({ from }) => from === 'bot');
  return {
    ...{ store, standIn, phone, clock, answers },
    async close() {
      await standIn.close();
      await served.close();
      await store.close();
    },
  };
}

/** The first commits that handle an update fail, as on a full disk. */
function failing(times: number): (store: Store) => Store {
  let left = times;
  return (store) => ({
    ...store,
    commit: (key, decide) =>
      key.update !== undefined && left-- > 0
        ? Promise.reject(new Error('disk full'))
        : store.commit(key, decide),
  });
}

function textEvent(user: string, id: string, at: number, text: string): string {
  return JSON.stringify({
    app_id: secrets.appId,
    sender: { id: user },
    recipient: { id: secrets.oaId },
    event_name: 'user_send_text',
    message: { text, msg_id: id },
    timestamp: String(at),
  });
}

describe('a Zalo webhook', () => {
  let bot: Awaited<ReturnType<typeof open>>;
  afterEach(() => bot.close());

  it('W2: the same message six times in two hours is handled once', async () => {
    bot = await open();
    const body = textEvent(bot.phone.id, 'once', bot.clock.at, 'menu');
    bot.standIn.setInteraction(bot.phone.id, bot.clock.at);
    for (let i = 0; i < 6; i++) {
      expect(await bot.standIn.sendWebhook(body)).toBe(200);
      bot.clock.at += HOUR / 3;
    }
    await expect.poll(() => bot.answers().length).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(bot.answers()).toHaveLength(1);
  });

  it('W6: without a MAC, with another or with a changed body it is 401, and nothing is stored or answered', async () => {
    bot = await open();
    const body = textEvent(bot.phone.id, 'forged', bot.clock.at, 'menu');
    bot.standIn.setInteraction(bot.phone.id, bot.clock.at);
    const before = await bot.store.stats();
    expect(await bot.standIn.sendWebhook(body, null)).toBe(401);
    expect(await bot.standIn.sendWebhook(body, '0'.repeat(64))).toBe(401);
    const mac = macOf(secrets.appId, body, String(bot.clock.at), secrets.oaSecret);
    expect(await bot.standIn.sendWebhook(body.replace('menu', 'MENU'), mac)).toBe(401);
    expect(await bot.store.stats()).toEqual(before);
    expect(await bot.standIn.sendWebhook(body, mac)).toBe(200);
    await expect.poll(() => bot.answers().length).toBe(1);
  });

  it('W10: an API that takes ten seconds for each send delays no webhook', async () => {
    bot = await open();
    bot.standIn.setFault({ kind: 'delay', ms: 10_000 });
    const took: number[] = [];
    for (const text of ['menu', 'trợ giúp', 'Phản ánh khó khăn', 'Đồng ý', 'menu']) {
      const from = performance.now();
      const body = textEvent(bot.phone.id, text + took.length, bot.clock.at, text);
      expect(await bot.standIn.sendWebhook(body)).toBe(200);
      took.push(performance.now() - from);
    }
    expect(Math.max(...took)).toBeLessThan(FAST);
    // Stored, and waiting for its turn: nothing was sent within the webhook.
    expect((await bot.store.stats()).outbox).toBe(5);
    expect(bot.answers()).toHaveLength(0);
  });

  it('W10: what could not be stored is not answered 200; it comes again and is handled once', async () => {
    bot = await open(failing(1));
    await bot.phone.say('menu');
    await bot.standIn.idle();
    const first = bot.standIn.deliveries().filter(({ event }) => event === 'user_send_text');
    expect(first.map(({ outcome }) => outcome)).toEqual([503]);
    bot.standIn.hurryRetries();
    await expect.poll(() => bot.answers().length).toBe(1);
    await bot.standIn.idle();
    const all = bot.standIn.deliveries().filter(({ event }) => event === 'user_send_text');
    expect(all.map(({ outcome }) => outcome)).toEqual([503, 200]);
    expect(await bot.standIn.sendWebhook(all[0]!.raw)).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(bot.answers()).toHaveLength(1);
  });
});

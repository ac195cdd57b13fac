import { describe, expect, it } from 'vitest';
import { bot, type Reply } from './hook.ts';
import { AN, BINH, start, until } from './setup.ts';

describe('delivery', () => {
  it('keeps the order of one chat and does not let chats wait for each other', async () => {
    const { standIn, api } = await start();
    const { url, done } = await bot(({ text }) => ({ status: 200, waitMs: text === 'An 1' ? 80 : 0 }));
    await api.setWebhook(url);
    await standIn.phone(AN).say('An 1');
    await standIn.phone(AN).say('An 2');
    await standIn.phone(BINH).say('Bình 1');
    await until(() => standIn.pending() === 0, 'all delivered');
    expect(done).toEqual(['Bình 1', 'An 1', 'An 2']);
  });

  it('brings a press beside a message of the same chat that is still being handled', async () => {
    const { standIn, api } = await start();
    const { url, done } = await bot(({ text }) => ({ status: 200, waitMs: text === 'chậm' ? 80 : 0 }));
    const phone = standIn.phone(AN);
    standIn.remember(AN);
    await api.setWebhook(url);
    await api.sendMessage(1001, 'Chọn', {
      reply_markup: { inline_keyboard: [[{ text: 'A', callback_data: 'a' }]] },
    });
    await phone.say('chậm');
    await phone.press(phone.bubbles()[0]?.id ?? '', 0, 0);
    await until(() => standIn.pending() === 0, 'both delivered');
    expect(done).toEqual(['a', 'chậm']);
  });

  it('opens no more connections than it was told', async () => {
    const { standIn, api } = await start();
    let [now, most] = [0, 0];
    const { url } = await bot(() => {
      most = Math.max(most, (now += 1));
      setTimeout(() => (now -= 1), 15);
      return { status: 200, waitMs: 20 };
    });
    await api.setWebhook(url, { max_connections: 2 });
    for (let id = 1; id <= 6; id += 1) await standIn.phone({ id: String(id), name: `N${id}` }).say('chào');
    await until(() => standIn.pending() === 0, 'all delivered');
    expect(most).toBe(2);
  });

  it.each<[string, Reply]>([
    ['500', { status: 500 }],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }],
    ['a closed connection', 'hang up'],
    ['no answer in time', { status: 200, waitMs: 700 }],
  ])(
    'after %s comes again, at once and then later and later, and holds up its chat only',
    async (_what, fault) => {
      const { standIn, api } = await start({ retryScale: 0.002, answerTimeout: 300 });
      const { url, seen } = await bot(({ text }, nth) =>
        text === 'hỏng' && nth <= 3 ? fault : { status: 200 },
      );
      await api.setWebhook(url);
      await standIn.phone(AN).say('hỏng');
      await standIn.phone(AN).say('sau');
      await until(() => standIn.pending() === 0, 'all delivered');
      expect(seen.map(({ text }) => text)).toEqual(['hỏng', 'hỏng', 'hỏng', 'hỏng', 'sau']);
      expect(new Set(seen.slice(0, 4).map(({ id }) => id)).size).toBe(1);
    },
  );

  it('waits 0, 2, 4 s times the scale between tries', async () => {
    const { standIn, api } = await start({ retryScale: 0.1 });
    const { url, seen } = await bot((_seen, nth) => ({ status: nth <= 3 ? 500 : 200 }));
    await api.setWebhook(url);
    await standIn.phone(AN).say('chào');
    await until(() => standIn.pending() === 0, 'delivery');
    const gaps = seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? 0));
    expect(gaps[0]).toBeLessThan(190);
    expect(gaps[1]).toBeGreaterThan(195);
    expect(gaps[2]).toBeGreaterThan(395);
  });

  it('honours Retry-After', async () => {
    const { standIn, api } = await start({ retryScale: 0.01 });
    const { url, seen } = await bot((_seen, nth) =>
      nth === 1 ? { status: 503, headers: { 'retry-after': '15' } } : { status: 200 },
    );
    await api.setWebhook(url);
    await standIn.phone(AN).say('chào');
    await until(() => standIn.pending() === 0, 'delivery');
    expect((seen[1]?.at ?? 0) - (seen[0]?.at ?? 0)).toBeGreaterThan(145);
  });

  it('tells what is wrong in getWebhookInfo, and leaves what waits to getUpdates once the webhook is gone', async () => {
    const { standIn, api } = await start({ retryScale: 1 });
    const { url } = await bot(() => ({ status: 500 }));
    await api.setWebhook(url, { allowed_updates: ['message'], max_connections: 20 });
    await standIn.phone(AN).say('chào');
    await until(() => standIn.calls().length > 0, 'calls');
    for (let n = 0; n < 100 && !(await api.getWebhookInfo()).last_error_message; n += 1)
      await Promise.resolve();
    expect(await api.getWebhookInfo()).toMatchObject({
      url,
      pending_update_count: 1,
      max_connections: 20,
      allowed_updates: ['message'],
      last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
    });
    await api.deleteWebhook();
    expect((await api.getUpdates()).map((each) => each.message?.text)).toEqual(['chào']);
    expect((await api.getWebhookInfo()).url).toBe('');
  });

  it('runs the one method that an answer may carry', async () => {
    const { standIn, api } = await start();
    const { url } = await bot(() => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method: 'sendMessage', chat_id: 1001, text: 'trả lời ngay' }),
    }));
    await api.setWebhook(url);
    await standIn.phone(AN).say('chào');
    await until(() => standIn.phone(AN).bubbles().length === 2, 'the answer');
    expect(standIn.phone(AN).bubbles()[1]?.text).toBe('trả lời ngay');
  });
});

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { AN, BINH, refusal, start, until } from './setup.ts';

interface Seen {
  id: number;
  text: string;
  secret: string | undefined;
  at: number;
}

type Reply = { status: number; headers?: Record<string, string>; body?: string; waitMs?: number } | 'hang up';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** The bot's side: answers each update as `reply` says, 200 by default. */
async function bot(reply: (seen: Seen, nth: number) => Reply = () => ({ status: 200 })) {
  const seen: Seen[] = [];
  const done: string[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const update = JSON.parse(await read(request)) as {
        update_id: number;
        message?: { text?: string };
        callback_query?: { data: string };
      };
      const secret = request.headers['x-telegram-bot-api-secret-token'] as string | undefined;
      const text = update.message?.text ?? update.callback_query?.data ?? '';
      const entry: Seen = { id: update.update_id, text, secret, at: performance.now() };
      seen.push(entry);
      const answer = reply(entry, seen.length);
      if (answer === 'hang up') return void request.socket.destroy();
      if (answer.waitMs) await new Promise((resolve) => setTimeout(resolve, answer.waitMs));
      done.push(text);
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    })();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/telegram`, seen, done };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

describe('setWebhook', () => {
  it('delivers with the secret in its header, also what came before', async () => {
    const { standIn, api } = await start();
    const { url, seen } = await bot();
    await standIn.phone(AN).say('trước');
    await api.setWebhook(url, { secret_token: 'bi-mat_1' });
    await standIn.phone(AN).say('sau');
    await until(() => standIn.pending() === 0, 'both delivered');
    expect(seen.map(({ text, secret }) => [text, secret])).toEqual([
      ['trước', 'bi-mat_1'],
      ['sau', 'bi-mat_1'],
    ]);
  });

  it('sends no secret header without a secret, and shows no secret in the record of calls', async () => {
    const { standIn, api } = await start();
    const { url, seen } = await bot();
    await api.setWebhook(url, { secret_token: 'bi-mat_1' });
    await api.setWebhook(url);
    await standIn.phone(AN).say('chào');
    await until(() => seen.length === 1, 'delivery');
    expect(seen[0]?.secret).toBeUndefined();
    expect(JSON.stringify(standIn.calls())).not.toContain('bi-mat_1');
  });

  it('forgets what waits when told to', async () => {
    const { standIn, api } = await start();
    const { url, seen } = await bot();
    await standIn.phone(AN).say('trước');
    await api.setWebhook(url, { drop_pending_updates: true });
    await standIn.phone(AN).say('sau');
    await until(() => seen.length === 1, 'delivery');
    expect(seen[0]?.text).toBe('sau');
  });

  it.each([
    ['http://example.org/hook', {}, 'bad webhook: the stand-in reaches loopback only'],
    ['ftp://127.0.0.1/hook', {}, 'bad webhook: An HTTPS URL must be provided for webhook'],
    ['https://127.0.0.1:3000/', {}, 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
    ['không', {}, 'bad webhook: invalid webhook URL specified'],
    ['http://127.0.0.1/', { secret_token: 'bí mật' }, 'secret token contains unallowed characters'],
    ['http://127.0.0.1/', { secret_token: 'x'.repeat(257) }, 'secret token is too long'],
  ])('refuses %s %o', async (url, more, why) => {
    const { api } = await start();
    expect(await refusal(api.setWebhook(url, more))).toBe(`Bad Request: ${why}`);
  });

  it('says in words what it did', async () => {
    const { call } = await start();
    const hook = { url: 'http://127.0.0.1:9/' };
    const words = [];
    for (const [method, body] of [
      ['setWebhook', hook],
      ['setWebhook', hook],
      ['deleteWebhook', {}],
      ['deleteWebhook', {}],
    ] as const) {
      words.push((await call(method, body)).body.description);
    }
    expect(words).toEqual([
      'Webhook was set',
      'Webhook is already set',
      'Webhook was deleted',
      'Webhook is already deleted',
    ]);
  });
});

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
    ['no answer in time', { status: 200, waitMs: 300 }],
  ])(
    'after %s comes again, at once and then later and later, and holds up its chat only',
    async (_what, fault) => {
      const { standIn, api } = await start({ retryScale: 0.002, answerTimeout: 150 });
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
    const { standIn, api } = await start({ retryScale: 0.05 });
    const { url, seen } = await bot((_seen, nth) => ({ status: nth <= 3 ? 500 : 200 }));
    await api.setWebhook(url);
    await standIn.phone(AN).say('chào');
    await until(() => standIn.pending() === 0, 'delivery');
    const gaps = seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? 0));
    expect(gaps[0]).toBeLessThan(90);
    expect(gaps[1]).toBeGreaterThan(95);
    expect(gaps[2]).toBeGreaterThan(195);
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

  it('closes at once though a retry is due in a minute and a delivery is under way', async () => {
    const { standIn, api } = await start({ retryScale: 1 });
    const { url, seen } = await bot(({ text }) => ({
      status: text === 'hỏng' ? 500 : 200,
      waitMs: text === 'chậm' ? 5000 : 0,
    }));
    await api.setWebhook(url);
    await standIn.phone(AN).say('hỏng');
    await standIn.phone(BINH).say('chậm');
    await until(() => seen.length >= 3, 'the first tries');
    const before = performance.now();
    await standIn.close();
    expect(performance.now() - before).toBeLessThan(1000);
    const count = seen.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(seen.length).toBe(count);
  });
});

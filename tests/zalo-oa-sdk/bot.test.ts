/** The Bot Platform against its strict stand-in. The payloads are those of Zalo's docs and of captures, ids replaced. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import {
  memoryBotSeen,
  parseBotUpdate,
  pollBot,
  readBotWebhook,
  verifyBotSecret,
  ZaloError,
  type BotEvent,
} from '../../src/zalo-oa-sdk/index.ts';
import { LAN, start } from '../sandbox/zalo/setup.ts';
import { failure } from './failure.ts';

const TED = { id: 'b0000000000000000901', display_name: 'Ted', is_bot: false };
const chat = { id: TED.id, chat_type: 'PRIVATE' };
const head = { from: TED, chat, message_id: 'c0000000000000000901', date: 1750316131602 };
const base = {
  messageId: head.message_id,
  at: head.date,
  from: { id: TED.id, name: 'Ted', isBot: false },
  chat: { id: TED.id, type: 'private' },
};
const SECRET = 'mot-bi-mat-du-dai';
const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach((close) => close()));

test.each([
  ['text', { text: 'Xin chào' }, { kind: 'text', text: 'Xin chào' }],
  [
    'image',
    { photo_url: 'https://p.zdn.vn/a.jpg', caption: 'ảnh', message_type: 'CHAT_PHOTO' },
    { kind: 'image', url: 'https://p.zdn.vn/a.jpg', caption: 'ảnh' },
  ],
  ['image', { photo: 'https://p.zdn.vn/a.jpg' }, { kind: 'image', url: 'https://p.zdn.vn/a.jpg' }],
  [
    'sticker',
    { sticker: 's1', url: 'https://z.vn/s' },
    { kind: 'sticker', sticker: 's1', url: 'https://z.vn/s' },
  ],
  ['voice', { voice_url: 'https://v.zdn.vn/a.aac' }, { kind: 'voice', url: 'https://v.zdn.vn/a.aac' }],
  ['unsupported', {}, { kind: 'unsupported' }],
  ['text', {}, { kind: 'unknown', eventName: 'message.text.received' }],
  ['link', { url: 'https://a.vn' }, { kind: 'unknown', eventName: 'message.link.received' }],
])('B1: message.%s.received bare and wrapped: the same event (%j)', (kind, content, expected) => {
  const bare = { event_name: `message.${kind}.received`, message: { ...head, ...content } };
  for (const body of [bare, { ok: true, result: bare }]) {
    expect(parseBotUpdate(bytes(body))).toEqual({ ...base, ...expected });
    expect(parseBotUpdate(body)).toEqual({ ...base, ...expected });
  }
});

test('B1: a call in a group names the group; what is no update is refused or recognisable', () => {
  const group = { ...head, chat: { id: 'g1', chat_type: 'GROUP' }, text: '@bot giúp' };
  const event = parseBotUpdate({ event_name: 'message.text.received', message: group });
  expect(event.chat).toEqual({ id: 'g1', type: 'group' });
  const nameless = parseBotUpdate({ event_name: 'x' });
  expect(nameless).toMatchObject({ kind: 'unknown', messageId: expect.stringMatching(/^[0-9a-f]{64}$/) });
  for (const body of ['[]', 'null', '"x"', '{', ''])
    expect(() => parseBotUpdate(Buffer.from(body))).toThrow(ZaloError);
});

/** A bot's webhook as an application would write it. */
async function webhook(secret: string) {
  const handled: BotEvent[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const header = request.headers['x-bot-api-secret-token'];
      const read = readBotWebhook(Buffer.concat(parts), String(header), secret);
      if (read.status === 200) handled.push(read.event);
      answers.push(read.status);
      response.writeHead(read.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return { handled, answers, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

function call(
  root: string,
  method: string,
  body: object = {},
): Promise<{ ok: boolean; error_code?: number }> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  return fetch(`${root}/${method}`, init).then((answer) => answer.json() as Promise<{ ok: boolean }>);
}

describe('B3: the secret header', () => {
  test.each([true, false])(
    'a webhook with it is handled (bare: %s), one without or with another is 401',
    async (botFlat) => {
      const { z } = await start({ botFlat });
      const hook = await webhook(SECRET);
      const phone = z.bot.phone(LAN);
      await call(z.botUrl, 'setWebhook', { url: hook.url, secret_token: SECRET });
      phone.say('chào');
      await z.bot.idle();
      await call(z.botUrl, 'setWebhook', { url: hook.url, secret_token: 'mot-bi-mat-khac' });
      phone.say('giả');
      await z.bot.idle();
      const plain = await fetch(hook.url, {
        method: 'POST',
        body: bytes({ event_name: 'message.text.received' }),
      });
      expect(plain.status).toBe(401);
      expect(hook.answers).toEqual([200, 401, 401]);
      expect(hook.handled).toMatchObject([
        { kind: 'text', text: 'chào', from: { id: phone.id, name: 'Lan' } },
      ]);
    },
  );

  test('an empty secret lets nobody in; a body that is no JSON is 400', () => {
    for (const header of ['', undefined, null]) expect(verifyBotSecret(header, '')).toBe(false);
    expect(verifyBotSecret(SECRET, SECRET)).toBe(true);
    expect(verifyBotSecret(`${SECRET} `, SECRET)).toBe(false);
    expect(readBotWebhook(Buffer.from('{'), SECRET, SECRET)).toEqual({ status: 400 });
  });
});

describe('polling', () => {
  /** Polls a hundred times on a clock that only sleeping moves. */
  async function poll(options: { botReplay?: boolean } = {}, times = 100) {
    const { z } = await start({ botFlat: false, ...options });
    const stop = new AbortController();
    const handled: string[] = [];
    const polls: number[] = [];
    const clock = { at: 0 };
    const log: string[] = [];
    const seen = memoryBotSeen();
    const run = (handle: (event: BotEvent) => Promise<void>) =>
      pollBot(
        {
          token: z.bot.token,
          root: new URL(z.botUrl).origin,
          seen,
          handle,
          waitSeconds: 0,
          now: () => clock.at,
          sleep: async (ms) => void (clock.at += ms),
          fetch: (...given) => {
            polls.push(clock.at);
            if (polls.length >= times) stop.abort();
            return fetch(...given);
          },
          log: (_, event, facts) => log.push(JSON.stringify({ event, ...facts })),
        },
        stop.signal,
      );
    const keep = async (event: BotEvent) =>
      void handled.push(event.kind === 'text' ? event.text : event.kind);
    return { z, run, keep, handled, polls, log };
  }

  test('B2: a message that comes again a hundred times is handled once, and polls are a second apart', async () => {
    const { z, run, keep, handled, polls } = await poll();
    z.bot.phone(LAN).say('một');
    z.bot.phone(LAN).say('hai');
    await run(keep);
    expect(handled).toEqual(['một', 'hai']);
    expect(polls).toHaveLength(100);
    const gaps = polls.slice(1).map((at, i) => at - (polls[i] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
  });

  test('an idle poll (408) is no failure', async () => {
    const { run, keep, log, handled } = await poll({}, 5);
    await run(keep);
    expect([handled, log]).toEqual([[], []]);
  });

  test('what could not be handled comes again and is handled then', async () => {
    const { z, run, keep, handled, log } = await poll({}, 4);
    z.bot.phone(LAN).say('một');
    let broken = true;
    await run(async (event) => {
      if (broken) {
        broken = false;
        throw new Error('the store is away, một');
      }
      await keep(event);
    });
    expect(handled).toEqual(['một']);
    expect(log.join()).not.toContain('một');
  });

  test('a set webhook and a wrong token end it with what to do, and the token stays out of the error', async () => {
    const { z, run, keep } = await poll();
    await call(z.botUrl, 'setWebhook', { url: 'https://bot.example.vn/', secret_token: SECRET });
    const error = await failure(run(keep));
    expect(error).toMatchObject({ class: 'config', httpStatus: 400 });
    expect(error.message).toContain('deleteWebhook');
    const options = { token: 'sai', root: new URL(z.botUrl).origin, seen: memoryBotSeen(), handle: keep };
    const wrong = await failure(pollBot(options, new AbortController().signal));
    expect(wrong).toMatchObject({ class: 'auth' });
    expect(`${error.message}${wrong.message}`).not.toContain(z.bot.token);
  });
});

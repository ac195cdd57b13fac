import { BotRefusal } from './answer.ts';
import type { BotChat, BotWorld } from './world.ts';

type Parameters = Readonly<Record<string, unknown>>;
type Method = (world: BotWorld, given: Parameters) => unknown;

const MAX_TEXT = 2000;
const POLL_S = 30;
const LONGEST_POLL_S = 300;

/** All methods that there are (Zalo Bot docs), with the parameters that each takes. */
export const METHODS: Readonly<Record<string, { takes: readonly string[]; run: Method }>> = {
  getMe: {
    takes: [],
    run: () => ({
      id: '1000000000000000901',
      account_name: 'bot.SatCanh',
      account_type: 'BASIC',
      can_join_groups: false,
    }),
  },
  getUpdates: {
    takes: ['timeout'],
    run: (world, { timeout = POLL_S }) => world.updates.poll(wholeOf(timeout, LONGEST_POLL_S)),
  },
  setWebhook: {
    takes: ['url', 'secret_token'],
    run(world, { url, secret_token }) {
      const secret = textOf(secret_token, 256);
      if (secret.length < 8 || !isHook(url)) throw new BotRefusal(400);
      world.updates.set(url, secret);
      return { url, updated_at: world.now() };
    },
  },
  deleteWebhook: {
    takes: [],
    run(world) {
      world.updates.unset();
      return { url: '', updated_at: world.now() };
    },
  },
  getWebhookInfo: {
    takes: [],
    run(world) {
      const hook = world.updates.hook();
      if (!hook) throw new BotRefusal(404);
      return { url: hook.url, updated_at: hook.updatedAt };
    },
  },
  sendMessage: {
    takes: ['chat_id', 'text', 'parse_mode', 'text_styles'],
    run: (world, given) => send(world, chatIn(world, given), textOf(given.text, MAX_TEXT), given),
  },
  sendPhoto: {
    takes: ['chat_id', 'photo', 'caption'],
    async run(world, given) {
      const chat = chatIn(world, given);
      const url = addressOf(given.photo);
      const caption = given.caption === undefined ? '[photo]' : textOf(given.caption, MAX_TEXT);
      // The platform fetches an address several times: one that works once shows a black picture.
      for (let time = 0; time < 2; time++) await fetchPhoto(world, url);
      return send(world, chat, caption, given);
    },
  },
  sendSticker: {
    takes: ['chat_id', 'sticker'],
    run: (world, given) =>
      send(world, chatIn(world, given), `[sticker ${textOf(given.sticker, 100)}]`, given),
  },
  sendVoice: {
    takes: ['chat_id', 'voice_url'],
    run(world, given) {
      const chat = chatIn(world, given);
      if (chat.type !== 'PRIVATE' || !/\.aac$/i.test(new URL(addressOf(given.voice_url)).pathname))
        throw new BotRefusal(400);
      return send(world, chat, '[voice]', given);
    },
  },
  sendChatAction: {
    takes: ['chat_id', 'action'],
    run(world, given) {
      chatIn(world, given);
      if (given.action !== 'typing') throw new BotRefusal(400);
      return undefined;
    },
  },
};

function send(world: BotWorld, chat: BotChat, text: string, raw: unknown): object {
  const at = world.now();
  const month = new Date(at + 7 * 3_600_000).toISOString().slice(0, 7);
  if (world.sent.month !== month) world.sent = { month, count: 0 };
  if (world.sent.count >= world.settings.botMonthly) throw new BotRefusal(429);
  world.sent.count++;
  const message_id = world.ids.message();
  chat.screen.add({ id: message_id, from: 'bot', at, text, raw });
  return { message_id, date: at };
}

/** Nothing leaves the machine: an address elsewhere counts as not found. */
async function fetchPhoto(world: BotWorld, url: string): Promise<void> {
  const here = isLoopback(new URL(url));
  const answer = here ? await fetch(url, { redirect: 'error' }).catch(() => undefined) : undefined;
  await answer?.arrayBuffer().catch(() => undefined);
  world.photoFetches.push({ url, status: answer?.status ?? 404 });
}

function chatIn(world: BotWorld, { chat_id }: Parameters): BotChat {
  const chat = world.chats.get(textOf(chat_id, 100));
  if (!chat) throw new BotRefusal(400, 'Bad Request: chat not found');
  return chat;
}

function textOf(value: unknown, longest: number): string {
  if (typeof value !== 'string' || value === '' || [...value].length > longest) throw new BotRefusal(400);
  return value;
}

function wholeOf(value: unknown, largest: number): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0 || number > largest)
    throw new BotRefusal(400);
  return number;
}

function addressOf(value: unknown): string {
  if (typeof value !== 'string' || !URL.canParse(value) || !/^https?:/i.test(value))
    throw new BotRefusal(400);
  return value;
}

/** https as the platform wants it; on this machine, where nothing has a certificate, http too. */
function isHook(value: unknown): value is string {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  return url !== undefined && (url.protocol === 'https:' || isLoopback(url));
}

function isLoopback(url: URL): boolean {
  return url.hostname === '127.0.0.1' || url.hostname === 'localhost';
}

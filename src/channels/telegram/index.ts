/** Telegram as a channel: grammY is the client, and nothing of it is seen from outside. */
import { Api } from 'grammy';
import type { Update as TelegramUpdate } from 'grammy/types';
import type { Channel, Receive } from '../channel.ts';
import type { FileRef, Update } from '../../core/update.ts';
import { cutText } from '../split.ts';
import { createFetch } from './fetch.ts';
import { again, LIMITS, split } from './message.ts';
import { ALLOWED_UPDATES, createPolling } from './poll.ts';
import type { Polling } from './poll.ts';
import { PACE } from './pace.ts';
import { outcomeOf, sendMessage } from './send.ts';
import { readUpdate, TELEGRAM } from './update.ts';

export interface TelegramOptions {
  token: string;
  apiRoot: string;
  now(): number;
  /** "(gửi lại)". */
  againLabel(): string;
  /** Commands for the menu, name and description. */
  commands(): { command: string; description: string }[];
  onProblem(error: unknown): void;
}

export interface Telegram extends Channel {
  /** Who the bot is; asks Telegram once, again and again until it answers. */
  polling(receive: Receive, isMine: () => boolean): Polling;
  /** For webhooks: registers the address with its secret. */
  register(url: string, secret: string): Promise<void>;
  /** One update that came by webhook. Rejects when it is not stored. */
  take(update: TelegramUpdate, receive: Receive): Promise<void>;
}

/** Bytes; getFile gives nothing larger. */
const LARGEST_DOWNLOAD = 20 * 1024 * 1024;
const TIMEOUT_SECONDS = 60;
/** Characters of the note that a press may be answered with. */
const LONGEST_TOAST = 200;

export function createTelegram(options: TelegramOptions): Telegram {
  const apiRoot = options.apiRoot.replace(/\/+$/, '');
  const api = new Api(options.token, { apiRoot, timeoutSeconds: TIMEOUT_SECONDS, fetch: createFetch() });
  const token = watchToken(api);
  let me: Promise<{ id: number; username: string }> | undefined;

  /** Asked once, however many updates come at once before it is known. */
  function whoAmI(): Promise<{ id: number; username: string }> {
    me ??= introduce().catch((error: unknown) => {
      me = undefined;
      throw error;
    });
    return me;
  }

  async function introduce(): Promise<{ id: number; username: string }> {
    const { id, username } = await api.getMe();
    await api.setMyCommands(options.commands()).catch(options.onProblem);
    return { id, username };
  }

  async function take(update: TelegramUpdate, receive: Receive): Promise<void> {
    const ours = readUpdate(update, await whoAmI(), options.now());
    if (!ours) return;
    await receive(ours);
  }

  /** Too late or twice is no harm: the platform only stops the button's little clock. */
  async function acknowledge({ event }: Update, text?: string): Promise<void> {
    if (event.type !== 'press' || !event.pressId) return;
    await api
      .answerCallbackQuery(event.pressId, text ? { text: cutText(text, LONGEST_TOAST)[0]! } : {})
      .catch(() => undefined);
  }

  return {
    name: TELEGRAM,
    limits: LIMITS,
    canEdit: true,
    forwardsById: true,
    pace: PACE,
    trouble: token.trouble,
    split,
    send: (chat, message, sending) =>
      sendMessage(api, chat, sending.again ? again(message, options.againLabel()) : message, sending),
    acknowledge,
    typing: async (chat) =>
      void (await api.sendChatAction(chat.slice(TELEGRAM.length + 1), 'typing').catch(() => undefined)),
    take,
    polling: (receive, isMine) =>
      createPolling({
        api,
        isMine,
        // A webhook that was set before would keep every poll out (409).
        begin: async () => void (await api.deleteWebhook()),
        take: (update) => take(update, receive),
        onProblem: options.onProblem,
      }),
    async register(url, secret) {
      await api.setWebhook(url, {
        secret_token: secret,
        allowed_updates: [...ALLOWED_UPDATES],
        max_connections: 40,
      });
    },
    async download(file: FileRef) {
      const { file_path: path } = await api.getFile(file.id).catch((error: unknown) => {
        const outcome = outcomeOf(error);
        throw new Error(outcome.ok ? 'Telegram gave no file' : outcome.why);
      });
      if (!path) throw new Error('Telegram gave no address for a file: it may be larger than 20 MB.');
      return {
        bytes: await fetchFile(`${apiRoot}/file/bot${options.token}/${path}`),
        name: path.split('/').at(-1)!,
      };
    },
  };
}

/** 401, and 404 on every method: there is no bot of that token. Source: Bot API, "Authorizing your bot". */
const NO_SUCH_BOT: ReadonlySet<number> = new Set([401, 404]);

/** Every answer of Telegram tells whether it still knows the token. */
function watchToken(api: Api): { trouble(): string | undefined } {
  let refused = false;
  api.config.use(async (call, method, payload, signal) => {
    const answer = await call(method, payload, signal);
    refused = !answer.ok && NO_SUCH_BOT.has(answer.error_code);
    return answer;
  });
  return {
    trouble: () =>
      refused
        ? 'Telegram: the token is refused: put a valid TELEGRAM_BOT_TOKEN (@BotFather, /token)'
        : undefined,
  };
}

/** The address holds the token, so no error may carry it. */
async function fetchFile(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_SECONDS * 1000) }).catch(
    () => undefined,
  );
  if (!response?.ok)
    throw new Error(`A file could not be fetched from Telegram (HTTP ${response?.status ?? 'none'}).`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > LARGEST_DOWNLOAD) throw new Error('A file from Telegram is larger than 20 MB.');
  return bytes;
}

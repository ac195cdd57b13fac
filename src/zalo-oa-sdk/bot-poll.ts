/**
 * Polling the Zalo Bot Platform. Its `getUpdates` has no offset: what was read was measured to come again at every later poll, at
 * once. So each message is handled once, and two polls are at least a second apart. Source: Zalo Bot docs, "getUpdates".
 */
import { parseBotUpdate, type BotEvent } from './bot.ts';
import { ZaloApiError } from './errors.ts';
import { exchange, type HttpReply } from './http.ts';
import { isObject } from './json.ts';
import { noLog, type Log } from './log.ts';

export const BOT_ROOT = 'https://bot-api.zaloplatforms.com';

/** What was handled. Keep it for 7 days at least, over restarts. */
export interface BotSeen {
  has(messageId: string): Promise<boolean>;
  add(messageId: string): Promise<void>;
}

export interface BotPollOptions {
  /** Part of the address: it is in no error and no log. */
  token: string;
  root?: string;
  seen: BotSeen;
  /** An event is marked as seen when this has resolved; when it rejects, the event comes again. */
  handle(event: BotEvent): Promise<void>;
  fetch?: typeof fetch;
  /** Milliseconds since 1970. */
  now?: () => number;
  sleep?: (ms: number) => Promise<void>;
  /** Seconds that Zalo may keep a poll open. */
  waitSeconds?: number;
  log?: Log;
}

const ENDPOINT = 'POST getUpdates';
/** Least time between the starts of two polls, ms. */
const APART_MS = 1000;
const AFTER_FAILURE_MS = 5000;
const AFTER_QUOTA_MS = 60_000;
/** Zalo's answer to a long poll may come a little late, ms. */
const GRACE_MS = 10_000;

/** For one process: a restart forgets it, and old messages are handled again. */
export function memoryBotSeen(): BotSeen {
  const ids = new Set<string>();
  return {
    has: (id) => Promise.resolve(ids.has(id)),
    add: (id) => Promise.resolve(void ids.add(id)),
  };
}

/**
 * Polls until `signal` is aborted. Throws ZaloApiError `auth` for a wrong token and `config` while a webhook is set; anything else
 * is logged and tried again.
 */
export async function pollBot(options: BotPollOptions, signal: AbortSignal): Promise<void> {
  const now = options.now ?? Date.now;
  const sleep = options.sleep ?? ((ms) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  while (!signal.aborted) {
    const began = now();
    const pause = await pollOnce(options, signal);
    if (!signal.aborted) await sleep(Math.max(pause, APART_MS - (now() - began)));
  }
}

/** Gives how long to wait before the next poll, ms. */
async function pollOnce(options: BotPollOptions, signal: AbortSignal): Promise<number> {
  const { seen, handle, log = noLog } = options;
  try {
    const reply = await ask(options, signal);
    if (reply === 'nothing') return 0;
    if (reply.body.ok !== true) return refused(reply, log);
    const event = parseBotUpdate(isObject(reply.body.result) ? reply.body.result : {});
    if (await seen.has(event.messageId)) return 0;
    await handle(event);
    await seen.add(event.messageId);
    return 0;
  } catch (error) {
    if (signal.aborted) return 0;
    if (error instanceof ZaloApiError && (error.class === 'auth' || error.class === 'config')) throw error;
    log('warn', 'zalo.bot.poll', { reason: error instanceof ZaloApiError ? error.reason : 'handler' });
    return AFTER_FAILURE_MS;
  }
}

/** 408 is the ordinary “nothing new”. */
async function ask(options: BotPollOptions, signal: AbortSignal): Promise<HttpReply | 'nothing'> {
  const { root = BOT_ROOT, token, waitSeconds = 30 } = options;
  const fetcher = options.fetch ?? fetch;
  const http = {
    timeoutMs: waitSeconds * 1000 + GRACE_MS,
    fetch: (url: string | URL | Request, init?: RequestInit) =>
      fetcher(url, { ...init, signal: init?.signal ? AbortSignal.any([signal, init.signal]) : signal }),
  };
  try {
    return await exchange(http, {
      method: 'POST',
      url: `${root.replace(/\/+$/, '')}/bot${token}/getUpdates`,
      endpoint: ENDPOINT,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ timeout: waitSeconds }),
      sends: false,
    });
  } catch (error) {
    if (error instanceof ZaloApiError && error.httpStatus === 408) return 'nothing';
    throw error;
  }
}

function refused({ status }: HttpReply, log: Log): number {
  const facts = { endpoint: ENDPOINT, httpStatus: status };
  if (status === 401 || status === 403 || status === 404) {
    const remedy = 'Ask Zalo Bot Manager for the token again.';
    throw new ZaloApiError({ ...facts, class: 'auth', reason: 'bot token refused', remedy });
  }
  if (status === 400) {
    const remedy = 'A bot with a webhook cannot be polled: call deleteWebhook first.';
    throw new ZaloApiError({ ...facts, class: 'config', reason: 'polling refused', remedy });
  }
  log('warn', 'zalo.bot.poll', { status });
  return status === 429 ? AFTER_QUOTA_MS : AFTER_FAILURE_MS;
}

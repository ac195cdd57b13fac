/** Long polling: the offset moves only when everything up to it is stored. Source: Bot API docs, getUpdates. */
import type { Api } from 'grammy';
import { GrammyError } from 'grammy';
import type { Update as TelegramUpdate } from 'grammy/types';

export interface Polling {
  start(): void;
  /** Takes nothing new; resolves when what was taken is stored. */
  stop(): Promise<void>;
}

export const ALLOWED_UPDATES = ['message', 'callback_query', 'my_chat_member'] as const;
/** Seconds that a request may stay open; the platform allows 50. */
const PATIENCE = 25;
/** Conflict: somebody set a webhook, or another process polls. */
const WEBHOOK_IS_SET = 409;
const LONGEST_PAUSE = 15_000;

/** How often it is looked whether it is our turn, ms. */
const LOOK = 200;

export function createPolling(parts: {
  api: Api;
  /** Telegram gives updates to one poller at a time: of several processes one asks. Left out: this one. */
  isMine?(): boolean;
  /** Done before the first poll, and again when Telegram says that a webhook is set. Its failure stops nothing. */
  begin(): Promise<void>;
  /** Rejects when the update is not stored: it comes again. */
  take(update: TelegramUpdate): Promise<unknown>;
  onProblem(error: unknown): void;
}): Polling {
  const { isMine = () => true } = parts;
  let running = false;
  let loop: Promise<void> | undefined;
  let abort = new AbortController();

  async function run(): Promise<void> {
    let offset: number | undefined;
    let pause = 0;
    let begun = false;
    while (running) {
      if (!isMine()) {
        begun = false;
        offset = undefined;
        await sleep(LOOK, abort.signal);
        continue;
      }
      try {
        if (!begun) await parts.begin().catch(parts.onProblem);
        begun = true;
        const updates = await parts.api.getUpdates(
          {
            ...(offset === undefined ? {} : { offset }),
            timeout: PATIENCE,
            allowed_updates: ALLOWED_UPDATES,
          },
          abort.signal as never,
        );
        const stored = await storeAll(updates);
        offset = nextOffset(updates, stored) ?? offset;
        pause = stored.every(Boolean) ? 0 : Math.min(LONGEST_PAUSE, pause * 2 + 200);
      } catch (error) {
        if (!running) return;
        // Another process has taken over, and asks.
        if (!isMine()) continue;
        parts.onProblem(error);
        if (error instanceof GrammyError && error.error_code === WEBHOOK_IS_SET) begun = false;
        const told = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 : 0;
        pause = Math.max(told, Math.min(LONGEST_PAUSE, pause * 2 + 200));
      }
      if (pause > 0) await sleep(pause, abort.signal);
    }
  }

  /** All persons at once, and each one's updates in order: behind one that is not stored none of that person's is. */
  async function storeAll(updates: readonly TelegramUpdate[]): Promise<boolean[]> {
    const before = new Map<number | undefined, Promise<unknown>>();
    const results = await Promise.allSettled(
      updates.map((update) => {
        const person = personOf(update);
        const taken = (before.get(person) ?? Promise.resolve()).then(() => parts.take(update));
        before.set(person, taken);
        return taken;
      }),
    );
    const problems = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    for (const problem of new Set(problems)) parts.onProblem(problem);
    return results.map((result) => result.status === 'fulfilled');
  }

  return {
    start() {
      running = true;
      abort = new AbortController();
      loop = run();
    },
    async stop() {
      running = false;
      abort.abort();
      await loop;
    },
  };
}

function personOf(update: TelegramUpdate): number | undefined {
  return (update.message ?? update.callback_query ?? update.my_chat_member)?.from.id;
}

/** Behind the last update before the first that is not stored. */
function nextOffset(updates: readonly TelegramUpdate[], stored: readonly boolean[]): number | undefined {
  const failed = stored.indexOf(false);
  const done = failed === -1 ? updates : updates.slice(0, failed);
  const last = done.at(-1);
  return last && last.update_id + 1;
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}

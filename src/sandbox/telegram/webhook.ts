/** Delivery to the bot's webhook: queues, retries and Retry-After as the telegram-bot-api server does them. */
import type { Pending, Updates } from './updates.ts';

const LONGEST_WAIT = 60_000;
const LONGEST_RETRY_AFTER = 3_600_000;

export interface Hook {
  url: string;
  secret: string | undefined;
  maxConnections: number;
}

export interface Webhook {
  set(hook: Hook | undefined): void;
  hook(): Hook | undefined;
  lastError(): { at: number; message: string } | undefined;
  /** Ends what is under way, leaves no timer. */
  close(): Promise<void>;
}

export interface WebhookOptions {
  updates: Updates;
  now: () => number;
  /** Every wait between tries is multiplied by this: tests use a small one. */
  retryScale: number;
  /** How long the bot may take to answer an update, ms. */
  answerTimeout: number;
  /** The answer of a webhook may be one method call. */
  onReply: (method: string, values: Record<string, unknown>) => Promise<void>;
}

interface Lane {
  busy: boolean;
  failures: number;
  timer: NodeJS.Timeout | undefined;
}

export function createWebhook(options: WebhookOptions): Webhook {
  const { updates, now, retryScale } = options;
  let hook: Hook | undefined;
  let failed: { at: number; message: string } | undefined;
  let lanes = new Map<string, Lane>();
  let stop = new AbortController();
  const running = new Set<Promise<void>>();

  function pump(): void {
    if (!hook) return;
    const seen = new Set<string>();
    for (const entry of updates.pending()) {
      if (seen.has(entry.queue)) continue;
      seen.add(entry.queue);
      if (running.size >= hook.maxConnections) return;
      const lane = lanes.get(entry.queue) ?? { busy: false, failures: 0, timer: undefined };
      lanes.set(entry.queue, lane);
      if (lane.busy || lane.timer) continue;
      start(hook, entry, lane);
    }
  }

  function start(to: Hook, entry: Pending, lane: Lane): void {
    const signal = stop.signal;
    lane.busy = true;
    const work = deliver(to, entry, signal).then((outcome) => {
      running.delete(work);
      lane.busy = false;
      if (signal.aborted) return;
      if (outcome.ok) {
        updates.remove(entry.update.update_id);
        lanes.delete(entry.queue);
      } else {
        failed = { at: now(), message: outcome.why };
        lane.failures += 1;
        lane.timer = setTimeout(
          () => {
            lane.timer = undefined;
            pump();
          },
          waitFor(lane.failures, outcome.retryAfterMs) * retryScale,
        );
      }
      pump();
    });
    running.add(work);
  }

  async function deliver(to: Hook, entry: Pending, signal: AbortSignal): Promise<Outcome> {
    const timeout = AbortSignal.timeout(options.answerTimeout);
    try {
      const answer = await fetch(to.url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          ...(to.secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': to.secret }),
        },
        body: JSON.stringify(entry.update),
        signal: AbortSignal.any([signal, timeout]),
      });
      const body = await answer.text();
      if (!answer.ok) return refused(answer);
      await reply(body);
      return { ok: true };
    } catch {
      return { ok: false, why: timeout.aborted ? 'Read timeout expired' : 'Connection refused' };
    }
  }

  async function reply(body: string): Promise<void> {
    try {
      const { method, ...values } = JSON.parse(body) as Record<string, unknown>;
      if (typeof method === 'string') await options.onReply(method, values);
    } catch {
      // The platform never tells the bot what became of a call in its answer.
    }
  }

  async function halt(): Promise<void> {
    stop.abort();
    for (const lane of lanes.values()) clearTimeout(lane.timer);
    lanes = new Map();
    const ending = [...running];
    running.clear();
    await Promise.allSettled(ending);
  }

  updates.onAdd(pump);
  return {
    set(next) {
      void halt();
      stop = new AbortController();
      hook = next;
      failed = undefined;
      pump();
    },
    hook: () => hook,
    lastError: () => failed,
    async close() {
      hook = undefined;
      await halt();
    },
  };
}

type Outcome = { ok: true } | { ok: false; why: string; retryAfterMs?: number };

function refused(answer: Response): Outcome {
  const seconds = Number(answer.headers.get('retry-after') ?? NaN);
  const why = `Wrong response from the webhook: ${answer.status} ${answer.statusText}`;
  if (!(seconds > 0)) return { ok: false, why };
  return { ok: false, why, retryAfterMs: Math.min(seconds * 1000, LONGEST_RETRY_AFTER) };
}

/** The first retry at once, then 2, 4, 8 s … up to a minute. */
function waitFor(failures: number, retryAfterMs: number | undefined): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  return failures === 1 ? 0 : Math.min(1000 * 2 ** (failures - 1), LONGEST_WAIT);
}

/** Delivery to the bot's webhook: queues, retries and Retry-After as the telegram-bot-api server does them. */
import { deliver, type Outcome } from './delivery.ts';
import type { Pending, Updates } from './updates.ts';

const LONGEST_WAIT = 60_000;

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

/** One queue of updates: one delivery at a time, and none while it waits after a failure. */
interface Lane {
  failures: number;
  timer?: NodeJS.Timeout | undefined;
  running?: { work: Promise<void>; ending: AbortController } | undefined;
  /** The webhook was changed: what comes back now counts for nothing. */
  halted: boolean;
}

/** Delivers what is pending as long as a hook is set. */
export function createWebhook(options: WebhookOptions): Webhook {
  const { updates, now, retryScale } = options;
  let hook: Hook | undefined;
  let failed: { at: number; message: string } | undefined;
  let lanes = new Map<string, Lane>();

  function pump(): void {
    if (!hook) return;
    let free = hook.maxConnections - [...lanes.values()].filter((lane) => lane.running).length;
    const seen = new Set<string>();
    for (const entry of updates.pending()) {
      if (free <= 0) return;
      if (seen.has(entry.queue)) continue;
      seen.add(entry.queue);
      const lane = lanes.get(entry.queue) ?? { failures: 0, halted: false };
      lanes.set(entry.queue, lane);
      if (lane.running || lane.timer) continue;
      start(hook, entry, lane);
      free -= 1;
    }
  }

  function start(to: Hook, entry: Pending, lane: Lane): void {
    const ending = new AbortController();
    const work = deliver(to, entry.update, options.answerTimeout, ending).then(async (outcome) => {
      if (outcome.ok && !lane.halted) await reply(outcome.body);
      lane.running = undefined;
      if (!lane.halted) settle(entry, lane, outcome);
    });
    lane.running = { work, ending };
  }

  function settle(entry: Pending, lane: Lane, outcome: Outcome): void {
    if (outcome.ok) {
      updates.remove(entry.update.update_id);
      lanes.delete(entry.queue);
    } else {
      failed = { at: now(), message: outcome.why };
      lane.failures += 1;
      const wait = waitFor(lane.failures, outcome.retryAfterMs) * retryScale;
      lane.timer = setTimeout(() => {
        lane.timer = undefined;
        pump();
      }, wait);
    }
    pump();
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
    const halted = [...lanes.values()];
    lanes = new Map();
    for (const lane of halted) {
      lane.halted = true;
      clearTimeout(lane.timer);
      lane.running?.ending.abort();
    }
    await Promise.all(halted.map((lane) => lane.running?.work));
  }

  updates.onAdd(pump);
  return {
    set(next) {
      void halt();
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

/** The first retry at once, then 2, 4, 8 s … up to a minute. */
function waitFor(failures: number, retryAfterMs: number | undefined): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  return failures === 1 ? 0 : Math.min(1000 * 2 ** (failures - 1), LONGEST_WAIT);
}

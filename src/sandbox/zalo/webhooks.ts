import type { ZaloEvent } from './events.ts';
import type { ZaloSettings } from './options.ts';
import { createKnock, type Outcome } from './knock.ts';
import { rawBody } from './sign.ts';
import type { Timers } from './timers.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** Waits before the five retries (Zalo OA webhook docs), ms. */
const LADDER = [30 * SECOND, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE];
/** How long an event waits for a second one to overtake it, ms. */
const PAIR_WAIT = 100;

/** One attempt to hand over one webhook. */
export interface Delivery {
  at: number;
  event: string;
  raw: string;
  /** 0 is the first attempt. */
  retry: number;
  outcome: Outcome;
}

export interface Webhooks {
  url: string | undefined;
  /** False after the ladder is exhausted. */
  readonly subscribed: boolean;
  /** Sends an event; those of one lane (a person) keep their order at the first attempt. */
  emit(event: ZaloEvent, lane: string, headers?: Record<string, string>): void;
  /** Sends these exact bytes once; `mac` overrides the signature, `null` leaves the header out. */
  post(raw: string, mac?: string | null): Promise<Outcome>;
  /** Runs every waiting retry now. */
  hurry(): void;
  /** The clock was moved: what is due by now runs, the rest waits for what is left. */
  clockMoved(): void;
  /** Resolves when nothing is queued or under way; retries that wait are not waited for. */
  idle(): Promise<void>;
  deliveries(): readonly Delivery[];
  setUrl(url: string | undefined): void;
  close(): void;
}

interface Job {
  name: string;
  raw: string;
  lane: string;
  headers: Record<string, string>;
}

/** The platform's webhook sender: signed, two seconds, five retries, then it gives up on the app. */
export function createWebhooks(deps: {
  appId: string;
  oaSecret: string;
  settings: ZaloSettings;
  now: () => number;
  timers: Timers;
}): Webhooks {
  const { settings, timers } = deps;
  const knock = createKnock(deps);
  const lanes = new Map<string, Promise<void>>();
  const retries = new Map<Job, { due: number; cancel: () => void; run: () => void }>();
  const log: Delivery[] = [];
  const waiting: (() => void)[] = [];
  let url: string | undefined;
  let subscribed = true;
  let busy = 0;
  let held: { job: Job; cancel: () => void } | undefined;

  const begin = () => void busy++;
  const end = () => {
    if (--busy === 0) for (const wake of waiting.splice(0)) wake();
  };

  async function attempt(job: Job, retry: number): Promise<void> {
    if (url === undefined || !subscribed) return;
    if (settings.webhookDelay > 0) await timers.sleep(settings.webhookDelay);
    const outcome = await knock.send(url, job.raw, { retry, headers: job.headers });
    log.push({ at: deps.now(), event: job.name, raw: job.raw, retry, outcome });
    if (outcome === 200 || outcome === 'closed') return;
    if (typeof outcome === 'number' && !settings.retryOnStatus) return;
    const wait = LADDER[retry];
    if (wait === undefined) subscribed = !settings.unsubscribes;
    else planRetry(job, retry + 1, wait * settings.retryScale);
  }

  function planRetry(job: Job, retry: number, wait: number): void {
    const soon = wait === 0;
    if (soon) begin();
    const run = () => {
      retries.delete(job);
      if (!soon) begin();
      void attempt(job, retry).finally(end);
    };
    retries.set(job, { due: deps.now() + wait, cancel: timers.after(wait, run), run });
  }

  function queue(job: Job): void {
    begin();
    const before = settings.parallel ? undefined : lanes.get(job.lane);
    const turn = (before ?? Promise.resolve()).then(async () => {
      await attempt(job, 0);
      if (settings.duplicate) await attempt({ ...job }, 0);
    });
    lanes.set(job.lane, turn);
    void turn.finally(() => {
      if (lanes.get(job.lane) === turn) lanes.delete(job.lane);
      end();
    });
  }

  function letGo(): void {
    if (!held) return;
    const { job, cancel } = held;
    held = undefined;
    cancel();
    queue(job);
    end();
  }

  return {
    get url() {
      return url;
    },
    get subscribed() {
      return subscribed;
    },
    emit(event, lane, headers = {}) {
      if (url === undefined || !subscribed) return;
      const raw = rawBody(event, settings.escapeSlashes);
      const job: Job = { name: event.event_name, raw, lane, headers };
      if (held) {
        queue(job);
        letGo();
      } else if (settings.reorder) {
        begin();
        held = { job, cancel: timers.after(PAIR_WAIT, letGo) };
      } else queue(job);
    },
    post: (raw, mac) =>
      url === undefined ? Promise.resolve('failed') : knock.send(url, raw, { mac, retry: 0 }),
    hurry() {
      for (const { cancel, run } of [...retries.values()]) {
        cancel();
        run();
      }
    },
    clockMoved() {
      for (const waiting of [...retries.values()]) {
        const left = waiting.due - deps.now();
        waiting.cancel();
        if (left <= 0) waiting.run();
        else waiting.cancel = timers.after(left, waiting.run);
      }
    },
    idle: () => (busy === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    deliveries: () => [...log],
    setUrl(next) {
      url = next;
      subscribed = true;
    },
    close() {
      url = undefined;
      for (const { cancel } of retries.values()) cancel();
      knock.close();
      for (const wake of waiting.splice(0)) wake();
    },
  };
}

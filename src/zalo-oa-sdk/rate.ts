/**
 * One limit an OA: never more calls in any 60 s than the package allows (100 on Growth), replies before bulk.
 * Source: Zalo OA docs, "Rate limits"; the headers X-RateLimit-Limit and X-RateLimit-Remain.
 */
import { ZaloApiError } from './errors.ts';
import { MINUTE, takePlaces, type RateState, type RateStore } from './rate-store.ts';

/** From first to last: an answer to a person, a hand-over to a colleague, upkeep, a broadcast. */
export const priorities = ['reply', 'handoff', 'upkeep', 'bulk'] as const;
export type Priority = (typeof priorities)[number];

/** What part of the minute each may fill: a broadcast never eats the places of replies. */
const SHARE: Record<Priority, number> = { reply: 1, handoff: 1, upkeep: 0.9, bulk: 0.7 };

export interface RateOptions {
  /** Calls in any 60 s. */
  rpm: number;
  store: RateStore;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  /** 0 to 1: spreads the processes after a block. */
  random: () => number;
  /** Longest wait in the queue; a call that would wait longer fails at once as `rate`. */
  maxWaitMs: number;
}

export interface Rate {
  /** Resolves when the call may go. Throws ZaloApiError `rate` with `retryAfterMs`. */
  take(priority: Priority, endpoint: string): Promise<void>;
  /** Zalo said -32 or 429: everybody waits for the next minute. Gives the wait in milliseconds. */
  block(): Promise<number>;
  /** Learns from the headers of an answer. */
  learn(headers: Headers): Promise<void>;
}

interface Waiting {
  go: () => void;
  fail: (error: unknown) => void;
  endpoint: string;
  since: number;
}

export function createRate(options: RateOptions): Rate {
  const { store, now, sleep } = options;
  const lanes: Record<Priority, Waiting[]> = { reply: [], handoff: [], upkeep: [], bulk: [] };
  let limit = options.rpm;
  let blockedHere = 0;
  let pumping = false;

  function take(priority: Priority, endpoint: string): Promise<void> {
    return new Promise((go, fail) => {
      lanes[priority].push({ go, fail, endpoint, since: now() });
      if (!pumping) void pump();
    });
  }

  async function pump(): Promise<void> {
    pumping = true;
    try {
      for (let first = head(); first; first = head()) {
        const most = Math.max(1, Math.floor(limit * SHARE[first]));
        const wanted = lanes[first].length;
        const { taken, wait } = await store.update((state) =>
          takePlaces(heeding(state), { limit: most, wanted, now: now() }),
        );
        // While the store was asked, somebody more urgent may have come: the place is theirs.
        for (let i = 0; i < taken; i++) lanes[head() ?? first].shift()?.go();
        if (taken === 0 && !refuseLate(wait)) await sleep(Math.min(wait, 1000));
      }
    } catch (error) {
      for (const lane of Object.values(lanes)) for (const waiting of lane.splice(0)) waiting.fail(error);
    } finally {
      pumping = false;
    }
  }

  const heeding = (state: RateState): RateState => ({
    ...state,
    blockedUntil: Math.max(state.blockedUntil, blockedHere),
  });

  function head(): Priority | undefined {
    return priorities.find((priority) => lanes[priority].length > 0);
  }

  function refuseLate(wait: number): boolean {
    let refused = false;
    for (const lane of Object.values(lanes)) {
      for (const waiting of [...lane]) {
        if (now() - waiting.since + wait <= options.maxWaitMs) continue;
        lane.splice(lane.indexOf(waiting), 1);
        waiting.fail(tooLong(waiting.endpoint, wait));
        refused = true;
      }
    }
    return refused;
  }

  async function block(): Promise<number> {
    const at = now();
    const until = (Math.floor(at / MINUTE) + 1) * MINUTE + Math.floor(options.random() * 1000);
    blockedHere = Math.max(until, blockedHere);
    // Zalo has answered by now: a store that fails must not make another answer of it. This process keeps to it anyway.
    await store
      .update((state) => ({
        state: { ...state, blockedUntil: Math.max(until, state.blockedUntil) },
        result: undefined,
      }))
      .catch(() => undefined);
    return until - at;
  }

  async function learn(headers: Headers): Promise<void> {
    const told = whole(headers.get('x-ratelimit-limit'));
    // Only ever downwards: the setting is what the operator paid for.
    if (told !== undefined && told > 0) limit = Math.min(options.rpm, told);
    if (whole(headers.get('x-ratelimit-remain')) === 0) await block();
  }

  return { take, block, learn };
}

function whole(text: string | null): number | undefined {
  return text !== null && /^\d{1,9}$/.test(text.trim()) ? Number(text) : undefined;
}

function tooLong(endpoint: string, wait: number): ZaloApiError {
  const remedy = 'Try again after the time given.';
  return new ZaloApiError({ class: 'rate', reason: 'waited too long', endpoint, remedy, retryAfterMs: wait });
}

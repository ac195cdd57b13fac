/** The port by which several processes share one rate limit, and the pure arithmetic of it. */

export interface RateState {
  /** Calls of the last minute, oldest first: so many at that time, milliseconds since 1970. */
  calls: readonly (readonly [at: number, calls: number])[];
  /** Nothing is sent before this moment. */
  blockedUntil: number;
}

export interface RateStore {
  /** Reads, changes and writes as one: no other process in between. */
  update<T>(change: (state: RateState) => { state: RateState; result: T }): Promise<T>;
}

export const MINUTE = 60_000;

/** Calls within so many milliseconds are counted as one entry, under the time of the last: a state stays small, whatever the limit. */
const TOGETHER = 250;

/** What became of asking for places: how many are taken, and how long until there may be another, milliseconds. */
export interface Places {
  taken: number;
  wait: number;
}

/** Takes up to `wanted` places of `limit` in any 60 s: many at once, so that a store is asked seldom. */
export function takePlaces(
  state: RateState,
  { limit, wanted, now }: { limit: number; wanted: number; now: number },
): { state: RateState; result: Places } {
  const calls = state.calls.filter(([at]) => at > now - MINUTE);
  if (now < state.blockedUntil) {
    return { state: { ...state, calls }, result: { taken: 0, wait: state.blockedUntil - now } };
  }
  const made = calls.reduce((sum, [, count]) => sum + count, 0);
  const taken = Math.max(0, Math.min(wanted, limit - made));
  const wait = taken > 0 ? 0 : waitFor(calls, made - limit + 1, now);
  return { state: { ...state, calls: added(calls, taken, now) }, result: { taken, wait } };
}

/** Until so many calls have left the minute. */
function waitFor(calls: RateState['calls'], leaving: number, now: number): number {
  let left = 0;
  const last = calls.find(([, count]) => (left += count) >= leaving);
  return Math.max(1, (last?.[0] ?? now) + MINUTE - now);
}

function added(calls: RateState['calls'], taken: number, now: number): RateState['calls'] {
  if (taken === 0) return calls;
  const last = calls.at(-1);
  const joins = last && now >= last[0] && Math.floor(last[0] / TOGETHER) === Math.floor(now / TOGETHER);
  return joins ? [...calls.slice(0, -1), [now, last[1] + taken]] : [...calls, [now, taken]];
}

/** For one process. */
export function memoryRateStore(): RateStore {
  let state: RateState = { calls: [], blockedUntil: 0 };
  return {
    update(change) {
      const { state: next, result } = change(state);
      state = next;
      return Promise.resolve(result);
    },
  };
}

/** The port by which several processes share one rate limit, and the pure arithmetic of it. */

export interface RateState {
  /** Milliseconds since 1970 of the calls of the last minute, oldest first. */
  calls: readonly number[];
  /** Nothing is sent before this moment. */
  blockedUntil: number;
}

export interface RateStore {
  /** Reads, changes and writes as one: no other process in between. */
  update<T>(change: (state: RateState) => { state: RateState; result: T }): Promise<T>;
}

export const MINUTE = 60_000;

/** Takes one place if fewer than `limit` calls fall in the last 60 s. Result: milliseconds to wait, 0 when taken. */
export function takePlace(
  state: RateState,
  limit: number,
  now: number,
): { state: RateState; result: number } {
  const calls = state.calls.filter((at) => at > now - MINUTE);
  if (now < state.blockedUntil) return { state: { ...state, calls }, result: state.blockedUntil - now };
  if (calls.length < limit) return { state: { ...state, calls: [...calls, now] }, result: 0 };
  const leaver = calls[calls.length - limit] ?? now;
  return { state: { ...state, calls }, result: Math.max(1, leaver + MINUTE - now) };
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

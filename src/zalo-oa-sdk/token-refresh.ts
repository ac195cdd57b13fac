/** The spending of a refresh token, under the lock: every end that it can have, and what is stored then. */
import { grantIsLost } from './codes-oauth.ts';
import { ZaloApiError } from './errors.ts';
import type { Log } from './log.ts';
import { refreshTokens, type OAuthApp, type TokenPair } from './oauth.ts';
import { isFresh, nextState, reauthRequired, seedOf } from './token-state.ts';
import type { TokenState, TokenStore } from './token-store.ts';

const SAVE_TRIES = 3;
/** After a wrong setting nobody is asked again for this long. */
const CONFIG_PAUSE_MS = 30_000;

interface SpenderOptions {
  app: OAuthApp;
  store: TokenStore;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  log: Log;
  firstRefreshToken?: string;
  read: () => Promise<TokenState | undefined>;
}

type Candidate = { token: string; seed: string | undefined };

/** Gives a newer state than generation `observed`. Must run under the store's lock. */
export function createSpender(options: SpenderOptions): (observed: number) => Promise<TokenState> {
  const { app, store, now, sleep, log, read } = options;
  let unsaved: { state: TokenState; expected: number } | undefined;
  let paused: { until: number; error: ZaloApiError } | undefined;

  return async function spend(observed) {
    // A pair that Zalo gave and the store could not take: it must not be lost.
    if (unsaved) return await save(unsaved.state, unsaved.expected);
    const stored = await read();
    const moved = stored !== undefined && stored.generation > observed;
    if (moved && stored.status === 'ok' && isFresh(stored, now())) return stored;
    if (paused && now() < paused.until) throw paused.error;
    try {
      for (const candidate of candidatesOf(stored, options.firstRefreshToken)) {
        const state = await tryOne(candidate, stored);
        if (state) return state;
      }
    } catch (error) {
      if (error instanceof ZaloApiError && (error.class === 'config' || error.class === 'protocol')) {
        paused = { until: now() + CONFIG_PAUSE_MS, error };
      }
      throw error;
    }
    return await giveUp(stored);
  };

  /** Undefined: this refresh token is dead. */
  async function tryOne(
    candidate: Candidate,
    stored: TokenState | undefined,
  ): Promise<TokenState | undefined> {
    for (let tries = 0; ; tries++) {
      try {
        const pair = await refreshTokens(app, candidate.token);
        return await keep(pair, candidate, stored);
      } catch (error) {
        if (!(error instanceof ZaloApiError)) throw error;
        log('warn', 'zalo.token.refresh', { code: error.code, reason: error.reason });
        const lost = grantIsLost(error.code);
        const unclear = error.class === 'unknown_outcome';
        if (!lost && !unclear) throw error;
        const other = await read();
        if (other && other.generation > (stored?.generation ?? 0) && other.status === 'ok') return other;
        if (lost) return undefined;
        // The answer was lost: if Zalo never saw the request the old token still works, and only then.
        if (tries > 0) throw unclearRefresh(error.reason);
      }
    }
  }

  function keep(pair: TokenPair, candidate: Candidate, stored: TokenState | undefined): Promise<TokenState> {
    log('info', 'zalo.token.refreshed', { generation: (stored?.generation ?? 0) + 1 });
    return save(nextState(stored, pair, candidate.seed, now()), stored?.generation ?? 0);
  }

  async function save(state: TokenState, expected: number): Promise<TokenState> {
    for (let tries = 1; ; tries++) {
      try {
        if (await store.save(state, expected)) break;
        const other = await read();
        // Fenced out. A working pair of another process wins; a mere "lost" note of theirs does not.
        if (other?.status === 'ok') return done(other);
        expected = other?.generation ?? 0;
        state = { ...state, generation: expected + 1 };
      } catch {
        if (tries >= SAVE_TRIES) {
          unsaved = { state, expected };
          throw notStored();
        }
        await sleep(100 * 2 ** tries);
      }
    }
    return done(state);
  }

  function done(state: TokenState): TokenState {
    unsaved = undefined;
    paused = undefined;
    return state;
  }

  async function giveUp(stored: TokenState | undefined): Promise<never> {
    const seed = options.firstRefreshToken === undefined ? stored?.seed : seedOf(options.firstRefreshToken);
    const base = stored ?? {
      accessToken: '',
      refreshToken: '',
      accessExpiresAt: 0,
      refreshObtainedAt: now(),
      generation: 0,
    };
    const generation = base.generation + 1;
    const lost: TokenState = {
      ...base,
      generation,
      status: 'reauth_required',
      ...(seed !== undefined && { seed }),
    };
    // The seed is stored too, so that a dead token given by hand is tried once, not at every call.
    if (stored?.status !== 'reauth_required' || stored.seed !== seed) await store.save(lost, base.generation);
    await read();
    throw reauthRequired();
  }
}

function candidatesOf(stored: TokenState | undefined, first: string | undefined): Candidate[] {
  const list: Candidate[] = [];
  if (stored?.status === 'ok' && stored.refreshToken)
    list.push({ token: stored.refreshToken, seed: stored.seed });
  if (first) {
    const seed = seedOf(first);
    if (stored?.seed !== seed) list.push({ token: first, seed });
  }
  return list;
}

// `transient`, for the message that waited for this token was not sent.
function unclearRefresh(reason: string): ZaloApiError {
  const remedy = 'Try again later; if the old token was spent, the next try says reauth_required.';
  return new ZaloApiError({ class: 'transient', reason, endpoint: 'POST /v4/oa/access_token', remedy });
}

function notStored(): ZaloApiError {
  return new ZaloApiError({
    class: 'transient',
    reason: 'the token store did not take the new pair',
    endpoint: 'POST /v4/oa/access_token',
    remedy:
      'Repair the store before this process ends: the pair is kept in memory and stored at the next call.',
  });
}

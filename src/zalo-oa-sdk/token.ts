/**
 * The token manager. A refresh token works once, so: one refresh at a time in the process and, by a lock, across processes;
 * the new pair is stored before anybody uses it; nothing but a whole pair is ever stored. Source: Zalo OA docs, "OAuth v4".
 */
import { ZaloApiError } from './errors.ts';
import type { Log } from './log.ts';
import type { OAuthApp, TokenPair } from './oauth.ts';
import { createSpender } from './token-refresh.ts';
import {
  healthOf,
  isAlive,
  isFresh,
  nextState,
  reauthRequired,
  seedOf,
  type TokenHealth,
} from './token-state.ts';
import type { TokenLock, TokenState, TokenStore } from './token-store.ts';

export interface TokenOptions {
  app: OAuthApp;
  store: TokenStore;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  log: Log;
  /** Used once, when the store is empty or the grant is lost and this one is new. */
  firstRefreshToken?: string;
  /** Called when the state changes: tell the operator. */
  onStatus?: (health: TokenHealth) => void;
}

export interface Tokens {
  /** An access token that should work. Throws ZaloApiError `auth` when a person must grant again. */
  get(): Promise<string>;
  /** After the API refused `token`: another worker's newer one if there is one, else one refresh. */
  renew(token: string): Promise<string>;
  /** Tells that the API took this token. */
  accepted(token: string): void;
  /** To be called daily, even when nobody writes: the three months then never run out. */
  keepAlive(): Promise<TokenHealth>;
  /** Stores a pair that a person brought: from `exchangeCode` or the API Explorer. Without `accessToken`, refreshes at the next call. */
  adopt(pair: { refreshToken: string; accessToken?: string; lifeMs?: number }): Promise<void>;
  health(): TokenHealth;
}

const POLL_MS = 250;
const UNPROVEN_MS = 60_000;
const ALARM_DAYS = 20;

/** The tokens of one grant (app and OA). The client makes its own; alone it serves whoever calls Zalo in another way. */
export function createTokens(options: TokenOptions): Tokens {
  const { store, now, sleep, log } = options;
  // One spend is at most two requests and the saves; the lock must outlive them.
  const lockMs = options.app.http.timeoutMs * 4;
  const spend = createSpender({ ...options, read });
  let cached: TokenState | undefined;
  let flight: Promise<TokenState> | undefined;
  let unproven: { token: string; at: number } | undefined;

  function note(state: TokenState): TokenState {
    const before = cached?.status ?? 'ok';
    cached = state;
    if (before !== state.status) {
      log(state.status === 'ok' ? 'info' : 'error', 'zalo.token.status', { status: state.status });
      options.onStatus?.(healthOf(state, now()));
    }
    return state;
  }

  async function read(): Promise<TokenState | undefined> {
    const stored = await store.load();
    return stored && note(stored);
  }

  function refresh(observed: number): Promise<TokenState> {
    flight ??= underLock(observed).finally(() => (flight = undefined));
    return flight;
  }

  async function underLock(observed: number): Promise<TokenState> {
    for (let tries = 0; tries <= (2 * lockMs) / POLL_MS; tries++) {
      const lock = await store.lock(lockMs);
      if (lock) return await held(lock, () => spend(observed).then(note));
      await sleep(POLL_MS);
      const stored = await read();
      if (stored && stored.generation > observed) {
        if (stored.status === 'reauth_required') throw reauthRequired();
        return stored;
      }
    }
    throw busy();
  }

  async function get(): Promise<string> {
    if (cached && isFresh(cached, now())) return cached.accessToken;
    const stored = await read();
    if (stored && isFresh(stored, now())) return stored.accessToken;
    const alive = stored !== undefined && isAlive(stored, now());
    if (alive && stored.status === 'reauth_required') return stored.accessToken;
    try {
      return (await refresh(stored?.generation ?? 0)).accessToken;
    } catch (error) {
      if (!alive) throw error;
      log('warn', 'zalo.token.refresh_failed', {
        reason: error instanceof ZaloApiError ? error.reason : 'token store',
      });
      return stored.accessToken;
    }
  }

  async function renew(token: string): Promise<string> {
    // A token that a refresh has just brought and the API still refuses: another refresh would not help.
    if (token === unproven?.token && now() < unproven.at + UNPROVEN_MS) throw stillRefused();
    const stored = await read();
    if (stored && stored.accessToken !== token && isAlive(stored, now())) return stored.accessToken;
    const state = await refresh(stored?.generation ?? 0);
    unproven = { token: state.accessToken, at: now() };
    return state.accessToken;
  }

  async function adopt(pair: { refreshToken: string; accessToken?: string; lifeMs?: number }): Promise<void> {
    const whole: TokenPair = {
      accessToken: pair.accessToken ?? '',
      refreshToken: pair.refreshToken,
      lifeMs: pair.accessToken ? (pair.lifeMs ?? 0) : 0,
    };
    for (let tries = 0; tries < 5; tries++) {
      const before = await store.load();
      const state = nextState(before, whole, seedOf(pair.refreshToken), now());
      if (await store.save(state, before?.generation ?? 0)) return void note(state);
    }
    throw busy();
  }

  async function keepAlive(): Promise<TokenHealth> {
    await get();
    const health = healthOf(cached, now());
    if ((health.refreshDaysLeft ?? 0) <= ALARM_DAYS)
      log('error', 'zalo.token.dying', { days: health.refreshDaysLeft });
    return health;
  }

  return {
    get,
    renew,
    accepted(token) {
      if (token === unproven?.token) unproven = undefined;
    },
    keepAlive,
    adopt,
    health: () => healthOf(cached, now()),
  };
}

async function held<T>(lock: TokenLock, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    // A lock that cannot be released ends by itself; what was done stays done.
    await lock.release().catch(() => undefined);
  }
}

function busy(): ZaloApiError {
  const remedy = 'Another process holds the token lock; try again later.';
  return new ZaloApiError({
    class: 'transient',
    reason: 'token lock',
    endpoint: 'POST /v4/oa/access_token',
    remedy,
  });
}

function stillRefused(): ZaloApiError {
  const remedy = 'The token is new and yet refused: check that app and OA are active and the grant stands.';
  return new ZaloApiError({
    class: 'auth',
    reason: 'new token refused',
    endpoint: 'POST /v4/oa/access_token',
    remedy,
  });
}

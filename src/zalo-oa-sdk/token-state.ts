/** Small questions about a stored pair of tokens. */
import { createHash } from 'node:crypto';
import { ZaloApiError } from './errors.ts';
import type { TokenPair } from './oauth.ts';
import type { TokenState } from './token-store.ts';

const DAY = 86_400_000;
/** Zalo: three months from issue; counted as 90 days. */
const REFRESH_LIFE_DAYS = 90;
/** Renew after four fifths of the life (20 of 25 hours), so that a call seldom meets a dead token. */
const FRESH_SHARE = 0.8;
const LAST_MINUTE = 60_000;

export interface TokenHealth {
  /** `unknown` until the first call. `reauth_required`: a person must open the permission URL. */
  status: 'unknown' | 'ok' | 'reauth_required';
  /** Milliseconds since 1970. */
  accessExpiresAt?: number;
  /** Whole days until an idle refresh token dies; alarm at 20. */
  refreshDaysLeft?: number;
  generation?: number;
}

export function isFresh(state: TokenState, now: number): boolean {
  if (state.status !== 'ok' || state.accessToken === '') return false;
  const life = state.accessExpiresAt - state.refreshObtainedAt;
  return now < state.refreshObtainedAt + life * FRESH_SHARE;
}

/** Not fresh any more, perhaps, but not dead. */
export function isAlive(state: TokenState, now: number): boolean {
  return state.accessToken !== '' && now < state.accessExpiresAt - LAST_MINUTE;
}

export function nextState(
  before: TokenState | undefined,
  pair: TokenPair,
  seed: string | undefined,
  now: number,
): TokenState {
  return {
    accessToken: pair.accessToken,
    refreshToken: pair.refreshToken,
    accessExpiresAt: now + pair.lifeMs,
    refreshObtainedAt: now,
    generation: (before?.generation ?? 0) + 1,
    status: 'ok',
    ...(seed !== undefined && { seed }),
    ...(before && { previousRefreshToken: before.refreshToken }),
  };
}

export function healthOf(state: TokenState | undefined, now: number): TokenHealth {
  if (!state) return { status: 'unknown' };
  const days = Math.floor(REFRESH_LIFE_DAYS - (now - state.refreshObtainedAt) / DAY);
  return {
    status: state.status,
    accessExpiresAt: state.accessExpiresAt,
    refreshDaysLeft: state.status === 'ok' ? Math.max(0, days) : 0,
    generation: state.generation,
  };
}

export function seedOf(refreshToken: string): string {
  return createHash('sha256').update(refreshToken).digest('hex');
}

export function reauthRequired(): ZaloApiError {
  return new ZaloApiError({
    class: 'auth',
    reason: 'reauth_required',
    endpoint: 'POST /v4/oa/access_token',
    remedy: 'An administrator of the OA must open the permission URL and grant the app again.',
  });
}

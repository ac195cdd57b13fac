import type { Ids } from './ids.ts';

const ACCESS_LIFE_S = 90_000;
const REFRESH_LIFE = 90 * 86_400_000;

export interface TokenPair {
  access_token: string;
  refresh_token: string;
  /** Seconds, as text: the platform's own way. */
  expires_in: string;
}

/** What becomes of a token that is presented. */
export type TokenState = 'good' | 'expired' | 'unknown' | 'spent';

export interface Tokens {
  access(token: string | undefined): TokenState;
  /** Spends the refresh token: it is worth one pair. */
  refresh(token: string): TokenPair | Exclude<TokenState, 'good'>;
  issue(): TokenPair;
  /** The OA takes its grant back: everything dies. */
  revoke(): void;
  /** All that must not be seen in a transcript. */
  secrets(): Iterable<string>;
}

/** The pairs of one grant. `oldTokenDies` is asked at each refresh. */
export function createTokens(
  first: { refresh: string; access?: string | undefined },
  deps: { ids: Ids; now: () => number; oldTokenDies: () => boolean },
): Tokens {
  const { now } = deps;
  const access = new Map<string, number>();
  const refresh = new Map([[first.refresh, { until: now() + REFRESH_LIFE, spent: false }]]);
  const seen = new Set([first.refresh]);
  if (first.access !== undefined) {
    access.set(first.access, now() + ACCESS_LIFE_S * 1000);
    seen.add(first.access);
  }
  function issue(): TokenPair {
    const pair = {
      access_token: deps.ids.secret('access'),
      refresh_token: deps.ids.secret('refresh'),
      expires_in: String(ACCESS_LIFE_S),
    };
    if (deps.oldTokenDies()) access.clear();
    access.set(pair.access_token, now() + ACCESS_LIFE_S * 1000);
    refresh.set(pair.refresh_token, { until: now() + REFRESH_LIFE, spent: false });
    seen.add(pair.access_token).add(pair.refresh_token);
    return pair;
  }
  return {
    access(token) {
      const until = token === undefined ? undefined : access.get(token);
      if (until === undefined) return 'unknown';
      return now() < until ? 'good' : 'expired';
    },
    refresh(token) {
      const known = refresh.get(token);
      if (!known) return 'unknown';
      if (known.spent) return 'spent';
      if (now() >= known.until) return 'expired';
      known.spent = true;
      return issue();
    },
    issue,
    revoke() {
      access.clear();
      refresh.clear();
    },
    secrets: () => seen,
  };
}

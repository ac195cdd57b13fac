/** The port by which tokens outlive the process. The store of the application implements it over what it has. */

export interface TokenState {
  accessToken: string;
  refreshToken: string;
  /** Milliseconds since 1970. */
  accessExpiresAt: number;
  /** Milliseconds since 1970; a refresh token lives about three months from here. */
  refreshObtainedAt: number;
  /** Grows by one with every save: the fence between processes. */
  generation: number;
  /** `reauth_required`: no machine can go on, a person must grant the app again. */
  status: 'ok' | 'reauth_required';
  /** SHA-256 of the first refresh token that was given by hand: a new one by hand is recognised. */
  seed?: string;
  /** The refresh token before this one, spent: for an inquiry after a loss. */
  previousRefreshToken?: string;
}

export interface TokenLock {
  release(): Promise<void>;
}

export interface TokenStore {
  load(): Promise<TokenState | undefined>;
  /**
   * Durable when it resolves. False, and nothing written, unless the stored generation is `expectedGeneration`
   * (0: nothing is stored).
   */
  save(state: TokenState, expectedGeneration: number): Promise<boolean>;
  /** A lock across processes that ends by itself after `ttlMs`; undefined when another holds it. */
  lock(ttlMs: number): Promise<TokenLock | undefined>;
}

/** Keeps tokens in memory: for a first try and for tests. A restart loses the grant. */
export function memoryTokenStore(first?: TokenState, now: () => number = Date.now): TokenStore {
  let state = first;
  let heldUntil = 0;
  let holder = 0;
  return {
    load: () => Promise.resolve(state && { ...state }),
    save(next, expectedGeneration) {
      if ((state?.generation ?? 0) !== expectedGeneration) return Promise.resolve(false);
      state = { ...next };
      return Promise.resolve(true);
    },
    lock(ttlMs) {
      if (now() < heldUntil) return Promise.resolve(undefined);
      heldUntil = now() + ttlMs;
      const mine = ++holder;
      return Promise.resolve({
        release() {
          if (mine === holder) heldUntil = 0;
          return Promise.resolve();
        },
      });
    },
  };
}

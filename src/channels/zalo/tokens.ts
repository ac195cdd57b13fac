/** Zalo's token pair in the bot's own store: durable before it is used, one lock for all processes. */
import type { TokenState, TokenStore } from '../../zalo-oa-sdk/index.ts';

/** The little that is needed of the store: one kept value, changed as one. */
export interface KeptValue {
  read(): Promise<unknown>;
  /** Durable when it resolves. `change` may run again. Returns what it returned. */
  update<T>(change: (value: unknown) => { value?: unknown; answer: T }): Promise<T>;
}

interface Kept {
  state?: TokenState;
  lockedUntil?: number;
  holder?: string;
}

export function createTokenStore(kept: KeptValue, now: () => number, newId: () => string): TokenStore {
  return {
    async load() {
      return ((await kept.read()) as Kept | undefined)?.state;
    },
    save: (state, expectedGeneration) =>
      kept.update((value) => {
        const before = (value ?? {}) as Kept;
        if ((before.state?.generation ?? 0) !== expectedGeneration) return { answer: false };
        return { value: { ...before, state }, answer: true };
      }),
    async lock(ttlMs) {
      const holder = newId();
      const taken = await kept.update((value) => {
        const before = (value ?? {}) as Kept;
        if (before.lockedUntil !== undefined && before.lockedUntil > now()) return { answer: false };
        return { value: { ...before, lockedUntil: now() + ttlMs, holder }, answer: true };
      });
      if (!taken) return undefined;
      return {
        release: () =>
          kept.update((value) => {
            const before = (value ?? {}) as Kept;
            if (before.holder !== holder) return { answer: undefined };
            const { lockedUntil: _, holder: __, ...rest } = before;
            return { value: rest, answer: undefined };
          }),
      };
    },
  };
}

/** The OA's calls of the last minute in the bot's own store: one count for all processes, and over restarts. */
import { ZaloApiError } from '../../zalo-oa-sdk/index.ts';
import type { RateState, RateStore } from '../../zalo-oa-sdk/index.ts';
import type { KeptValue } from './tokens.ts';

const NONE: RateState = { calls: [], blockedUntil: 0 };

/** A store that does not answer lets no call through: that is `transient`, for nothing was done. */
export function createRateStore(kept: KeptValue): RateStore {
  return {
    async update(change) {
      try {
        return await kept.update((value) => {
          const { state, result } = change((value as RateState | undefined) ?? NONE);
          return { value: state, answer: result };
        });
      } catch (error) {
        throw new ZaloApiError({
          class: 'transient',
          reason: `calls could not be counted (${error instanceof Error ? error.name : 'unknown error'})`,
          endpoint: 'the store',
          remedy: 'Look at the store: the call is made when it answers.',
        });
      }
    },
  };
}

/** The Zalo channel of a bot, with its tokens in the store and its alarm when the OA must grant the app again. */
import { randomUUID } from 'node:crypto';
import { tellGrantLost } from './app/grant-lost.ts';
import { keptValue } from './app/kept.ts';
import { errorLine } from './app/log.ts';
import type { Log } from './app/log.ts';
import type { Knowledge } from './app/knowledge.ts';
import { wordingOf } from './app/words.ts';
import { createZalo } from './channels/zalo/index.ts';
import type { Zalo } from './channels/zalo/index.ts';
import { waitingLogin } from './channels/zalo/login.ts';
import { createRateStore } from './channels/zalo/rate.ts';
import { createTokenStore } from './channels/zalo/tokens.ts';
import type { ZaloSettings } from './config.ts';
import type { Store } from './store/store.ts';

/** Where the store keeps them; `npm run zalo:login` writes the same ones. */
export const TOKENS = 'zalo-tokens';
export const LOGIN = 'zalo-login';
const RATE = 'zalo-rate';

export interface ZaloParts {
  settings: ZaloSettings;
  store: Store;
  knowledge: () => Knowledge;
  now: () => number;
  log: Log;
  onUnknown(event: string): void;
}

export function assembleZalo(parts: ZaloParts): Zalo {
  const { settings, store, knowledge, now, log } = parts;
  const words = (id: string) => wordingOf(knowledge(), id).text;

  async function raiseAlarm(generation: number): Promise<void> {
    const { appId, oauthRoot, callbackUrl } = settings;
    const login = keptValue(store, LOGIN, now);
    const page =
      callbackUrl && (await waitingLogin(login, { appId, oauthRoot, redirectUri: callbackUrl })).url;
    await tellGrantLost(store, knowledge(), {
      channel: 'zalo',
      key: String(generation),
      at: now(),
      ...(page ? { url: page } : {}),
    });
  }

  return createZalo({
    ...settings,
    ...(settings.refreshToken ? { firstRefreshToken: settings.refreshToken } : {}),
    tokens: createTokenStore(keptValue(store, TOKENS, now), now, randomUUID),
    rateStore: createRateStore(keptValue(store, RATE, now)),
    now,
    againLabel: () => words('common.again'),
    cannotCarry: (kind) => words(`common.cannot-carry-${kind}`),
    onUnknown: parts.onUnknown,
    onGrant({ status, generation = 0 }) {
      if (status === 'ok') return log.info({}, 'Zalo: the OA has granted the app');
      log.error({}, 'Zalo: the OA must grant the app again: npm run zalo:login (docs/zalo.md, part 8)');
      raiseAlarm(generation).catch((error: unknown) =>
        log.error({ error: errorLine(error) }, 'the administrators could not be told about Zalo'),
      );
    },
    log,
  });
}

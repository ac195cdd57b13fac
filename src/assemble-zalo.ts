/** The Zalo channel of a bot, with its tokens in the store and its alarm when the OA must grant the app again. */
import { randomUUID } from 'node:crypto';
import { tellGrantLost } from './app/grant-lost.ts';
import { keptValue } from './app/kept.ts';
import { errorLine } from './app/log.ts';
import type { Log } from './app/log.ts';
import type { Knowledge } from './app/knowledge.ts';
import type { Gauge } from './app/metrics.ts';
import { wordingOf } from './app/words.ts';
import { createZalo } from './channels/zalo/index.ts';
import type { Zalo } from './channels/zalo/index.ts';
import { waitingLogin } from './channels/zalo/login.ts';
import { createTokenStore } from './channels/zalo/tokens.ts';
import type { ZaloSettings } from './config.ts';
import type { Store } from './store/store.ts';

/** Where the store keeps them; `npm run zalo:login` writes the same ones. */
export const TOKENS = 'zalo-tokens';
export const LOGIN = 'zalo-login';

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

/** For `/metrics`. */
export function zaloGauges(zalo: Zalo): Gauge[] {
  const { status, refreshDaysLeft } = zalo.tokenHealth();
  const ok: Gauge = {
    name: 'satcanh_zalo_token_ok',
    help: '1: the grant of the OA stands; 0: it must be given again',
    value: status === 'reauth_required' ? 0 : 1,
  };
  if (refreshDaysLeft === undefined) return [ok];
  const help = 'Days until an idle refresh token of Zalo dies';
  return [ok, { name: 'satcanh_zalo_refresh_days_left', help, value: refreshDaysLeft }];
}

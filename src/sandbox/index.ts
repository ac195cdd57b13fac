/**
 * The sandbox: a page with phones that talk to the real bot through local stand-ins of Telegram and Zalo. It knows
 * nothing of the bot; what the bot needs to reach the stand-ins is handed out, what the inspector shows is handed in.
 */
import { Hono } from 'hono';
import { createClock, type SandboxClock } from './clock.ts';
import { createControls } from './controls.ts';
import { createFaults } from './faults.ts';
import { createFeed } from './feed.ts';
import { fromThePage, knownHost, safeHeaders, smallBody } from './guard.ts';
import { createPageRoutes } from './page-routes.ts';
import { CAST, type PhoneKey } from './people.ts';
import type { Phone } from './phone.ts';
import { createPhoneRoutes } from './phone-routes.ts';
import { createPhones } from './phones.ts';
import { inventSecrets } from './secrets.ts';
import { createTelegramStandIn, type TelegramStandIn } from './telegram/index.ts';
import { createZaloStandIn, type ZaloStandIn } from './zalo/index.ts';

export type { PhoneKey } from './people.ts';

export interface SandboxOptions {
  /** The real clock, milliseconds since 1970. */
  now: () => number;
  /** What an earlier run on the same store had skipped, ms. */
  ahead?: number;
  /** Never the same text twice, over all runs: secrets and newcomers are made of it. */
  nextId: () => string;
  /** What the bot knows of a person (`telegram:…`, `zalo:…`): `{flow, state, title, data, stack, asked}`; shown as it is. */
  inspect: (personKey: string) => Promise<unknown>;
  /** Host names beside addresses and `localhost` under which the page may be opened. */
  hosts?: readonly string[];
}

export interface Sandbox {
  /** To be mounted at `/`. */
  routes: Hono;
  telegram: { token: string; apiRoot: string };
  zalo: {
    appId: string;
    appSecret: string;
    oaId: string;
    oaSecret: string;
    refreshToken: string;
    apiRoot: string;
    oauthRoot: string;
  };
  /** The time of everything in the sandbox: the bot on the stand-ins reads it too. */
  clock: SandboxClock;
  /** Where Zalo's stand-in sends its webhooks from now on. Telegram's is told by the bot itself. */
  setZaloWebhook(url: string): void;
  /** Who holds each phone now. */
  phone(key: PhoneKey): Phone;
  /** The stand-ins themselves, for tests: calls made, deliveries, finer faults. */
  standIns: { telegram: TelegramStandIn; zalo: ZaloStandIn };
  close(): Promise<void>;
}

/** Starts both stand-ins on loopback ports of their own. Nothing leaves the machine. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { nextId, inspect } = options;
  const clock = createClock(options.now, options.ahead);
  const { now } = clock;
  const secrets = inventSecrets(nextId());
  const { appId, appSecret, oaId, oaSecret, refreshToken } = secrets;
  const telegram = await createTelegramStandIn({
    token: secrets.telegramToken,
    now,
    firstId: firstId(now()),
  });
  const zalo = await createZaloStandIn({
    appId,
    appSecret,
    oaId,
    oaSecret,
    firstRefreshToken: refreshToken,
    now,
  });
  // The store may know the cast from an earlier run: what waits in its outbox can still be delivered.
  for (const { platform, id, name } of CAST) {
    if (platform === 'telegram') telegram.remember({ id, name });
    else zalo.setInteraction(zalo.phone({ id, name }).id, now());
  }

  const phones = createPhones(
    (platform, person) => (platform === 'telegram' ? telegram : zalo).phone(person),
    nextId,
  );
  const faults = createFaults({ telegram, zalo });
  const feed = createFeed(phones, {
    toasts: () => telegram.answerTexts(),
    doing: (chatId) => telegram.doing(chatId),
    faults: () => faults.list(),
    ahead: clock.ahead,
    meter: (userId) => zalo.meter(userId),
  });
  clock.onSkip(() => zalo.clockMoved());
  const closing = new AbortController();

  const sandbox = new Hono();
  sandbox.post('*', smallBody, fromThePage);
  sandbox.route(
    '/',
    createPhoneRoutes({ phones, inspect, roots: { telegram: telegram.url, zalo: zalo.url } }),
  );
  sandbox.route(
    '/',
    createControls({
      phones,
      faults,
      feed,
      clock,
      commands: () => telegram.commands(),
      closing: closing.signal,
    }),
  );
  const routes = new Hono();
  const guards = [safeHeaders, knownHost(options.hosts ?? [])] as const;
  routes.use('/', ...guards);
  routes.use('/sandbox/*', ...guards);
  routes.route('/', createPageRoutes());
  routes.route('/sandbox', sandbox);

  return {
    routes,
    clock,
    telegram: { token: secrets.telegramToken, apiRoot: telegram.url },
    zalo: { appId, appSecret, oaId, oaSecret, refreshToken, apiRoot: zalo.url, oauthRoot: zalo.oauthUrl },
    setZaloWebhook: (url) => zalo.setWebhook(url),
    phone(key) {
      const slot = phones.find(key);
      if (!slot) throw new Error(`The sandbox has no phone "${key}".`);
      return slot.phone;
    },
    standIns: { telegram, zalo },
    async close() {
      closing.abort();
      await Promise.all([telegram.close(), zalo.close()]);
    },
  };
}

/** Counted in twentieths of a second since 2026, so that a restarted stand-in never gives an id again. */
function firstId(at: number): number {
  return Math.floor((at - Date.UTC(2026, 0, 1)) / 50);
}

/** One running bot from settings: store, channels, app, HTTP routes. `main` starts one, or two with a sandbox beside a real one. */
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { flows } from '../flows/index.ts';
import type { App } from './app/app.ts';
import { createApp } from './app/app.ts';
import { errorLine } from './app/log.ts';
import type { Log } from './app/log.ts';
import type { Knowledge } from './app/knowledge.ts';
import { createServer } from './app/server.ts';
import { wordingOf } from './app/words.ts';
import type { Channel } from './channels/channel.ts';
import { createTelegram } from './channels/telegram/index.ts';
import type { Telegram } from './channels/telegram/index.ts';
import { createTokenStore } from './channels/zalo/tokens.ts';
import type { KeptValue } from './channels/zalo/tokens.ts';
import { createZalo } from './channels/zalo/index.ts';
import type { Zalo } from './channels/zalo/index.ts';
import type { TelegramSettings, ZaloSettings } from './config.ts';
import { openLowdbStore } from './store/lowdb/index.ts';
import type { Store } from './store/store.ts';

export interface BotSettings {
  dataDir: string;
  publicUrl?: string;
  telegram?: TelegramSettings;
  zalo?: ZaloSettings;
}

export interface RunningBot {
  app: App;
  store: Store;
  /** Health, metrics, webhooks: to be served before `start`. */
  routes: Hono;
  /** Begins to take updates and to send. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Daily, so that Zalo's refresh token never dies of idleness. */
const KEEP_ALIVE_EVERY = 24 * 60 * 60_000;
const REGISTER_AGAIN_AFTER = 15_000;

export async function assembleBot(
  settings: BotSettings,
  knowledge: () => Knowledge,
  now: () => number,
  log: Log,
  fatal: () => void,
): Promise<RunningBot> {
  const store = await openLowdbStore({ dir: settings.dataDir, now, log, onFatal: fatal });
  const newSecret = () => randomBytes(16).toString('hex');
  const words = (id: string) => wordingOf(knowledge(), id).text;
  const problem = (channel: string) => (error: unknown) =>
    log.warn({ channel, error: errorLine(error) }, 'the platform or the store did not answer; tried again');

  const telegram =
    settings.telegram &&
    createTelegram({
      token: settings.telegram.token,
      apiRoot: settings.telegram.apiRoot,
      now,
      againLabel: () => words('common.again'),
      commands: () => commandsOf(knowledge()),
      onProblem: problem('telegram'),
    });
  const zalo =
    settings.zalo &&
    createZalo({
      ...settings.zalo,
      ...(settings.zalo.refreshToken ? { firstRefreshToken: settings.zalo.refreshToken } : {}),
      tokens: createTokenStore(keptValue(store, 'zalo-tokens', now), now, randomUUID),
      now,
      againLabel: () => words('common.again'),
      cannotCarry: (kind) => words(`common.cannot-carry-${kind}`),
      log,
    });
  const channels: Channel[] = [...(telegram ? [telegram] : []), ...(zalo ? [zalo] : [])];
  const app = createApp({
    store,
    channels,
    flows,
    knowledge,
    filesDir: join(settings.dataDir, 'files'),
    now,
    random: Math.random,
    newSecret,
    log,
  });
  const secret = settings.telegram?.webhookSecret ?? newSecret();
  const routes = createServer({
    readiness: () => readinessOf(store, zalo),
    metrics: () => app.metrics.text(store, app.dispatcher.counts),
    ...(telegram
      ? { telegram: { secret, take: (update: unknown) => telegram.take(update as never, app.receive) } }
      : {}),
    ...(zalo
      ? { zalo: (raw: Uint8Array, mac: string | undefined) => zalo.webhook(raw, mac, app.receive) }
      : {}),
    log,
  });
  return { app, store, routes, ...running({ settings, app, store, telegram, zalo, secret, log }) };
}

interface Parts {
  settings: BotSettings;
  app: App;
  store: Store;
  telegram: Telegram | undefined;
  zalo: Zalo | undefined;
  secret: string;
  log: Log;
}

function running({
  settings,
  app,
  store,
  telegram,
  zalo,
  secret,
  log,
}: Parts): Pick<RunningBot, 'start' | 'stop'> {
  const polling = telegram && !settings.publicUrl ? telegram.polling(app.receive) : undefined;
  const timers: NodeJS.Timeout[] = [];
  let stopped = false;

  async function register(url: string): Promise<void> {
    try {
      await telegram?.register(url, secret);
      log.info({ url }, 'Telegram calls this address');
    } catch (error) {
      log.error(
        { error: errorLine(error) },
        'the webhook could not be registered with Telegram; tried again soon',
      );
      if (!stopped) timers.push(setTimeout(() => void register(url), REGISTER_AGAIN_AFTER));
    }
  }

  function keepAlive(): void {
    zalo
      ?.keepAlive()
      .catch((error: unknown) =>
        log.error({ error: errorLine(error) }, "Zalo's token could not be refreshed"),
      );
  }

  return {
    async start() {
      app.dispatcher.start();
      if (telegram && settings.publicUrl) await register(`${settings.publicUrl}/webhooks/telegram`);
      polling?.start();
      if (zalo) timers.push(setInterval(keepAlive, KEEP_ALIVE_EVERY));
      void app.files.copyWaiting();
    },
    async stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      await polling?.stop();
      await app.stop();
      await store.close();
    },
  };
}

async function readinessOf(store: Store, zalo: Zalo | undefined): Promise<string | undefined> {
  try {
    await store.stats();
  } catch (error) {
    return errorLine(error);
  }
  return zalo?.tokenHealth().status === 'reauth_required'
    ? 'Zalo: the OA has to grant the app again (see docs/zalo.md)'
    : undefined;
}

function keptValue(store: Store, id: string, now: () => number): KeptValue {
  return {
    read: () => store.read(async (view) => (await view.get('kept', id))?.value),
    async update<T>(change: (value: unknown) => { value?: unknown; answer: T }): Promise<T> {
      let answer: T | undefined;
      await store.commit({ at: now() }, async (view) => {
        const made = change((await view.get('kept', id))?.value);
        answer = made.answer;
        return made.value === undefined ? {} : { put: { kept: [{ id, value: made.value }] } };
      });
      return answer as T;
    },
  };
}

/** What Telegram lists when a member types `/`. Names are Latin, descriptions are wording. */
const COMMANDS = ['menu', '5k', 'vacxin', 'hoidap', 'phananh', 'theodoi', 'huy', 'trogiup'] as const;

function commandsOf(knowledge: Knowledge): { command: string; description: string }[] {
  return COMMANDS.map((command) => ({
    command,
    description: wordingOf(knowledge, `command.${command}`).text,
  }));
}

/** One running bot from settings: store, channels, app, HTTP routes. `main` starts one, or two with a sandbox beside a real one. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Hono } from 'hono';
import { flows } from '../flows/index.ts';
import { assembleZalo } from './assemble-zalo.ts';
import type { App } from './app/app.ts';
import { createApp } from './app/app.ts';
import { keptValue } from './app/kept.ts';
import { errorLine } from './app/log.ts';
import type { Log } from './app/log.ts';
import type { Knowledge } from './app/knowledge.ts';
import { createServer } from './app/server.ts';
import { wordingOf } from './app/words.ts';
import type { Channel } from './channels/channel.ts';
import { createTelegram } from './channels/telegram/index.ts';
import type { Telegram } from './channels/telegram/index.ts';
import type { Zalo } from './channels/zalo/index.ts';
import type { TelegramSettings, ZaloSettings } from './config.ts';
import { openStore } from './open-store.ts';
import type { Store } from './store/store.ts';

export interface BotSettings {
  /** The embedded store, when there is no `databaseUrl`, and members' files. */
  dataDir: string;
  databaseUrl?: string;
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

/** At the start and daily, so that Zalo's refresh token never dies of idleness. */
const KEEP_ALIVE_EVERY = 24 * 60 * 60_000;
const REGISTER_AGAIN_AFTER = 15_000;

export async function assembleBot(
  settings: BotSettings,
  knowledge: () => Knowledge,
  now: () => number,
  log: Log,
  fatal: () => void,
): Promise<RunningBot> {
  const store = await openStore(settings, { now, log, onFatal: fatal });
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
  // The app counts, and exists only when its channels do.
  let onUnknown: (event: string) => void = () => undefined;
  const zalo =
    settings.zalo &&
    assembleZalo({
      ...{ settings: settings.zalo, store, knowledge, now, log },
      onUnknown: (event) => onUnknown(event),
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
  onUnknown = (event) => app.metrics.unknownEvent('zalo', event);
  const secret = settings.telegram?.webhookSecret ?? (await sharedSecret(store, now, newSecret));
  const routes = createServer({
    readiness: app.readiness,
    metrics: app.metricsText,
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

/** Processes that share a store are called at one address: what one registers with Telegram, all must know. */
function sharedSecret(store: Store, now: () => number, newSecret: () => string): Promise<string> {
  return keptValue(store, 'telegram-webhook-secret', now).update((value) => {
    if (typeof value === 'string') return { answer: value };
    const made = newSecret();
    return { value: made, answer: made };
  });
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
  const polling =
    telegram && !settings.publicUrl
      ? telegram.polling(app.receive, () => store.holds(telegram.name))
      : undefined;
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
      keepAlive();
      if (zalo) timers.push(setInterval(keepAlive, KEEP_ALIVE_EVERY));
      app.jobs.start();
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

/** What Telegram lists when a member types `/`. Names are Latin, descriptions are wording. */
const COMMANDS = ['menu', '5k', 'vacxin', 'hoidap', 'phananh', 'theodoi', 'huy', 'trogiup'] as const;

function commandsOf(knowledge: Knowledge): { command: string; description: string }[] {
  return COMMANDS.map((command) => ({
    command,
    description: wordingOf(knowledge, `command.${command}`).text,
  }));
}

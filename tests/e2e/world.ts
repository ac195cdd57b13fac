/** A real bot process on loopback, between strict stand-ins of both platforms. Long because the form that every test sends lies beside it. */
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bubble, Phone, Sample } from '../../src/sandbox/phone.ts';
import { createTelegramStandIn } from '../../src/sandbox/telegram/index.ts';
import type { TelegramStandIn } from '../../src/sandbox/telegram/index.ts';
import { createZaloStandIn } from '../../src/sandbox/zalo/index.ts';
import type { ZaloStandIn } from '../../src/sandbox/zalo/index.ts';
import { openStore } from '../../src/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { spawnBot } from './bot-process.ts';
import type { BotProcess } from './bot-process.ts';
import { rememberPhones, secretsIn, storedText } from './secrets.ts';

export const SECRETS = {
  token: '700700:TEST-token-of-the-stand-in',
  webhook: 'webhook-secret-of-the-test',
  appId: '360846524940903967',
  appSecret: 'app-secret-of-the-test',
  oaId: '388613280878808645',
  oaSecret: 'oa-secret-of-the-test',
  refreshToken: 'first-refresh-token-of-the-test',
  admin: 'ADMIN-CODE-OF-THE-TEST',
};

export interface World {
  telegram: TelegramStandIn;
  zalo: ZaloStandIn;
  dataDir: string;
  /** Set: the bot keeps its rows there, not in `dataDir`. */
  databaseUrl?: string;
  url: string;
  /** What the process is started with. */
  environment: Readonly<NodeJS.ProcessEnv>;
  /** One more process with these settings; `start`, `kill` and `terminate` are about the newest one. */
  launch(env?: Record<string, string>, channel?: boolean): BotProcess;
  /** Starts a process and waits until it answers. */
  start(env?: Record<string, string>): Promise<void>;
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code and how long it took, ms. */
  terminate(): Promise<{ code: number | null; took: number }>;
  /** SIGTERM to every process that runs; rejects when one does not end by itself with 0. */
  terminateAll(): Promise<void>;
  output(): string;
  /** What the bot has stored. The embedded store only opens once the bot has ended; close it before the bot starts again. */
  openStore(): Promise<Store>;
  close(): Promise<void>;
}

export interface WorldOptions {
  zaloRetryScale?: number;
  /** An empty database (tests/postgres-server.ts): the engine is PostgreSQL. Left out: lowdb. */
  databaseUrl?: string;
  /** Where both platforms call: webhooks instead of polling. */
  publicUrl?: string;
  /** Left out: a new folder. */
  dataDir?: string;
  /** What is run instead of `npm start`'s own command. */
  program?: readonly string[];
  /** Both platforms' clock, ms since 1970; the bot's is its own affair. */
  now?: () => number;
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { now = () => Date.now() } = options;
  const telegram = await createTelegramStandIn({
    token: SECRETS.token,
    now,
    firstId: 1000,
    retryScale: 0.01,
  });
  const zalo = await createZaloStandIn({
    appId: SECRETS.appId,
    appSecret: SECRETS.appSecret,
    oaId: SECRETS.oaId,
    oaSecret: SECRETS.oaSecret,
    firstRefreshToken: SECRETS.refreshToken,
    now,
    rpm: 100_000,
    csCap: 'unlimited',
    retryScale: options.zaloRetryScale ?? 0.001,
    unsubscribes: false,
  });
  const phones = new Set<Phone>();
  rememberPhones(telegram, phones);
  rememberPhones(zalo, phones);
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'satcanh-world-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  zalo.setWebhook(`${options.publicUrl ?? url}/webhooks/zalo`);
  const launched: BotProcess[] = [];
  const current = (): BotProcess => launched.at(-1)!;

  const environment: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    PORT: String(port),
    DATA_DIR: dataDir,
    // Everything that can be logged is, so that close() finds what must not be.
    LOG_LEVEL: 'trace',
    TELEGRAM_BOT_TOKEN: SECRETS.token,
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_WEBHOOK_SECRET: SECRETS.webhook,
    ZALO_APP_ID: SECRETS.appId,
    ZALO_APP_SECRET: SECRETS.appSecret,
    ZALO_OA_ID: SECRETS.oaId,
    ZALO_OA_SECRET: SECRETS.oaSecret,
    ZALO_REFRESH_TOKEN: SECRETS.refreshToken,
    ZALO_API_ROOT: zalo.url,
    ZALO_OAUTH_ROOT: zalo.oauthUrl,
    ZALO_RPM: '100000',
    ADMIN_CODE: SECRETS.admin,
    ...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
    ...(options.publicUrl ? { PUBLIC_URL: options.publicUrl } : {}),
  };

  const world: World = {
    telegram,
    zalo,
    dataDir,
    ...(options.databaseUrl ? { databaseUrl: options.databaseUrl } : {}),
    url,
    environment,
    output: () => launched.map((bot) => bot.output()).join(''),
    openStore: () => openStore(world, { now }),
    launch(env = {}, channel = false) {
      const bot = spawnBot({ ...environment, ...env }, options.program, channel);
      launched.push(bot);
      return bot;
    },
    start: (env) => world.launch(env).ready(),
    kill: () => current().kill(),
    terminate: () => current().terminate(),
    async terminateAll() {
      const ends = await Promise.all(launched.filter((bot) => bot.running()).map((bot) => bot.terminate()));
      for (const { code } of ends) if (code !== 0) throw new Error(`A process ended with ${code}`);
    },
    async close() {
      await Promise.all(launched.map((bot) => bot.running() && bot.kill()));
      await telegram.close();
      await zalo.close();
      const stored = await storedText(world);
      const { databaseUrl } = options;
      const found = secretsIn(world.output(), { phones, deliveries: zalo.deliveries(), stored, databaseUrl });
      if (found.length > 0)
        throw new Error(`The bot printed what must never be printed:\n${found.join('\n')}`);
    },
  };
  return world;
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

export async function until(
  test: () => boolean | Promise<boolean>,
  ms = 10_000,
  what = 'the expected',
): Promise<void> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    if (await test()) return;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  throw new Error(`${what} did not happen within ${ms} ms`);
}

export const fromBot = (phone: Phone): Bubble[] => phone.bubbles().filter((bubble) => bubble.from === 'bot');
export const lastFromBot = (phone: Phone): Bubble | undefined => fromBot(phone).at(-1);

/** Waits for a bubble of the bot with that text; `from`: only those after so many. */
export async function reads(phone: Phone, text: string | RegExp, from = 0): Promise<Bubble> {
  const found = () =>
    fromBot(phone)
      .slice(from)
      .findLast((bubble) => (typeof text === 'string' ? bubble.text.includes(text) : text.test(bubble.text)));
  try {
    await until(() => found() !== undefined, 10_000, String(text));
  } catch {
    throw new Error(
      `${phone.platform} ${phone.name} never read ${String(text)}. Last: ${JSON.stringify(lastFromBot(phone)?.text)}`,
    );
  }
  return found()!;
}

/** Presses the newest button with that label. */
export async function press(phone: Phone, label: string): Promise<void> {
  for (const bubble of [...fromBot(phone)].reverse()) {
    for (const [row, buttons] of (bubble.rows ?? []).entries()) {
      const column = buttons.findIndex((button) => button.label.includes(label));
      if (column >= 0) return phone.press(bubble.id, row, column);
    }
  }
  throw new Error(
    `${phone.platform} ${phone.name} sees no button "${label}". Last: ${JSON.stringify(lastFromBot(phone))}`,
  );
}

/** Presses the button where there is one, else types the label: what a member does with numbered text. */
export async function choose(phone: Phone, label: string): Promise<void> {
  const last = lastFromBot(phone);
  const shown = (last?.rows ?? []).flat().some((button) => button.label.includes(label));
  return shown ? press(phone, label) : phone.say(label);
}

export const REFERENCE = /PA-\d{4}-[2-9A-HJKMNP-Z]{5}/;

/** The whole form, the same on every channel; answers the reference. */
export async function sendReport(
  phone: Phone,
  story: string,
  options: { urgent?: boolean; patience?: number; photo?: Sample } = {},
): Promise<string> {
  const { patience = 10_000 } = options;
  const before = fromBot(phone).length;
  const shows = (found: () => boolean, what: string) =>
    until(found, patience, what).catch((error: Error) => {
      const seen = phone.bubbles().slice(-6);
      const told = seen.map(({ at, from, text }) => `${at} ${from}: ${text.slice(0, 80)}`);
      throw new Error(`${phone.platform} ${phone.name}: ${error.message}. Last:\n${told.join('\n')}`);
    });
  const isLast = (question: RegExp) =>
    shows(() => question.test(lastFromBot(phone)?.text ?? ''), String(question));
  await phone.say('Phản ánh khó khăn');
  const asked = /Bước [1-3]\//;
  await shows(
    () =>
      fromBot(phone)
        .slice(before)
        .some(({ text }) => asked.test(text)),
    'the first question',
  );
  const steps: [RegExp, () => Promise<void>][] = [
    [/Bước 1\//, () => choose(phone, 'Đồng ý')],
    [/Bước 2\//, () => choose(phone, 'CĐCS Nhà máy A')],
    [/Bước 3\//, () => choose(phone, 'Lương, thưởng')],
    [/Bước 4\//, () => phone.say(story)],
    [/Bước 5\//, () => choose(phone, options.urgent ? 'Khẩn cấp' : 'Bình thường')],
    [/Bước 6\//, () => choose(phone, 'Bỏ qua')],
    [/Bước 7\//, () => choose(phone, 'Bỏ qua')],
    [/Bước 8\//, () => addPhotos(phone, options.photo)],
    [/Bước 9\//, () => choose(phone, 'Nhắn qua')],
    [/Bước 10\//, () => choose(phone, 'Không cho xem')],
    [/Bước 11\//, () => choose(phone, 'Gửi')],
  ];
  const isNew = lastFromBot(phone)!.text.includes('Bước 1/');
  for (const [question, answer] of isNew ? steps : steps.slice(2)) {
    await isLast(question);
    await answer();
  }
  await isLast(REFERENCE);
  return REFERENCE.exec(lastFromBot(phone)!.text)![0];
}

async function addPhotos(phone: Phone, photo: Sample | undefined): Promise<void> {
  if (photo) {
    const before = fromBot(phone).length;
    await phone.sendPhoto(photo);
    await until(() => fromBot(phone).length > before, 10_000, 'the answer to the photo');
  }
  await choose(phone, 'Xong');
}

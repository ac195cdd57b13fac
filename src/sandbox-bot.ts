/** The bot on the stand-ins: the same channel code over loopback, invented people, a store of its own. */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { flows } from '../flows/index.ts';
import type { RunningBot } from './assemble.ts';
import type { Knowledge } from './app/knowledge.ts';
import { errorLine } from './app/log.ts';
import type { Log } from './app/log.ts';
import type { Config, TelegramSettings, ZaloSettings } from './config.ts';
import { createSandbox } from './sandbox/index.ts';
import type { Sandbox } from './sandbox/index.ts';
import type { Phone } from './sandbox/phone.ts';
import type { Role } from './store/data.ts';
import type { Store } from './store/store.ts';

export interface SandboxBotParts {
  config: Config;
  knowledge: () => Knowledge;
  now(): number;
  log: Log;
  /** `now`: the sandbox's clock, which the page can move. */
  openBot(
    settings: { dataDir: string; telegram: TelegramSettings; zalo: ZaloSettings },
    now: () => number,
  ): Promise<RunningBot>;
  /** No real channel: this bot's own routes (health, webhooks) are the site's. */
  alone: boolean;
}

/** The officer on the third phone sits here, else at the first union above others. */
const OFFICERS_UNIT = 'ldld-quang-ngai';
/** Zalo's requests a minute: nobody waits in a sandbox. */
const RPM = 6000;

export async function startSandbox(
  parts: SandboxBotParts,
): Promise<{ bot: RunningBot; routes: Hono; close(): Promise<void> }> {
  const { config, knowledge, now, log } = parts;
  const shown: { store?: Store } = {};
  const dataDir = join(config.dataDir, 'sandbox');
  const sandbox = await createSandbox({
    now,
    ahead: readAhead(dataDir),
    nextId: randomUUID,
    hosts: [config.host],
    inspect: async (person) => (shown.store ? inspectPerson(shown.store, person) : undefined),
  });
  const { telegram, zalo, clock } = sandbox;
  const bot = await parts.openBot({ dataDir, telegram, zalo: { ...zalo, rpm: RPM } }, clock.now);
  shown.store = bot.store;
  clock.onSkip(() => {
    keepAhead(dataDir, clock.ahead());
    // Whatever was due in the time that was skipped.
    void bot.app.jobs.run();
  });
  const internal = serve({ fetch: bot.routes.fetch, hostname: '127.0.0.1', port: 0 }, (address) => {
    sandbox.setZaloWebhook(`http://127.0.0.1:${address.port}/webhooks/zalo`);
  });

  const routes = new Hono();
  routes.route('/', sandbox.routes);
  if (parts.alone) {
    routes.route('/', bot.routes);
    const code = await bot.app.adminCode(config.adminCode);
    if (code && !config.adminCode) console.log(`Mã quản trị đầu tiên (dùng một lần): /canbo ${code}`);
  }
  const start = bot.start.bind(bot);
  return {
    bot: {
      ...bot,
      async start() {
        await start();
        await enrolOfficers(bot, sandbox, knowledge()).catch((error: unknown) =>
          log.error({ error: errorLine(error) }, "the sandbox's officers could not be enrolled"),
        );
      },
    },
    routes,
    async close() {
      internal.close();
      await sandbox.close();
    },
  };
}

/** The store has dates of the sandbox's time: after a restart that time goes on where it was. */
const CLOCK_FILE = 'clock.json';

function readAhead(dataDir: string): number {
  try {
    const { ahead } = JSON.parse(readFileSync(join(dataDir, CLOCK_FILE), 'utf8')) as { ahead?: unknown };
    return typeof ahead === 'number' && ahead > 0 ? ahead : 0;
  } catch {
    return 0;
  }
}

function keepAhead(dataDir: string, ahead: number): void {
  writeFileSync(join(dataDir, CLOCK_FILE), JSON.stringify({ ahead }));
}

/** In the real way: a code, typed on each officer's phone. Not again after a restart. */
async function enrolOfficers(bot: RunningBot, sandbox: Sandbox, knowledge: Knowledge): Promise<void> {
  const units = knowledge.bundle.organization;
  const upper =
    knowledge.tree.get(OFFICERS_UNIT) ?? units.find((unit) => unit.level === 'cap-tren') ?? units[0];
  const top = units.find((unit) => !unit.above);
  if (upper) await enrol(bot, sandbox.phone('officer'), upper.id, ['handle']);
  if (top) await enrol(bot, sandbox.phone('admin'), top.id, ['admin']);
}

async function enrol(bot: RunningBot, phone: Phone, unit: string, roles: Role[]): Promise<void> {
  const seats = await bot.store.read((view) => view.find('officers', 'person', `telegram:${phone.id}`));
  if (seats.length === 0) await phone.say(`/canbo ${await bot.app.invite(unit, roles)}`);
}

/** What the inspector shows: the conversation, with the Vietnamese title of its state. */
async function inspectPerson(store: Store, person: string): Promise<unknown> {
  const conversation = await store.read((view) => view.get('conversations', person));
  const top = conversation?.stack.at(-1);
  const flow = top && flows.get(top.flow);
  return {
    flow: flow?.id,
    title: flow?.title,
    state: top?.at,
    stateTitle: top && flow?.states[top.at]?.title,
    data: top?.data,
    stack: conversation?.stack.map(({ flow: id, at }) => `${id}.${at}`),
    asked: conversation?.asked,
  };
}

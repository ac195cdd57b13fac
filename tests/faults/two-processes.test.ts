/**
 * Recipes F9 and F11: two processes share a PostgreSQL behind one front, while updates come twice and in disorder, and the
 * server ends at once five times and stays away for 30 s. About 70 s alone on two cores, half of it waiting.
 */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { createWorld, freePort, fromBot, SECRETS, until } from '../e2e/world.ts';
import type { World } from '../e2e/world.ts';
import type { BotProcess } from '../e2e/bot-process.ts';
import type { Phone } from '../../src/sandbox/phone.ts';
import { usePostgres } from '../use-postgres.ts';
import { enrolOfficer, explain, gather, pause, seeded, startBurst } from './burst.ts';
import { createFront } from './front.ts';
import type { Front } from './front.ts';
import { oneFileProgram } from './program.ts';
import { brokenPromises } from './promises.ts';

const AWAY = 30_000;

const server = usePostgres({ own: true });
let front: Front;
let world: World;
let bots: BotProcess[];
let officer: Phone;

beforeAll(async () => {
  front = await createFront();
  const databaseUrl = await server.createDatabase();
  const program = await oneFileProgram();
  world = await createWorld({ databaseUrl, publicUrl: front.url, zaloRetryScale: 1, program });
  const ports = [await freePort(), await freePort()];
  front.behind(ports.map((port) => `http://127.0.0.1:${port}`));
  // Not given: the two have to find one between them.
  bots = ports.map((port) => world.launch({ PORT: String(port), TELEGRAM_WEBHOOK_SECRET: '' }));
  await Promise.all(bots.map((bot) => bot.ready()));
  officer = await enrolOfficer(world);
}, 120_000);
afterAll(async () => {
  await world.close();
  await front.close();
});

it('started at once on an empty database, both serve, the tables are made once, and both know what Telegram was told', async () => {
  const files = readdirSync('src/store/postgres/migrations');
  const made = await server.query(world.databaseUrl!, 'select migration from engine');
  expect(made).toEqual([{ migration: String(files.length) }]);
  expect(front.statuses().has(401)).toBe(false);
  for (const bot of bots) {
    const ready = await fetch(`${bot.url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([200, 'ready\n']);
  }
});

it('the same updates, to both at once and the last first: each counts once', async () => {
  const people = [1, 2, 3, 4].map((i) => ({ id: String(5_000 + i), name: `Người ${i}` }));
  for (const person of people) world.telegram.remember(person);
  const updates = Array.from({ length: 16 }, (_, n) => help(900_000 + n, people[n % 4]!)).reverse();
  const secret = await keptSecret();
  const results = await Promise.all(
    updates.flatMap((update) => bots.map((bot) => post(bot, secret, update))),
  );
  expect(results.every((status) => status === 200)).toBe(true);
  const answers = () => people.map((person) => fromBot(world.telegram.phone(person)).length);
  await until(() => answers().every((count) => count >= 4), 60_000, 'every answer');
  await pause(1_500);
  expect(answers()).toEqual([4, 4, 4, 4]);
}, 120_000);

it('Zalo and Telegram bring updates twice and in disorder, PostgreSQL ends at once five times and is away for 30 s: nothing is lost or done twice', async () => {
  world.zalo.set({ duplicate: true, reorder: true });
  const burst = startBurst(world, 8);
  const random = seeded(7);
  for (let i = 0; i < 5; i++) {
    await pause(1_000 + random() * 1_000);
    await server.crash();
    repeatSome(random);
    await server.start();
    world.zalo.hurryRetries();
  }
  await pause(1_000);
  await server.crash();
  await pause(AWAY);
  for (const bot of bots) {
    expect(bot.running()).toBe(true);
    const ready = await fetch(`${bot.url}/readyz`);
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('store: ')]);
  }
  await server.start();
  const hurrying = setInterval(() => world.zalo.hurryRetries(), 1_000);
  await burst.finish();
  clearInterval(hurrying);
  expect(burst.forms.length).toBeGreaterThanOrEqual(8);
  expect(brokenPromises(await gather(world, burst, officer, bots[0]!.url))).toEqual([]);
}, 300_000);

beforeEach(() => onTestFailed(() => explain(world)));

function repeatSome(random: () => number): void {
  for (let i = 0; i < 20; i++) {
    try {
      world.telegram.repeat(1_000 + Math.floor(random() * 200));
    } catch {
      // So many there were not yet.
    }
  }
}

function help(update_id: number, { id, name }: { id: string; name: string }): object {
  const person = { id: Number(id), first_name: name };
  return {
    update_id,
    message: {
      message_id: update_id,
      date: Math.floor(Date.now() / 1000),
      chat: { ...person, type: 'private' },
      from: { ...person, is_bot: false },
      text: '/trogiup',
      entities: [{ type: 'bot_command', offset: 0, length: 8 }],
    },
  };
}

async function post(bot: BotProcess, secret: string, update: object): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret };
  const body = JSON.stringify(update);
  return (await fetch(`${bot.url}/webhooks/telegram`, { method: 'POST', headers, body })).status;
}

async function keptSecret(): Promise<string> {
  const store = await world.openStore();
  const kept = await store.read((view) => view.get('kept', 'telegram-webhook-secret'));
  await store.close();
  expect(kept?.value).not.toBe(SECRETS.webhook);
  return String(kept?.value);
}

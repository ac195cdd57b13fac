/** Two processes on one PostgreSQL without a public address: Telegram gives its updates to one poller, and ends the other's poll with 409. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { usePostgres } from '../use-postgres.ts';
import type { BotProcess } from './bot-process.ts';
import { createWorld, freePort, fromBot, reads, SECRETS, until } from './world.ts';
import type { World } from './world.ts';

/** ms: a look of each half second, two cores that others share, and far less than a lease of 10 s. */
const AT_ONCE = 4_000;

const server = usePostgres();
let world: World;
let bots: BotProcess[];
beforeAll(async () => {
  world = await createWorld({ databaseUrl: await server.createDatabase() });
  bots = await Promise.all([freePort(), freePort()]).then((ports) =>
    ports.map((port) => world.launch({ PORT: String(port) })),
  );
  await Promise.all(bots.map((bot) => bot.ready()));
}, 60_000);
afterAll(() => world.close());

/** Lines of a level that somebody should read: 40 is a warning. */
const complaints = (bot: BotProcess): string[] =>
  bot
    .output()
    .split('\n')
    .filter((line) => /"level":[456]0/.test(line));

const conflicts = () => world.telegram.calls().filter(({ status }) => status === 409);

async function holder(): Promise<BotProcess> {
  for (const bot of bots.filter((one) => one.running())) {
    const text = await (await fetch(`${bot.url}/metrics`)).text();
    if (/satcanh_channel_state\{channel="telegram",state="up"\} 1/.test(text)) return bot;
  }
  throw new Error('nobody holds the channel');
}

it('the one that sends is the one that polls, and neither complains from the first second on', async () => {
  const admin = world.telegram.phone({ id: '900', name: 'Phạm Thị Thu' });
  await admin.say(`/canbo ${SECRETS.admin}`);
  await reads(admin, 'Tổng Liên đoàn');
  for (let i = 0; i < 5; i++) {
    const before = fromBot(admin).length;
    await admin.say('menu');
    await until(() => fromBot(admin).length > before, 10_000, 'an answer');
  }
  expect(conflicts()).toEqual([]);
  expect(bots.flatMap(complaints)).toEqual([]);
});

it('when it is killed, the other notices at once and takes both over; when it is stopped, too', async () => {
  const member = world.telegram.phone({ id: '901', name: 'Hoa' });
  await member.say('/start');
  await reads(member, /Anh\/chị/);
  for (const end of ['kill', 'terminate'] as const) {
    const first = await holder();
    const before = fromBot(member).length;
    await first[end]();
    const from = Date.now();
    await member.say('menu');
    await until(() => fromBot(member).length > before, 20_000, 'an answer');
    expect(Date.now() - from, end).toBeLessThan(AT_ONCE);
    // The next round needs another one to take over.
    if (end === 'kill') {
      bots.push(world.launch({ PORT: String(await freePort()) }));
      await bots.at(-1)!.ready();
    }
  }
}, 90_000);

import { afterAll, beforeAll, expect, it } from 'vitest';
import { keptValue } from '../../src/app/kept.ts';
import { TOKENS } from '../../src/assemble-zalo.ts';
import type { TokenState } from '../../src/zalo-oa-sdk/index.ts';
import { usePostgres } from '../use-postgres.ts';
import { createWorld, freePort, fromBot, SECRETS, until } from './world.ts';
import type { World } from './world.ts';

const MEMBERS = 20;
const EACH = 10;

// Slow, for it starts PostgreSQL and two real processes: the promise is about those.
const server = usePostgres();
let world: World;
beforeAll(async () => {
  world = await createWorld({ databaseUrl: await server.createDatabase() });
}, 60_000);
afterAll(() => world.close());

it('two processes on one store with an expired token and 200 queued messages: one refresh is spent, each arrives once, in order for each member', async () => {
  const phones = Array.from({ length: MEMBERS }, (_, i) => {
    const phone = world.zalo.phone({ id: `48001000000003${String(i).padStart(5, '0')}`, name: `Người ${i}` });
    world.zalo.setInteraction(phone.id, Date.now());
    return phone;
  });
  const store = await world.openStore();
  const yesterday = Date.now() - 26 * 3_600_000;
  const expired: TokenState = {
    accessToken: 'access-token-of-yesterday',
    refreshToken: SECRETS.refreshToken,
    accessExpiresAt: yesterday + 25 * 3_600_000,
    refreshObtainedAt: yesterday,
    generation: 1,
    status: 'ok',
  };
  await keptValue(store, TOKENS, Date.now).update(() => ({ value: { state: expired }, answer: undefined }));
  const send = phones.flatMap(({ id }, member) =>
    Array.from({ length: EACH }, (_, i) => ({
      id: `queued|${member}|${String(i).padStart(2, '0')}`,
      ...{ channel: 'zalo', chat: `zalo:${id}`, message: { text: `tin ${member}-${i}` } },
    })),
  );
  await store.commit({ update: 'queue', at: Date.now() }, () => ({ send }));
  await store.close();

  // One Telegram bot cannot be polled by two: this is about Zalo.
  const zaloOnly = async () => ({ PORT: String(await freePort()), TELEGRAM_BOT_TOKEN: '' });
  const bots = [world.launch(await zaloOnly()), world.launch(await zaloOnly())];
  await Promise.all(bots.map((bot) => bot.ready()));
  const arrived = () => phones.map((phone) => fromBot(phone).map(({ text }) => text));
  await until(() => arrived().flat().length >= MEMBERS * EACH, 60_000, '200 messages');
  await world.terminateAll();

  expect(arrived()).toEqual(
    phones.map((_, member) => Array.from({ length: EACH }, (__, i) => `tin ${member}-${i}`)),
  );
  const refreshes = world.zalo.calls().filter(({ method }) => method === 'access_token');
  expect(refreshes).toHaveLength(1);
  const after = await world.openStore();
  expect(await keptValue(after, TOKENS, Date.now).read()).toMatchObject({ state: { generation: 2 } });
  expect((await after.stats()).rows.outbox).toBe(0);
  await after.close();
}, 120_000);

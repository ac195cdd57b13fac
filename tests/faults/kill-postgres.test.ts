/** Recipe F1 on PostgreSQL, shared by two processes behind one front. About 45 s alone on two cores: 47 starts of the bot. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort, createWorld } from '../e2e/world.ts';
import type { World } from '../e2e/world.ts';
import { usePostgres } from '../use-postgres.ts';
import { enrolOfficer, gather, pause, seeded, startBurst } from './burst.ts';
import { createFront } from './front.ts';
import type { Front } from './front.ts';
import { oneFileProgram } from './program.ts';
import { brokenPromises } from './promises.ts';

const KILLS = Number(process.env['KILLS'] ?? 45);
const MEMBERS = 12;

const server = usePostgres();
let front: Front;
let world: World;
beforeAll(async () => {
  front = await createFront();
  world = await createWorld({
    databaseUrl: await server.createDatabase(),
    publicUrl: front.url,
    zaloRetryScale: 1,
    program: await oneFileProgram(),
  });
}, 60_000);
afterAll(async () => {
  await world.close();
  await front.close();
});

it(`two processes share a database; kill -9 at ${KILLS} random moments, now of the one, now of the other: nothing is lost or done twice`, async () => {
  const ports = [await freePort(), await freePort()];
  front.behind(ports.map((port) => `http://127.0.0.1:${port}`));
  const launch = (i: number) => world.launch({ PORT: String(ports[i]) });
  const bots = [launch(0), launch(1)];
  await Promise.all(bots.map((bot) => bot.ready()));
  const officer = await enrolOfficer(world);
  const burst = startBurst(world, MEMBERS);
  const random = seeded(20261122);
  for (let kills = 0; kills < KILLS; kills++) {
    // Who holds the lanes of the outbox keeps them for a while, so that there is something under way to be killed.
    const i = random() < 0.2 ? 0 : 1;
    await pause(30 + random() * 470);
    await bots[i]!.kill();
    bots[i] = launch(i);
    // Now and then both are down at once.
    if (random() < 0.7) await bots[i]!.ready();
    world.zalo.hurryRetries();
  }
  await Promise.all(bots.map((bot) => bot.ready()));
  world.zalo.hurryRetries();
  await burst.finish();
  expect(burst.forms.length).toBeGreaterThanOrEqual(MEMBERS);
  expect(brokenPromises(await gather(world, burst, officer, bots[0]!.url))).toEqual([]);
}, 600_000);

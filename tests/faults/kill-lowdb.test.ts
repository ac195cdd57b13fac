/** Recipe F1 on the embedded store. About 60 s alone on two cores: 55 starts of the bot. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld } from '../e2e/world.ts';
import type { World } from '../e2e/world.ts';
import { enrolOfficer, gather, pause, seeded, startBurst } from './burst.ts';
import { oneFileProgram } from './program.ts';
import { brokenPromises } from './promises.ts';

const KILLS = Number(process.env['KILLS'] ?? 55);
const MEMBERS = 12;

let world: World;
beforeAll(async () => {
  // Zalo gives up after six attempts in two hours; they are hurried after each start, not spent while the bot is down.
  world = await createWorld({ zaloRetryScale: 1, program: await oneFileProgram() });
}, 60_000);
afterAll(() => world.close());

it(`kill -9 at ${KILLS} random moments of a burst of reports: nothing acknowledged is lost, nothing is done twice`, async () => {
  await world.start();
  const officer = await enrolOfficer(world);
  const burst = startBurst(world, MEMBERS);
  const random = seeded(20261121);
  for (let kills = 0; kills < KILLS; kills++) {
    await pause(30 + random() * 670);
    await world.kill();
    await world.start();
    world.zalo.hurryRetries();
  }
  await burst.finish();
  expect(burst.forms.length).toBeGreaterThanOrEqual(MEMBERS);
  expect(brokenPromises(await gather(world, burst, officer))).toEqual([]);
}, 600_000);

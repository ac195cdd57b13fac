/** Recipe F10: the bot's clock is set an hour forward and back under way, on both stores. About 20 s alone on two cores. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWorld, fromBot, until } from '../e2e/world.ts';
import { usePostgres } from '../use-postgres.ts';
import { enrolOfficer, gather, pause, startBurst } from './burst.ts';
import { oneFileProgram } from './program.ts';
import { brokenPromises } from './promises.ts';

const HOUR = 3_600_000;
const clock = ['--import', join(import.meta.dirname, 'clock.mjs')];

const server = usePostgres();

describe.each(['lowdb', 'postgres'])('the clock, with %s', (engine) => {
  it('an hour back or forward: what waits for its next try goes out at once, forms go on, nothing is lost or done twice', async () => {
    const world = await createWorld({
      program: [...clock, ...(await oneFileProgram())],
      ...(engine === 'postgres' ? { databaseUrl: await server.createDatabase() } : {}),
    });
    try {
      const bot = world.launch({}, true);
      await bot.ready();
      const officer = await enrolOfficer(world);
      const burst = startBurst(world, 4, { urgent: false, forms: 1 });
      for (const shift of [HOUR, 0, -HOUR]) {
        // Something waits for its next try while the clock is set.
        const mend = world.telegram.setFault({ method: 'sendMessage', kind: 'error', code: 502 });
        const tried = () => world.telegram.calls().filter(({ status }) => status === 502).length;
        const before = tried();
        const nobody = world.telegram.phone({ id: String(7_000 + shift / HOUR), name: 'Người hỏi' });
        await nobody.say('/start');
        await until(() => tried() > before, 60_000, 'a refused send');
        bot.tell({ shift });
        mend();
        await until(
          () => fromBot(nobody).length > 0,
          20_000,
          `a message after the clock was set by ${shift} ms`,
        );
        await pause(200);
      }
      await burst.finish();
      expect(brokenPromises(await gather(world, burst, officer))).toEqual([]);
    } finally {
      await world.close();
    }
  }, 240_000);
});

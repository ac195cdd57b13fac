/**
 * Recipes F12 and F15: platforms that are slow, refuse, ask for patience, and drop what they took or did not take; and how
 * fast the bot sends all the while. On both stores. A minute or two each, nearly all of it waiting.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { PACE } from '../../src/channels/telegram/pace.ts';
import type { Fault } from '../../src/sandbox/phone.ts';
import { createWorld, fromBot, until } from '../e2e/world.ts';
import type { World } from '../e2e/world.ts';
import { usePostgres } from '../use-postgres.ts';
import { enrolOfficer, explain, gather, pause, startBurst } from './burst.ts';
import { oneFileProgram } from './program.ts';
import { brokenPromises } from './promises.ts';
import { mostWithin, sendsOf } from './rate.ts';

/**
 * A member may wait for the worst of all: a platform that seems down is asked at growing distances, a minute in all until the
 * faults are used up, and after each 429 Zalo's next minute is waited for: three minutes, and one for the machine. ms.
 */
const PATIENCE = 240_000;
/** Seconds of silence that Telegram asks for, and how long what was under way may still knock, ms. */
const SILENCE = 3;
const UNDER_WAY = 1_000;

const server = usePostgres();

describe.each(['lowdb', 'postgres'])('platforms that fail, with %s', (engine) => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld({
      program: await oneFileProgram(),
      ...(engine === 'postgres' ? { databaseUrl: await server.createDatabase() } : {}),
    });
    onTestFailed(() => explain(world));
    return () => world.close();
  }, 60_000);

  it('nobody waits for another, nothing goes out while Telegram asks for silence, order is kept, and only poison is given up', async () => {
    await world.start();
    const officer = await enrolOfficer(world);
    const shut = world.telegram.phone({ id: '6001', name: 'Bị kẹt' });
    const poisoned = world.telegram.phone({ id: '6002', name: 'Bị từ chối' });
    const mend = world.telegram.setFault({ method: 'sendMessage', to: shut.id, kind: 'status', status: 502 });
    const poison = world.telegram.setFault({
      method: 'sendMessage',
      to: poisoned.id,
      kind: 'error',
      code: 400,
    });
    await shut.say('/start');
    await poisoned.say('/start');

    const lag = monitorEventLoopDelay({ resolution: 10 });
    lag.enable();
    const burst = startBurst(world, 8, { forms: 1, patience: PATIENCE });
    const both = async (fault: Fault, ms = 400) => {
      world.telegram.setFault({ method: 'sendMessage', ...fault });
      world.zalo.setFault({ method: 'message/cs', ...fault });
      await pause(ms);
    };
    await both({ kind: 'delay', ms: 1_500, times: 4 });
    await both({ kind: 'accept-then-drop', times: 3 });
    await both({ kind: 'drop', times: 3 });
    await both({ kind: 'status', status: 502, times: 3 });
    world.zalo.setFault({ method: 'message/cs', kind: 'status', status: 429, times: 2 });
    world.telegram.setFault({
      method: 'sendMessage',
      kind: 'error',
      code: 429,
      retryAfter: SILENCE,
      times: 1,
    });
    await until(() => burst.forms.length > 0, PATIENCE, 'a report while one chat is shut');
    expect(fromBot(shut)).toEqual([]);
    mend();
    await burst.finish();
    lag.disable();
    poison();
    // Its waits have grown meanwhile.
    await until(() => fromBot(shut).length > 0, PATIENCE, 'the message of a chat that was shut');
    const evidence = await gather(world, burst, officer);
    expect(evidence.outbox.dead).toBe(1);
    expect(brokenPromises({ ...evidence, outbox: { waiting: 0, dead: 0 } })).toEqual([]);
    expect(sendsInSilence(world)).toEqual([]);
    expect(tooFast(world, lag.max / 1e6)).toEqual([]);
  }, 600_000);
});

/** What Telegram was asked to send while it had asked for silence. */
function sendsInSilence(world: World): string[] {
  const sends = sendsOf(world);
  const asked = sends.filter(({ status }) => status === 429);
  expect(asked.length).toBeGreaterThan(0);
  return asked.flatMap(({ at }) =>
    sends
      .filter((send) => send.at > at + UNDER_WAY && send.at < at + SILENCE * 1_000)
      .map((send) => `${send.method} ${send.at - at} ms after a 429 that asked for ${SILENCE} s`),
  );
}

/**
 * In any second at most 30 in all, to the letter: a call is noted between its beginning and its answer, and between these
 * the bot counts it. Of one chat what its bucket holds, and `lag`, ms: when this process is busy it notes a call late.
 */
function tooFast(world: World, lag: number): string[] {
  const sends = sendsOf(world);
  const inAll = mostWithin(sends, 1_000);
  const faults = inAll > 30 ? [`the account: ${inAll} sends in a second`] : [];
  for (const chat of new Set(sends.map((send) => send.chat))) {
    const times = sends.filter((send) => send.chat === chat).map(({ at }) => at);
    const most = (ms: number) => PACE.chat.burst + ((ms + 500 + lag) * PACE.chat.perMinute) / 60_000;
    faults.push(...burstsOver(times, most).map((over) => `chat ${chat}: ${over}`));
  }
  return faults;
}

/** Stretches with more times than `most(ms)`. */
function burstsOver(times: readonly number[], most: (ms: number) => number): string[] {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted.flatMap((from, i) =>
    sorted
      .slice(i)
      .flatMap((to, n) => (n + 1 > most(to - from) ? [`${n + 1} sends in ${to - from} ms`] : [])),
  );
}

/** A burst of reports on both channels, and what there is to see of it afterwards. */
import type { Phone } from '../../src/sandbox/phone.ts';
import { fromBot, reads, SECRETS, sendReport, until } from '../e2e/world.ts';
import type { World } from '../e2e/world.ts';
import type { BotProcess } from '../e2e/bot-process.ts';
import { brokenPromises, type Evidence, type Form } from './promises.ts';

/** A question may wait for a killed bot, a database, a platform; the tests share two cores. ms. */
const PATIENCE = 120_000;

export interface Burst {
  readonly members: readonly Phone[];
  readonly forms: readonly Form[];
  /** Lets every member finish the form under way, or all those asked for. */
  finish(): Promise<void>;
}

/** The officer to whom all reports go. The bot must run. */
export async function enrolOfficer(world: World): Promise<Phone> {
  const officer = world.telegram.phone({ id: '900', name: 'Phạm Thị Thu' });
  await officer.say(`/canbo ${SECRETS.admin}`);
  await reads(officer, 'Tổng Liên đoàn');
  // Zalo's refresh token works once: killed inside a refresh, only a person can grant the app again (the SDK's A5).
  const first = world.zalo.phone({ id: '4800100000000029999', name: 'Người đầu tiên' });
  await first.say('menu');
  await reads(first, /Anh\/chị/);
  return officer;
}

export interface BurstOptions {
  /** Urgent cards come one by one, however many: no digest takes their place. Default: urgent. */
  urgent?: boolean;
  /** How many each member files; left out: one after the other until finish(). */
  forms?: number;
  /** How long a question may be waited for, ms. */
  patience?: number;
}

/** Half of the members on each channel. */
export function startBurst(world: World, members: number, options: BurstOptions = {}): Burst {
  const { urgent = true, forms: each = Infinity, patience = PATIENCE } = options;
  const phones = Array.from({ length: members }, (_, i) =>
    i % 2 === 0
      ? world.telegram.phone({ id: String(2000 + i), name: `Đoàn viên ${i}` })
      : world.zalo.phone({ id: `480010000000002${1000 + i}`, name: `Đoàn viên ${i}` }),
  );
  const forms: Form[] = [];
  let going = true;
  const work = Promise.all(
    phones.map(async (by, i) => {
      for (let n = 0; going && n < each; n++) {
        const story = `Chuyện số ${i}-${n} của đoàn viên`;
        const reference = await sendReport(by, story, { urgent, patience });
        forms.push({ by, story, reference });
      }
    }),
  );
  // Told to whoever calls finish().
  work.catch(() => {});
  return {
    members: phones,
    forms,
    async finish() {
      if (each === Infinity) going = false;
      await work;
    },
  };
}

/**
 * Starts a process that is going to fail, and lets Zalo try again once it answers: Zalo tries six times, none of them while
 * the bot is down.
 */
export function launchToFail(world: World, env?: Record<string, string>): BotProcess {
  const bot = world.launch(env);
  void bot
    .ready()
    .then(() => world.zalo.hurryRetries())
    .catch(() => {
      // It failed before it answered.
    });
  return bot;
}

/** Starts the bot with nothing in its way any more, and says which promises were broken. */
export async function brokenAfterAll(world: World, burst: Burst, officer: Phone): Promise<string[]> {
  await world.start();
  world.zalo.hurryRetries();
  await burst.finish();
  return brokenPromises(await gather(world, burst, officer));
}

/** Waits until everything has been sent, ends the bot, and gathers what is to be seen. `ask`: the address of a process. */
export async function gather(world: World, burst: Burst, officer: Phone, ask = world.url): Promise<Evidence> {
  const waiting = async () => Number(/satcanh_outbox_waiting (\d+)/.exec(await metrics(ask))?.[1] ?? NaN);
  await until(async () => (await waiting()) === 0, PATIENCE, 'an empty outbox');
  const dead = Number(/satcanh_outbox_dead (\d+)/.exec(await metrics(ask))?.[1] ?? NaN);
  await until(
    () => burst.forms.every(({ reference }) => fromBot(officer).some(({ text }) => text.includes(reference))),
    10_000,
    'every card',
  ).catch(() => {
    // brokenPromises() says which.
  });
  await world.terminateAll();
  const store = await world.openStore();
  const reports = await store.read(async (view) =>
    (
      await Promise.all(
        burst.members.map(({ platform, id }) => view.find('reports', 'member', `${platform}:${id}`)),
      )
    ).flat(),
  );
  await store.close();
  return { forms: burst.forms, officer, reports, outbox: { waiting: 0, dead } };
}

/** For a test that failed: what the processes complained of, and what still waits. */
export async function explain(world: World): Promise<void> {
  const lines = world.output().split('\n');
  console.log(
    lines
      .filter((line) => line !== '' && !/^\{"level":[1-3]0/.test(line))
      .slice(-40)
      .join('\n'),
  );
  if (!world.databaseUrl) return;
  const store = await world.openStore();
  for await (const one of store.copy())
    if ('table' in one && one.table === 'outbox')
      console.log(JSON.stringify({ ...one.row, message: undefined }));
  await store.close();
}

async function metrics(url: string): Promise<string> {
  return fetch(`${url}/metrics`).then(
    (answer) => answer.text(),
    () => '',
  );
}

/** The same chances in every run: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

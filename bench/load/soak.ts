/** A long time in a short one: members write without a pause while the bot's clock runs through three weeks; memory and disk are watched. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { formOf } from './form.ts';
import { createMembers } from './members.ts';
import type { Members } from './members.ts';
import { startSide } from './side.ts';
import { startMessages } from './stand-in.ts';

const CONNECTIONS = 64;
/** Each has a chat of its own; so many write at one time. */
const MEMBERS = 128;
/** Marks of updates are kept for one week (store/lowdb/seen.ts): after the first third of the soak as many go as come. */
const WEEKS = 3;
const WEEK = 7 * 24 * 3_600_000;
const SAMPLES = 20;
/** Members wait for their answers: so many updates at most are ahead of them. */
const MOST_AHEAD = 128;
const TOKEN = '700700:TEST-token-of-the-stand-in';
const SECRET = 'webhook-secret-of-the-benchmark';

const QUESTIONS = [
  'menu',
  '/5k',
  'Tiêm vắc xin xong bị sốt thì phải làm sao?',
  'cong ty no luong thi lam gi',
  '/trogiup',
];

export interface SoakOptions {
  /** In so many ms three weeks of the bot's clock go by; and so long it lasts, unless `updates` says otherwise. */
  ms: number;
  /** Lasts until so many updates are stored, however long that takes. */
  updates?: number;
  dir: string;
  databaseUrl?: string;
}

export interface Sample {
  /** 0 to 1. */
  at: number;
  updates: number;
  heap: number;
  rss: number;
  /** Bytes in the store's folder. */
  disk: number;
}

export interface Soaked {
  updates: number;
  answers: number;
  /** Updates that were not answered 200 at first. */
  refused: number;
  took: number;
  samples: Sample[];
}

export async function soak({ ms, updates: most, dir, databaseUrl }: SoakOptions): Promise<Soaked> {
  const messages = await startMessages();
  const side = await startSide('ours', {
    apiRoot: messages.url,
    token: TOKEN,
    secret: SECRET,
    storage: databaseUrl ? 'PostgreSQL' : 'lowdb',
    dir,
    ...(databaseUrl ? { databaseUrl } : {}),
    clockRate: (WEEKS * WEEK) / ms,
    snapshotBytes: 8 << 20,
  });
  const members = createMembers(side, SECRET, CONNECTIONS);
  const samples: Sample[] = [];
  const from = performance.now();
  const done = { updates: 0 };
  const passed = () => (most === undefined ? (performance.now() - from) / ms : done.updates / most);
  const goOn = async () => {
    while (passed() < 1 && done.updates - messages.sent > MOST_AHEAD) await wait(5);
    return passed() < 1;
  };
  const writing = Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => writeOn(i, members, done, goOn)));
  for (let i = 1; i <= SAMPLES; i++) {
    while (passed() < i / SAMPLES) await wait(20);
    const { heap, rss } = await side.state('collect');
    samples.push({ at: i / SAMPLES, updates: done.updates, heap, rss, disk: await sizeOf(dir) });
  }
  await writing;
  await side.allSent();
  const took = performance.now() - from;
  members.close();
  await side.end();
  messages.close();
  return { updates: done.updates, answers: messages.sent, refused: members.refused, took, samples };
}

/** One pair of hands: questions and menus, forms begun and left, now and then a report; every tenth update comes twice. */
async function writeOn(
  hand: number,
  members: Members,
  done: { updates: number },
  goOn: () => Promise<boolean>,
): Promise<void> {
  for (let turn = 0; await goOn(); turn++) {
    const member = 1 + hand + CONNECTIONS * (turn % (MEMBERS / CONNECTIONS));
    const form = formOf(`Chuyện số ${turn}: công ty nợ lương hai tháng`);
    const kind = (turn + hand) % 40;
    const said =
      kind === 0
        ? form
        : kind % 4 === 1
          ? [...form.slice(0, 6), 'huỷ']
          : [QUESTIONS[kind % QUESTIONS.length]!];
    for (const text of said) {
      await members.says(member, text, ++done.updates % 10 === 0 ? 'twice' : undefined);
      if (!(await goOn())) return;
    }
  }
}

async function sizeOf(dir: string): Promise<number> {
  const names = await readdir(dir);
  const sizes = names.map((name) =>
    stat(join(dir, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** The middle value of a stretch of the soak. */
export function level(
  samples: readonly Sample[],
  of: 'heap' | 'rss' | 'disk',
  from: number,
  to: number,
): number {
  const values = samples.filter(({ at }) => at >= from && at <= to).map((sample) => sample[of]);
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

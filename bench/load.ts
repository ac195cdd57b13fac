/**
 * Updates a second end to end: webhook in over HTTP, stored, answered, the answer sent over HTTP. Ours on both engines beside a
 * bare grammY bot that keeps its session with grammY's own adapters. Same updates, same connections, same number of answers. All
 * bots live side by side and take turns, so that a slow minute of the machine falls on each, and each answers warm.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startOwnPostgres } from '../tests/postgres-server.ts';
import { formOf } from './load/form.ts';
import { createMembers } from './load/members.ts';
import type { Members } from './load/members.ts';
import { startSide } from './load/side.ts';
import type { Side, Storage } from './load/side.ts';
import { startMessages } from './load/stand-in.ts';
import type { Messages } from './load/stand-in.ts';
import versions from './package.json' with { type: 'json' };
import { machine, markdown, saveSection, spread } from './report.ts';
import type { Spread } from './report.ts';
import type { Options } from './run.ts';

const CONNECTIONS = 64;
/** Each fills one form of twelve updates, its next one after the answer 200 to the one before, as Telegram does. */
const MEMBERS = 300;
const ROUNDS = 9;
/** ms for the answers of one round. */
const LONGEST = 120_000;
const TOKEN = '700700:TEST-token-of-the-stand-in';
const SECRET = 'webhook-secret-of-the-benchmark';

interface Row {
  bot: 'ours' | 'bare';
  storage: Storage;
  /** What is on the disk when the platform is answered 200. */
  durable: string;
  /** The bare bot with the same durability. */
  peer?: Storage;
}

const SIDES: readonly Row[] = [
  { bot: 'ours', storage: 'lowdb', durable: 'mark, conversation, report, answer: one fdatasync', peer: 'file, fsync' },
  { bot: 'bare', storage: 'file', durable: 'nothing: no fsync' },
  { bot: 'bare', storage: 'file, fsync', durable: 'session with its last update' },
  { bot: 'ours', storage: 'PostgreSQL', durable: 'mark, conversation, report, answer: one COMMIT', peer: 'PostgreSQL' },
  { bot: 'bare', storage: 'PostgreSQL', durable: 'session with its last update' },
]; // prettier-ignore

interface Round {
  updates: number;
  answers: number;
  /** Until the last answer has arrived, ms. */
  took: number;
  p50: number;
  p99: number;
  /** µs of the bot's process for one update. */
  cpu: number;
}

/** A bot at work, and what its rounds were. */
interface Contender extends Row {
  side: Side;
  members: Members;
  rounds: Round[];
}

export async function run(options: Options): Promise<void> {
  const postgres = await startOwnPostgres();
  const messages = await startMessages();
  const contenders: Contender[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'bench-load-'));
  try {
    for (const [n, row] of SIDES.entries()) {
      const dir = join(folder, String(n));
      mkdirSync(dir);
      const databaseUrl = row.storage === 'PostgreSQL' ? await postgres.createDatabase() : undefined;
      const begin = { apiRoot: messages.url, token: TOKEN, secret: SECRET, storage: row.storage, dir };
      const side = await startSide(row.bot, { ...begin, ...(databaseUrl ? { databaseUrl } : {}) });
      contenders.push({ ...row, side, members: createMembers(side, SECRET, CONNECTIONS), rounds: [] });
    }
    // The first round warms each of them, for a bot runs for weeks, and is forgotten.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const each of round % 2 === 0 ? contenders : contenders.toReversed()) {
        const one = await forms(each, round * MEMBERS, messages);
        if (round > 0) each.rounds.push(one);
        process.stderr.write(`${round}/${ROUNDS} ${nameOf(each)}: ${rate(one).toFixed(0)}/s\n`);
      }
    }
    tell(contenders, options);
  } finally {
    for (const { members, side } of contenders) {
      members.close();
      await side.end();
    }
    messages.close();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const nameOf = ({ bot, storage }: Row): string => `${bot}, ${storage}`;
const rate = ({ updates, took }: Round): number => (updates * 1000) / took;

/** Ids as Telegram's members have them: spread, not one after the other. */
const idOf = (n: number): number => ((n * 7_368_787) % 8_999_999) * 1_000 + 100_000_000;

/** New members, each through the form; until the last answer has arrived at the platform, which is asked, not the bot. */
async function forms(contender: Contender, first: number, messages: Messages): Promise<Round> {
  const { side, members } = contender;
  const times: number[] = [];
  const sentBefore = messages.sent;
  const cpuBefore = (await side.state()).cpu;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: MEMBERS }, async (_, i) => {
      for (const text of formOf(`Chuyện số ${i}: công ty nợ lương hai tháng, chúng tôi hết tiền ăn`)) {
        const from = performance.now();
        await members.says(idOf(1_000_000 + first + i), text);
        times.push(performance.now() - from);
      }
    }),
  );
  const answers = () => messages.sent - sentBefore;
  while (answers() < times.length) {
    if (performance.now() - begun > LONGEST)
      throw new Error(`${nameOf(contender)}: ${answers()} answers to ${times.length} updates`);
    await wait(2);
  }
  const took = performance.now() - begun;
  const cpu = ((await side.state()).cpu - cpuBefore) / times.length;
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? NaN;
  return { updates: times.length, answers: answers(), took, p50: at(0.5), p99: at(0.99), cpu };
}

function tell(contenders: readonly Contender[], { json, save }: Options): void {
  const rows = contenders.map(({ bot, storage, durable, peer, members, rounds }) => {
    const peers = contenders.find((other) => other.bot === 'bare' && other.storage === peer)?.rounds;
    return {
      bot,
      storage,
      durable,
      rate: spread(rounds.map(rate)),
      /** Of each round beside its peer's of the same round. */
      against: peers && spread(rounds.map((one, n) => rate(one) / rate(peers[n]!))),
      p50: spread(rounds.map(({ p50 }) => p50)),
      p99: spread(rounds.map(({ p99 }) => p99)),
      cpu: spread(rounds.map(({ cpu }) => cpu)),
      answers: (rounds[0]?.answers ?? 0) / (rounds[0]?.updates ?? 1),
      refused: members.refused,
    };
  });
  if (json) {
    process.stdout.write(`${JSON.stringify({ part: 'load', machine: machine(), rows })}\n`);
    return;
  }
  const cell = ({ median, min, max }: Spread, digits = 0) =>
    `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
  const table = markdown([
    ['bot, storage', 'on the disk at 200', 'updates/s', '× the bare bot as durable', '200 after p50 / p99 ms', 'CPU µs an update', 'answers an update', 'refused'],
    ...rows.map((row) => [
      nameOf(row),
      row.durable,
      cell(row.rate),
      row.against ? cell(row.against, 2) : '',
      `${row.p50.median.toFixed(0)} / ${row.p99.median.toFixed(0)}`,
      cell(row.cpu),
      row.answers.toFixed(2),
      String(row.refused),
    ]),
  ]); // prettier-ignore
  const text = `\`npm run bench -- load\` · ${machine()} · grammy ${versions.dependencies.grammy}, storage-file ${versions.dependencies['@grammyjs/storage-file']}, storage-psql ${versions.dependencies['@grammyjs/storage-psql']}.

${MEMBERS} members of twelve updates a round over ${CONNECTIONS} connections; ${ROUNDS} rounds, the sides in turn: median (least–most).

${table}`;
  process.stdout.write(`${text}\n`);
  if (save) saveSection('Load', text);
}

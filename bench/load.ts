/**
 * Updates a second end to end: webhook in over HTTP, stored, answered, the answer sent over HTTP. Ours on both engines beside a
 * bare grammY bot that keeps its session with grammY's own adapters. Same updates, same connections, same number of answers.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startOwnPostgres } from '../tests/postgres-server.ts';
import { formOf } from './load/form.ts';
import { createMembers } from './load/members.ts';
import { startSide } from './load/side.ts';
import type { Begin, Storage } from './load/side.ts';
import { startMessages } from './load/stand-in.ts';
import type { Messages } from './load/stand-in.ts';
import versions from './package.json' with { type: 'json' };
import { machine, markdown, saveSection, spread } from './report.ts';
import type { Options } from './run.ts';

const CONNECTIONS = 64;
/** Each fills one form of twelve updates, its next one after the answer 200 to the one before, as Telegram does. */
const MEMBERS = 400;
/** A bot runs for weeks: its code is warm before it is measured. */
const WARM_UP = 160;
const ROUNDS = 3;
/** ms for the answers of one round. */
const LONGEST = 120_000;
const TOKEN = '700700:TEST-token-of-the-stand-in';
const SECRET = 'webhook-secret-of-the-benchmark';

interface Row {
  bot: 'ours' | 'bare';
  storage: Storage;
  /** What is on the disk when the platform is answered 200. */
  durable: string;
}

const SIDES: readonly Row[] = [
  { bot: 'ours', storage: 'lowdb', durable: 'mark, conversation, report, answer: one fdatasync' },
  { bot: 'bare', storage: 'file', durable: 'nothing: no fsync' },
  { bot: 'bare', storage: 'file, fsync', durable: 'session with its last update' },
  { bot: 'ours', storage: 'PostgreSQL', durable: 'mark, conversation, report, answer: one COMMIT' },
  { bot: 'bare', storage: 'PostgreSQL', durable: 'session with its last update' },
];

export interface Measured {
  updates: number;
  answers: number;
  /** Updates that were not answered 200 at first, warm-up and all. */
  refused: number;
  /** Until the last answer has arrived, ms. */
  took: number;
  p50: number;
  p99: number;
  /** µs of the bot's process for one update. */
  cpu: number;
}

export async function run(options: Options): Promise<void> {
  const postgres = await startOwnPostgres();
  const messages = await startMessages();
  const rounds = new Map<Row, Measured[]>(SIDES.map((side) => [side, []]));
  try {
    for (let round = 0; round < ROUNDS; round++) {
      for (const side of SIDES) {
        const dir = mkdtempSync(join(tmpdir(), 'bench-load-'));
        const databaseUrl = side.storage === 'PostgreSQL' ? await postgres.createDatabase() : undefined;
        const begin = { apiRoot: messages.url, token: TOKEN, secret: SECRET, storage: side.storage, dir };
        const measured = await measure(side, { ...begin, ...(databaseUrl ? { databaseUrl } : {}) }, messages);
        rounds.get(side)?.push(measured);
        process.stderr.write(`${round + 1}/${ROUNDS} ${side.bot}, ${side.storage}: ${rate(measured).toFixed(0)}/s\n`);
        rmSync(dir, { recursive: true, force: true });
      }
    }
  } finally {
    messages.close();
    await postgres.stop();
  }
  tell(rounds, options);
} // prettier-ignore

const rate = ({ updates, took }: Measured): number => (updates * 1000) / took;

/** Ids as Telegram's members have them: spread, not one after the other. */
const idOf = (n: number): number => ((n * 7_368_787) % 8_999_999) * 1_000 + 100_000_000;

async function measure({ bot, storage }: Row, begin: Begin, messages: Messages): Promise<Measured> {
  const side = await startSide(bot, begin);
  const caller = createMembers(side, SECRET, CONNECTIONS);
  const times: number[] = [];
  /** Each of them through the form; until the last answer has arrived at the platform, which is asked, not the bot. */
  const members = async (count: number, first: number) => {
    times.splice(0);
    const sentBefore = messages.sent;
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: count }, async (_, i) => {
        for (const text of formOf(`Chuyện số ${i}: công ty nợ lương hai tháng, chúng tôi hết tiền ăn`)) {
          const from = performance.now();
          await caller.says(idOf(first + i), text);
          times.push(performance.now() - from);
        }
      }),
    );
    while (messages.sent - sentBefore < times.length) {
      if (performance.now() - begun > LONGEST)
        throw new Error(
          `${bot}, ${storage}: ${messages.sent - sentBefore} answers to ${times.length} updates`,
        );
      await wait(2);
    }
    const took = performance.now() - begun;
    return { took, answers: messages.sent - sentBefore, ...(await side.state()) };
  };
  const before = await members(WARM_UP, 1_000_000);
  const after = await members(MEMBERS, 2_000_000);
  caller.close();
  await side.end();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? NaN;
  const cpu = (after.cpu - before.cpu) / times.length;
  const { refused } = caller;
  const { took, answers } = after;
  return { updates: times.length, answers, refused, took, p50: at(0.5), p99: at(0.99), cpu };
}

function tell(rounds: ReadonlyMap<Row, Measured[]>, { json, save }: Options): void {
  const rows = [...rounds].map(([side, all]) => ({
    ...side,
    rate: spread(all.map(rate)),
    p50: spread(all.map(({ p50 }) => p50)),
    p99: spread(all.map(({ p99 }) => p99)),
    cpu: spread(all.map(({ cpu }) => cpu)),
    answers: (all[0]?.answers ?? 0) / (all[0]?.updates ?? 1),
    refused: all.reduce((sum, one) => sum + one.refused, 0),
  }));
  if (json) {
    process.stdout.write(`${JSON.stringify({ part: 'load', machine: machine(), rows })}\n`);
    return;
  }
  const cell = ({ median, min, max }: { median: number; min: number; max: number }) =>
    `${median.toFixed(0)} (${min.toFixed(0)}–${max.toFixed(0)})`;
  const table = markdown([
    ['bot, storage', 'on the disk at 200', 'updates/s', '200 after p50 / p99 ms', 'CPU µs an update', 'answers an update', 'refused'],
    ...rows.map((row) => [
      `${row.bot}, ${row.storage}`,
      row.durable,
      cell(row.rate),
      `${row.p50.median.toFixed(0)} / ${row.p99.median.toFixed(0)}`,
      cell(row.cpu),
      row.answers.toFixed(2),
      String(row.refused),
    ]),
  ]); // prettier-ignore
  const text = `\`npm run bench -- load\` · ${machine()} · grammy ${versions.dependencies.grammy}, storage-file ${versions.dependencies['@grammyjs/storage-file']}, storage-psql ${versions.dependencies['@grammyjs/storage-psql']}.

${table}`;
  process.stdout.write(`${text}\n`);
  if (save) saveSection('Load', text);
}

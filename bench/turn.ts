/** One turn of the hardship form, durable: per second, p50 and p99, and how it grows with the members in the store. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flows } from '../flows/index.ts';
import { createApp } from '../src/app/app.ts';
import type { App } from '../src/app/app.ts';
import { createKnowledge } from '../src/app/knowledge.ts';
import type { Knowledge } from '../src/app/knowledge.ts';
import type { Channel } from '../src/channels/channel.ts';
import { LIMITS, split } from '../src/channels/telegram/message.ts';
import { loadContent } from '../src/content/bundle.ts';
import type { Event } from '../src/core/update.ts';
import { openLowdbStore } from '../src/store/lowdb/index.ts';
import type { Store } from '../src/store/store.ts';
import { machine, markdown, saveSection, spread } from './report.ts';
import type { Options } from './run.ts';

const SIZES = [1_000, 10_000, 100_000];
const ROUNDS = 5;
/** Forms filled in a round, one after the other. */
const FORMS = 25;
const SEED_BATCH = 2_000;
/** About what one turn writes to the journal; the bare append writes the same. Bytes. */
const TURN_BYTES = 2_500;

const FORM = [
  '/phananh', 'Đồng ý', 'CĐCS Nhà máy A', 'Lương, thưởng', 'Công ty nợ lương hai tháng, chúng tôi hết tiền ăn', 'Khẩn cấp', '3',
  'khu trọ cổng sau', 'Xong', 'Nhắn qua trợ lý này', 'Không cho xem', 'Gửi',
]; // prettier-ignore

interface Bench {
  size: number;
  dir: string;
  store: Store;
  app: App;
  members: number;
  updates: number;
}

export async function run(options: Options): Promise<void> {
  const { bundle } = await loadContent('content', { complete: true });
  const knowledge = createKnowledge(bundle);
  const benches: Bench[] = [];
  for (const size of SIZES) benches.push(await prepare(size, knowledge));
  const rounds = new Map<string, { rate: number; p50: number; p99: number }[]>();
  const note = (name: string, times: number[]) => {
    rounds.set(name, [...(rounds.get(name) ?? []), figures(times)]);
  };
  for (let round = 0; round <= ROUNDS; round++) {
    const bare = await bareAppends(FORMS * FORM.length);
    if (round > 0) note('bare append + fdatasync', bare);
    for (const bench of benches) {
      const times = await fillForms(bench);
      // The first round warms up and is not counted.
      if (round > 0) note(`${bench.size.toLocaleString('en')} members`, times);
    }
  }
  for (const bench of benches) {
    await bench.app.stop();
    await bench.store.close();
    rmSync(bench.dir, { recursive: true, force: true });
  }
  tell(rounds, options);
}

function figures(times: number[]): { rate: number; p50: number; p99: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  return {
    rate: (1000 * times.length) / times.reduce((sum, time) => sum + time, 0),
    p50: at(0.5),
    p99: at(0.99),
  };
}

async function prepare(size: number, knowledge: Knowledge): Promise<Bench> {
  const dir = mkdtempSync(join(tmpdir(), 'satcanh-bench-'));
  const now = () => Date.now();
  const store = await openLowdbStore({ dir, now });
  for (let from = 0; from < size; from += SEED_BATCH) {
    const ids = Array.from(
      { length: Math.min(SEED_BATCH, size - from) },
      (_, i) => `telegram:quiet-${from + i}`,
    );
    await store.commit({ at: now() }, () => ({
      put: {
        persons: ids.map((id) => ({
          id,
          channel: 'telegram',
          chat: id,
          name: 'Đoàn viên',
          unit: 'cdcs-nha-may-a',
          firstAt: 1,
          lastAt: 1,
        })),
        conversations: ids.map((id) => ({
          id,
          stack: [{ flow: 'menu', version: 1, at: 'home', data: {}, trail: [] }],
          misses: 0,
        })),
      },
    }));
  }
  const app = createApp({
    store,
    channels: [silentChannel()],
    flows,
    knowledge: () => knowledge,
    filesDir: join(dir, 'files'),
    now,
    random: Math.random,
    newSecret: () => randomBytes(16).toString('hex'),
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  const bench = { size, dir, store, app, members: 0, updates: 0 };
  await turn(bench, 'telegram:officer', {
    type: 'text',
    text: '/canbo',
    command: { name: 'canbo', payload: await app.invite('ldld-quang-ngai', ['handle']) },
  });
  return bench;
}

/** Sending is not what is measured: the dispatcher is not started, rows only wait in the outbox. */
function silentChannel(): Channel {
  return {
    name: 'telegram',
    limits: LIMITS,
    canEdit: true,
    forwardsById: true,
    split,
    send: () => Promise.resolve({ ok: true }),
    download: () => Promise.reject(new Error('no files here')),
  };
}

async function turn(bench: Bench, person: string, event: Event): Promise<number> {
  const update = {
    id: `telegram:${++bench.updates}`,
    channel: 'telegram',
    at: Date.now(),
    person,
    chat: person,
    chatType: 'private' as const,
    name: 'Hoa',
    event,
  };
  const from = performance.now();
  await bench.app.receive(update);
  return performance.now() - from;
}

async function fillForms(bench: Bench): Promise<number[]> {
  const times: number[] = [];
  for (let form = 0; form < FORMS; form++) {
    const person = `telegram:busy-${++bench.members}`;
    for (const text of FORM) {
      times.push(
        await turn(bench, person, {
          type: 'text',
          text,
          ...(text.startsWith('/') ? { command: { name: text.slice(1), payload: '' } } : {}),
        }),
      );
    }
  }
  const sent = await bench.store.read((view) =>
    view.find('reports', 'member', `telegram:busy-${bench.members}`),
  );
  if (sent.length !== 1)
    throw new Error('The form was not sent: the benchmark would measure something else.');
  return times;
}

async function bareAppends(count: number): Promise<number[]> {
  const dir = mkdtempSync(join(tmpdir(), 'satcanh-bare-'));
  const file = await open(join(dir, 'log'), 'a');
  const bytes = Buffer.alloc(TURN_BYTES, 'x');
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const from = performance.now();
    await file.write(bytes);
    await file.datasync();
    times.push(performance.now() - from);
  }
  await file.close();
  rmSync(dir, { recursive: true, force: true });
  return times;
}

function tell(
  rounds: ReadonlyMap<string, { rate: number; p50: number; p99: number }[]>,
  options: Options,
): void {
  const rows = [...rounds].map(([name, all]) => ({
    name,
    rate: spread(all.map((one) => one.rate)),
    p50: spread(all.map((one) => one.p50)),
    p99: spread(all.map((one) => one.p99)),
  }));
  if (options.json) {
    console.log(JSON.stringify({ part: 'turn', machine: machine(), rows }));
    return;
  }
  const first = rows.find((row) => row.name.startsWith('1,000'))!;
  const cell = ({ median, min, max }: { median: number; min: number; max: number }, digits: number) =>
    `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;
  const table = markdown([
    ['store', 'turns a second', 'p50 ms', 'p99 ms', 'p50 against 1,000 members'],
    ...rows.map((row) => [
      row.name,
      cell(row.rate, 0),
      cell(row.p50, 2),
      cell(row.p99, 2),
      `${(row.p50.median / first.p50.median).toFixed(2)} ×`,
    ]),
  ]);
  const text = `\`npm run bench -- turn\` · ${machine()}.

One turn = one answer in the hardship form, from the update to the durable commit (mark, conversation, report, outbox), one member
at a time, one turn at a time; lowdb engine. ${ROUNDS} rounds in turn, ${FORMS * FORM.length} turns each: median (least–most). The bare
append writes as many bytes as a turn does and waits for the disk: the limit on this machine.

${table}`;
  console.log(text);
  if (options.save) saveSection('One turn of the form', text);
}

/**
 * Commits a second of both engines at three sizes and three numbers of writers, each beside its limit: a bare fdatasync, and
 * a bare PostgreSQL transaction of the same statements.
 */
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOwnPostgres } from '../tests/postgres-server.ts';
import { machine, markdown, saveSection, spread } from './report.ts';
import type { Middle } from './store/work.ts';
import type { Figures, Job } from './store/worker.ts';

const sizes = [1_000, 10_000, 100_000];
const writers = [1, 16, 64];
/** What a sync takes on a cheap server or in an office, beyond what it takes here, ms. */
const slowSyncMs = 5;

/** One job in a process of its own: memory and warm code of one are not the other's. */
function inProcess(job: Job): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'store', 'worker.ts'), {
      execArgv: ['--import', 'tsx', '--expose-gc'],
    });
    child.once('message', (figures) => {
      resolve(figures as Figures);
    });
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`A worker of the benchmark ended with ${code}`));
    });
    child.send(job);
  });
}

/** A store that is filled once, and measured as often as asked for. */
async function measure(of: Pick<Job, 'members' | 'url'> & Partial<Job>, times = 1): Promise<Figures[]> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-store-'));
  const job = { dir, reports: 0, open: 0, writers, syncMs: 0, ...of };
  const found: Figures[] = [];
  try {
    await inProcess({ ...job, task: 'fill' });
    while (found.length < times) found.push(await inProcess({ ...job, task: 'measure' }));
    return found;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

interface Measured {
  lowdb: Figures[];
  postgres: Figures[];
  /** lowdb on a disk whose syncs take longer. */
  slowDisk: Figures[];
  /** The same store opened several times, for each of two. */
  starts: Figures[][];
}

async function measureAll(): Promise<Measured> {
  const server = await startOwnPostgres();
  const lowdb: Figures[] = [];
  const postgres: Figures[] = [];
  try {
    for (const members of sizes) {
      lowdb.push(...(await measure({ members })));
      postgres.push(...(await measure({ members, url: await server.createDatabase() })));
    }
  } finally {
    await server.stop();
  }
  const slowDisk = await measure({ members: 10_000, syncMs: slowSyncMs });
  const full = { members: 100_000, reports: 200_000, writers: [] };
  const starts: Figures[][] = [];
  for (const open of [200_000, 20_000]) starts.push(await measure({ ...full, open }, 5));
  return { lowdb, postgres, slowDisk, starts };
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

const rateOf = ({ perSecond, least, most }: Middle): string =>
  `${whole(perSecond)} (${whole(least)}–${whole(most)})`;

function ratesOf(engine: string, limit: string, found: readonly Figures[]): string {
  const times = (a: Middle, b: Middle): string => `${(a.perSecond / b.perSecond).toFixed(2)} ×`;
  const rows = found.flatMap(({ members, runs }) =>
    runs.map(({ ours, bare, group }) => [
      whole(members),
      String(ours.writers),
      rateOf(ours),
      `${ms(ours.p50)} / ${ms(ours.p99)}`,
      rateOf(bare),
      `${ms(bare.p50)} / ${ms(bare.p99)}`,
      times(ours, bare),
      ...(group ? [rateOf(group), times(group, bare), times(ours, group)] : []),
    ]),
  );
  const head = [
    'members',
    'writers',
    `${engine}, commits/s`,
    'p50 / p99 ms',
    `${limit}/s`,
    'its p50 / p99 ms',
    'commits to bare',
  ];
  const isGrouped = found.some(({ runs }) => runs.some(({ group }) => group));
  const more = isGrouped ? ['bare group commit/s', 'it to bare', 'commits to it'] : [];
  return markdown([[...head, ...more], ...rows]);
}

function startOf(times: readonly Figures[]): string {
  const { median, min, max } = spread(times.map(({ startMs }) => startMs / 1000));
  return `${median.toFixed(2)}${times.length > 1 ? ` (${min.toFixed(2)}–${max.toFixed(2)})` : ''}`;
}

function openedOf(found: readonly (readonly Figures[])[]): string {
  const head = ['members', 'reports', 'of them open', 'rows', 'on disk MB', 'start s', 'RSS MB', 'heap MB'];
  const rows = found.map((times) => {
    const one = times.at(-1)!;
    return [
      ...[one.members, one.reports, one.open, one.rows, (one.diskBytes ?? 0) / 1e6].map(whole),
      startOf(times),
      ...[one.rssBytes / 1e6, one.heapBytes / 1e6, one.heapBytes / one.members].map(whole),
    ];
  });
  return markdown([[...head, 'heap bytes a member'], ...rows]);
}

export async function run({ json, save = false }: { json: boolean; save?: boolean }): Promise<void> {
  const { lowdb, postgres, slowDisk, starts } = await measureAll();
  if (json) {
    process.stdout.write(`${JSON.stringify({ machine: machine(), lowdb, postgres, slowDisk, starts })}\n`);
    return;
  }
  const text = [
    'One commit: the mark of the update, two rows read, a conversation, a message to go out; every fifth a report too. The middle of seven rounds (the least and the most) after two that do not count, bare and commits in turns.',
    'The embedded store, beside one append of 1.5 kB and one fdatasync after the other, by one writer; and beside a bare group commit, the least that a store in one thread does: as many writers make the same rows and their text, and share an append and a sync, with nothing checked, indexed, queued or cleared away:',
    ratesOf('lowdb', 'bare fdatasync', lowdb),
    `The same where each sync takes ${slowSyncMs} ms longer, the bare one's too:`,
    ratesOf('lowdb', 'bare fdatasync', slowDisk),
    'PostgreSQL on the same machine, beside the same statements on as many connections with nothing around them, by as many writers:',
    ratesOf('PostgreSQL', 'bare transactions', postgres),
    'The embedded store when it has been opened, the large ones five times (the least and the most); a report that is not open has been over for a month:',
    openedOf([...lowdb.map((one) => [one]), ...starts]),
    machine(),
  ].join('\n\n');
  process.stdout.write(`${text}\n`);
  if (save) saveSection('store', text);
}

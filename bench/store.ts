/** Commits a second of the embedded store at three sizes and three numbers of writers, beside a bare fdatasync. */
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine, markdown, saveSection } from './report.ts';
import type { Figures, Job } from './store/worker.ts';

const sizes = [1_000, 10_000, 100_000];
const writers = [1, 16, 64];

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

async function measure(members: number, reports: number, writers: number[]): Promise<Figures> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-store-'));
  try {
    await inProcess({ task: 'fill', dir, members, reports, writers });
    return await inProcess({ task: 'measure', dir, members, reports, writers });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const whole = (value: number): string => Math.round(value).toLocaleString('en');
const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value.toFixed(0));

export async function run({ json, save = false }: { json: boolean; save?: boolean }): Promise<void> {
  const found: Figures[] = [];
  for (const members of sizes) found.push(await measure(members, 0, writers));
  const start = await measure(100_000, 200_000, []);
  if (json) {
    process.stdout.write(`${JSON.stringify({ machine: machine(), sizes: found, start })}\n`);
    return;
  }
  const rows = found.flatMap(({ members, bare, runs }) =>
    runs.map((one) => [
      whole(members),
      String(one.writers),
      whole(one.perSecond),
      `${ms(one.p50)} / ${ms(one.p99)}`,
      whole(bare.perSecond),
      `${ms(bare.p50)} / ${ms(bare.p99)}`,
      `${(one.perSecond / bare.perSecond).toFixed(2)} ×`,
    ]),
  );
  const table = markdown([
    [
      'members',
      'writers',
      'commits/s',
      'p50 / p99 ms',
      'bare fdatasync/s',
      'its p50 / p99 ms',
      'commits to bare',
    ],
    ...rows,
  ]);
  const opened = markdown([
    ['members', 'reports', 'rows', 'on disk MB', 'start s', 'RSS MB', 'heap MB', 'heap bytes a member'],
    ...[...found, start].map((one) => [
      whole(one.members),
      whole(one.reports),
      whole(one.rows),
      whole(one.diskBytes / 1e6),
      (one.startMs / 1000).toFixed(2),
      whole(one.rssBytes / 1e6),
      whole(one.heapBytes / 1e6),
      whole(one.heapBytes / one.members),
    ]),
  ]);
  const text = `One commit: the mark of the update, a conversation, a message to go out; every fifth a report too. Bare: one append of 1.5 kB and one fdatasync, one after the other.\n\n${table}\n\n${opened}\n\n${machine()}`;
  process.stdout.write(`${text}\n`);
  if (save) saveSection('store', text);
}

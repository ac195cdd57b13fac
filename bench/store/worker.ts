/** One job in a process of its own: fills a store; or opens a filled one and measures it, beside a bare fdatasync. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openLowdbStore } from '../../src/store/lowdb/index.ts';
import type { Store } from '../../src/store/store.ts';
import { spread } from '../report.ts';
import { bareSync } from './bare.ts';
import { conversationOf, messageOf, quietMember, reportOf } from './rows.ts';

export interface Run {
  writers: number;
  perSecond: number;
  p50: number;
  p99: number;
}

export interface Figures {
  members: number;
  reports: number;
  bare: Omit<Run, 'writers'>;
  runs: Run[];
  rows: number;
  diskBytes: number;
  startMs: number;
  rssBytes: number;
  heapBytes: number;
}

export interface Job {
  task: 'fill' | 'measure';
  dir: string;
  members: number;
  reports: number;
  writers: number[];
}

const secondsPerRun = 1;
/** Bare and commits take turns, so that a neighbour's noise meets them all; the middle round is told. */
const rounds = 5;
const rowsPerCommit = 500;

export const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN;

async function fill(store: Store, members: number, reports: number): Promise<void> {
  for (let from = 0; from < members; from += rowsPerCommit) {
    const some = Array.from({ length: Math.min(rowsPerCommit, members - from) }, (_, i) =>
      quietMember(from + i),
    );
    await store.commit({ at: Date.now() }, () => ({
      put: {
        persons: some.map((one) => one.person),
        conversations: some.map((one) => one.conversation),
        consents: some.flatMap((one) => one.consents),
      },
    }));
  }
  for (let from = 0; from < reports; from += rowsPerCommit) {
    const some = Array.from({ length: Math.min(rowsPerCommit, reports - from) }, (_, i) =>
      reportOf(from + i, members),
    );
    await store.commit({ at: Date.now() }, () => ({ put: { reports: some } }));
  }
}

let updates = 0;

/** A turn of the hardship form: reads its rows, writes the conversation and an answer; every fifth sends a report. */
async function turn(store: Store, members: number): Promise<void> {
  const n = ++updates;
  const member = (n * 7919) % members;
  await store.commit({ update: `telegram:${n}`, at: Date.now() }, async (view) => {
    const before = await view.get('conversations', `telegram:${member}`);
    await view.get('persons', `telegram:${member}`);
    return {
      put: {
        conversations: [conversationOf(member, n, before)],
        ...(n % 5 === 0 && { reports: [reportOf(1_000_000 + n, members)] }),
      },
      send: [messageOf(n, member)],
    };
  });
}

/** Sends everything, so that the next run starts with an outbox as short as in a day's work. */
async function drain(store: Store): Promise<void> {
  for (;;) {
    const rows = await store.claim(Date.now(), 1000, new Set());
    if (rows.length === 0) return;
    await store.settle(rows.map((row) => ({ id: row.id, result: 'sent', at: Date.now() })));
  }
}

async function commits(store: Store, members: number, writers: number): Promise<Run> {
  const times: number[] = [];
  const begin = performance.now();
  const end = begin + secondsPerRun * 1000;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let at = performance.now(); at < end;) {
        await turn(store, members);
        const now = performance.now();
        times.push(now - at);
        at = now;
      }
    }),
  );
  const perSecond = (times.length / (performance.now() - begin)) * 1000;
  times.sort((a, b) => a - b);
  return { writers, perSecond, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

function middle(list: readonly Omit<Run, 'writers'>[]): Omit<Run, 'writers'> {
  const of = (name: 'perSecond' | 'p50' | 'p99'): number => spread(list.map((one) => one[name])).median;
  return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') };
}

async function sizeOf(dir: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(dir)).map(async (name) => (await stat(join(dir, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function measure({ dir, members, reports, writers }: Job): Promise<Figures> {
  const heap = (): number => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const diskBytes = await sizeOf(dir);
  const before = heap();
  const begin = performance.now();
  const store = await openLowdbStore({ dir, now: Date.now });
  const startMs = performance.now() - begin;
  const heapBytes = heap() - before;
  const rssBytes = process.memoryUsage.rss();
  const { rows } = await store.stats();
  const bares: Omit<Run, 'writers'>[] = [];
  const all: Run[][] = writers.map(() => []);
  for (let round = 0; round < rounds; round++) {
    bares.push(await bareSync(join(dir, 'bare'), secondsPerRun));
    for (const [i, one] of writers.entries()) {
      all[i]?.push(await commits(store, members, one));
      await drain(store);
    }
  }
  const bare = middle(bares);
  const runs = writers.map((one, i) => ({ writers: one, ...middle(all[i] ?? []) }));
  await store.close();
  const count = Object.values(rows).reduce((sum, table) => sum + table, 0);
  return { members, reports, bare, runs, rows: count, diskBytes, startMs, rssBytes, heapBytes };
}

async function fillFolder({ dir, members, reports }: Job): Promise<void> {
  const store = await openLowdbStore({ dir, now: Date.now, snapshotBytes: 16 << 20 });
  await fill(store, members, reports);
  await store.close();
}

process.once('message', (message) => {
  const job = message as Job;
  void (job.task === 'fill' ? fillFolder(job) : measure(job)).then((answer) =>
    process.send?.(answer ?? {}, () => process.exit(0)),
  );
});

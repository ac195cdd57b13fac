/** One job in a process of its own: fills a store; or opens a filled one and measures it, beside the limit of its engine. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openOnDisk, type Open } from '../../src/store/lowdb/files.ts';
import { openLowdbStore } from '../../src/store/lowdb/index.ts';
import { openPostgresStore } from '../../src/store/postgres/index.ts';
import type { Store } from '../../src/store/store.ts';
import { createDisk } from '../../tests/store/disk.ts';
import { barePostgres } from './bare-postgres.ts';
import { openBareGroup } from './bare-group.ts';
import { bareSync } from './bare.ts';
import { drain, fill, middle, nextUpdate, timed, turn, type Middle, type Run } from './work.ts';

export interface Figures {
  members: number;
  reports: number;
  open: number;
  runs: Compared[];
  rows: number;
  startMs: number;
  /** Of the process and its heap, once the store is open; bytes. */
  rssBytes: number;
  heapBytes: number;
  /** lowdb's folder. */
  diskBytes?: number;
}

export interface Compared {
  ours: Middle;
  /** lowdb: one bare fdatasync after the other. PostgreSQL: bare transactions with as many writers. */
  bare: Middle;
  /** lowdb: as many writers, and nothing but their rows, their text and the disk. */
  group?: Middle;
}

export interface Job {
  task: 'fill' | 'measure';
  /** Folder of lowdb; where the bare file goes, with `url`. */
  dir: string;
  /** A database: the engine is PostgreSQL. */
  url?: string;
  members: number;
  reports: number;
  /** Of the reports; the others have been over for a month. */
  open: number;
  writers: number[];
  /** Added to each sync of lowdb's files and of the bare one, ms. */
  syncMs: number;
}

const secondsPerRun = 1;
/** Bare and commits take turns, so that a neighbour's noise meets them all. */
const rounds = 7;
/** Rounds before those that count: a bot runs for weeks, and its code is compiled in the first seconds. */
const warmRounds = 2;

function diskOf({ syncMs }: Job): Open {
  return syncMs === 0 ? openOnDisk : Object.assign(createDisk(), { slow: syncMs }).open;
}

function openStore(job: Job): Promise<Store> {
  const { url, dir, task } = job;
  const now = Date.now;
  if (url) return openPostgresStore({ url, now });
  const open = diskOf(job);
  return openLowdbStore({ dir, now, open, ...(task === 'fill' && { snapshotBytes: 16 << 20 }) });
}

async function sizeOf(dir: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(dir)).map(async (name) => (await stat(join(dir, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What is run in turns: a second of ours, then of each limit. */
type Side = (writers: number) => Promise<Run>;

async function limitsOf(job: Job): Promise<{ bare: Side; group?: Side; close: () => Promise<void> }> {
  const { dir, url, members } = job;
  if (url) {
    const bare = barePostgres(url);
    return {
      bare: (count) => timed(() => bare.turn(nextUpdate(), members), count, secondsPerRun),
      close: () => bare.close(),
    };
  }
  const open = diskOf(job);
  const group = await openBareGroup(open, join(dir, 'bare-group'));
  return {
    bare: () => bareSync(open, join(dir, 'bare'), secondsPerRun),
    async group(count) {
      const run = await timed(() => group.turn(nextUpdate(), members), count, secondsPerRun);
      group.forget();
      return run;
    },
    close: () => group.close(),
  };
}

async function rates(store: Store, job: Job): Promise<Compared[]> {
  const { members, writers } = job;
  const { close, ...limits } = await limitsOf(job);
  const sides: [name: keyof Compared, side: Side][] = [
    ['ours', (count) => timed(() => turn(store, nextUpdate(), members), count, secondsPerRun)],
    ...(Object.entries(limits) as [keyof Compared, Side][]),
  ];
  const found = writers.map((): { [name in keyof Compared]: Run[] } => ({ ours: [], bare: [] }));
  for (let round = -warmRounds; round < rounds; round++) {
    for (const [i, count] of writers.entries()) {
      // Whoever goes second meets what the first has left to the disk.
      for (const [name, side] of round % 2 === 0 ? sides : sides.toReversed()) {
        const run = await side(count);
        if (round >= 0) (found[i]![name] ??= []).push(run);
      }
      await drain(store);
    }
  }
  await close();
  return found.map(({ ours, bare, group }) => ({
    ours: middle(ours),
    bare: middle(bare),
    ...(group && { group: middle(group) }),
  }));
}

async function measure(job: Job): Promise<Figures> {
  const heap = (): number => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed;
  };
  const diskBytes = job.url ? undefined : await sizeOf(job.dir);
  const before = heap();
  const begin = performance.now();
  const store = await openStore(job);
  const startMs = performance.now() - begin;
  const heapBytes = heap() - before;
  const rssBytes = process.memoryUsage.rss();
  const { rows } = await store.stats();
  const runs = await rates(store, job);
  await store.close();
  const { members, reports, open } = job;
  const count = Object.values(rows).reduce((sum, table) => sum + table, 0);
  return {
    ...{ members, reports, open, runs, rows: count, startMs, rssBytes, heapBytes },
    ...(diskBytes !== undefined && { diskBytes }),
  };
}

async function fillOnly(job: Job): Promise<void> {
  const store = await openStore(job);
  await fill(store, job.members, job.reports, job.open);
  await store.close();
}

process.once('message', (message) => {
  const job = message as Job;
  void (job.task === 'fill' ? fillOnly(job) : measure(job)).then((answer) =>
    process.send?.(answer ?? {}, () => process.exit(0)),
  );
});

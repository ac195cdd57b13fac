/** What is measured: the rows of a union, the turns that its members make, and how long they take. */
import type { Store } from '../../src/store/store.ts';
import { spread } from '../report.ts';
import { changeOf, memberOf, quietMember, reportOf, reportOverOf } from './rows.ts';

export interface Run {
  writers: number;
  perSecond: number;
  /** ms. */
  p50: number;
  p99: number;
}

/** As many as write at once below, so that the log's lines are as long as those of a busy day. */
const rowsPerCommit = 64;

export const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN;

/** Members, each with a conversation and a consent; then reports, each of one of them, so many of them open and spread. */
export async function fill(store: Store, members: number, reports: number, open = reports): Promise<void> {
  const isOpen = (n: number): boolean =>
    Math.floor(((n + 1) * open) / reports) > Math.floor((n * open) / reports);
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
      isOpen(from + i) ? reportOf(from + i, members) : reportOverOf(from + i, members),
    );
    await store.commit({ at: Date.now() }, () => ({ put: { reports: some } }));
  }
}

let updates = 0;
export const nextUpdate = (): number => ++updates;

/** A turn of the hardship form: reads its rows, and writes what `changeOf` says. */
export async function turn(store: Store, n: number, members: number): Promise<void> {
  const id = `telegram:${memberOf(n, members)}`;
  await store.commit({ update: `telegram:${n}`, at: Date.now() }, async (view) => {
    const before = await view.get('conversations', id);
    await view.get('persons', id);
    return changeOf(n, members, before);
  });
}

/** Sends everything, so that the next run starts with an outbox as short as in a day's work. */
export async function drain(store: Store): Promise<void> {
  for (;;) {
    const rows = await store.claim(Date.now(), 1000, new Set());
    if (rows.length === 0) return;
    await store.settle(rows.map((row) => ({ id: row.id, result: 'sent', at: Date.now() })));
  }
}

/** So many writers, each with one turn after the other. */
export async function timed(work: () => Promise<void>, writers: number, seconds: number): Promise<Run> {
  const times: number[] = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let at = performance.now(); at < end;) {
        await work();
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

/** The middle of several rounds, each figure for itself, and how far apart the rates were. */
export interface Middle extends Run {
  least: number;
  most: number;
}

export function middle(rounds: readonly Run[]): Middle {
  const of = (name: 'perSecond' | 'p50' | 'p99') => spread(rounds.map((one) => one[name]));
  const rate = of('perSecond');
  return {
    writers: rounds[0]?.writers ?? 0,
    perSecond: rate.median,
    least: rate.min,
    most: rate.max,
    p50: of('p50').median,
    p99: of('p99').median,
  };
}

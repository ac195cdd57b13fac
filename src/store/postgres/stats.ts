import { every, type Table } from '../data.ts';
import { tableNames } from '../schema.ts';
import type { ChannelStats, Stats } from '../store.ts';
import type { Database } from './database.ts';
import { channelStats } from './outbox-statements.ts';
import type { Sql } from './statements.ts';

const counts: Sql = {
  name: 'counts',
  text: `select ${tableNames.map((table) => `(select count(*) from ${table} where tenant = $1) as ${table}`).join(', ')}`,
};

const lateReports: Sql = {
  name: 'late reports',
  text: `select count(*) as late from reports where tenant = $1 and by_due = '${every}' and at_due <= $2`,
};

/** Counting takes a second a few million rows: from so many on, it is done once in a while. */
const manyRows = 200_000;
/** ms for which a count of many rows is good. */
const countKept = 60_000;

export function createStats(database: Database, tenant: string, now: () => number): () => Promise<Stats> {
  let last: { rows: Record<Table, number>; total: number; at: number } | undefined;

  async function countRows(): Promise<Record<Table, number>> {
    if (last && last.total > manyRows && performance.now() - last.at < countKept) return last.rows;
    const { rows } = await database.glance(counts, [tenant]);
    const counted = (rows[0] ?? {}) as Record<Table, string>;
    const numbers = Object.fromEntries(tableNames.map((table) => [table, Number(counted[table])]));
    const total = Object.values(numbers).reduce((sum, one) => sum + one, 0);
    last = { rows: numbers as Record<Table, number>, total, at: performance.now() };
    return last.rows;
  }

  async function countChannels(): Promise<Record<string, ChannelStats>> {
    const { rows } = await database.glance(channelStats, [tenant, now()]);
    const found = rows as { lane: string; waiting: string; dead: string; due: number | null }[];
    const any = found.filter(({ waiting, dead }) => Number(waiting) + Number(dead) > 0);
    return Object.fromEntries(
      any.map(({ lane, waiting, dead, due }) => [
        lane,
        { waiting: Number(waiting), dead: Number(dead), ...(due !== null && { oldestDue: due }) },
      ]),
    );
  }

  return async () => {
    const [rows, channels, late] = await Promise.all([
      countRows(),
      countChannels(),
      database.glance(lateReports, [tenant, now()]),
    ]);
    const all = Object.values(channels);
    const dues = all.flatMap(({ oldestDue }) => oldestDue ?? []);
    return {
      outbox: all.reduce((sum, { waiting }) => sum + waiting, 0),
      dead: all.reduce((sum, { dead }) => sum + dead, 0),
      ...(dues.length > 0 && { oldestDue: Math.min(...dues) }),
      channels,
      late: Number((late.rows[0] as { late: string } | undefined)?.late),
      rows,
    };
  };
}

import type { Table } from '../data.ts';
import { tableNames } from '../schema.ts';
import type { Store } from '../store.ts';
import type { Database } from './database.ts';
import { nextDue } from './outbox-statements.ts';
import type { Sql } from './statements.ts';

type Stats = Awaited<ReturnType<Store['stats']>>;

const counts: Sql = {
  name: 'counts',
  text: `select ${tableNames.map((table) => `(select count(*) from ${table} where tenant = $1) as ${table}`).join(', ')}`,
};

const outboxCounts: Sql = {
  name: 'outbox counts',
  text: `select (select count(*) from outbox where tenant = $1 and state = 'ready')
      + (select count(*) from outbox where tenant = $1 and state = 'sending') as waiting,
    (select count(*) from outbox where tenant = $1 and state = 'dead') as dead`,
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

  return async () => {
    const [rows, outbox, soonest] = await Promise.all([
      countRows(),
      database.glance(outboxCounts, [tenant]),
      database.glance(nextDue, [tenant, now(), '', true]),
    ]);
    const { waiting, dead } = (outbox.rows[0] ?? {}) as { waiting: string; dead: string };
    const due = (soonest.rows[0] as { due: number | null } | undefined)?.due;
    return {
      outbox: Number(waiting),
      ...(typeof due === 'number' && { oldestDue: due }),
      dead: Number(dead),
      rows,
    };
  };
}

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

/** Counting millions of rows takes seconds: it may cost a twentieth of the time, and nobody looks more often. */
const share = 20;
/** ms that are nothing. */
const cheap = 50;

export function createStats(database: Database, tenant: string, now: () => number): () => Promise<Stats> {
  let last: { rows: Record<Table, number>; at: number; cost: number } | undefined;

  async function countRows(): Promise<Record<Table, number>> {
    const started = performance.now();
    if (last && last.cost > cheap && started - last.at < last.cost * share) return last.rows;
    const { rows } = await database.query(counts, [tenant]);
    const counted = (rows[0] ?? {}) as Record<Table, string>;
    const numbers = Object.fromEntries(tableNames.map((table) => [table, Number(counted[table])]));
    const at = performance.now();
    last = { rows: numbers as Record<Table, number>, at, cost: at - started };
    return last.rows;
  }

  return async () => {
    const [rows, outbox, soonest] = await Promise.all([
      countRows(),
      database.query(outboxCounts, [tenant]),
      database.query(nextDue, [tenant, now(), '', true]),
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

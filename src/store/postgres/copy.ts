import pg from 'pg';
import { tableNames } from '../schema.ts';
import type { Copied } from '../store.ts';
import { DatabaseFault } from './faults.ts';
import { decodeRow } from './rows.ts';
import { tenant } from './tenant.ts';

const rowsAPage = 1000;

/** All rows and marks of one moment: one transaction that sees nothing of later commits and holds none of them up. */
export async function* copyDatabase(url: string): AsyncGenerator<Copied> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true });
  client.on('error', () => {});
  const ask = async <R extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> =>
    (
      await client.query<R>(text, values).catch((error: unknown) => {
        throw new DatabaseFault(error);
      })
    ).rows;

  async function* pages<R extends { id: string }>(from: string): AsyncGenerator<R> {
    for (let last = ''; ;) {
      const rows = await ask<R>(`${from} where tenant = $1 and id > $2 order by id limit ${rowsAPage}`, [
        tenant,
        last,
      ]);
      yield* rows;
      if (rows.length < rowsAPage) return;
      last = rows.at(-1)?.id ?? last;
    }
  }

  try {
    await client.connect().catch((error: unknown) => {
      throw new DatabaseFault(error);
    });
    await ask('begin isolation level repeatable read read only');
    for (const table of tableNames) {
      const stored = pages<{ id: string; row: unknown; version: string }>(
        `select id, row, version from ${table}`,
      );
      for await (const one of stored) yield { table, row: decodeRow(table, one) };
    }
    for await (const { id, at } of pages<{ id: string; at: number }>('select id, at from marks')) {
      // Marks of commits without an update only serve their own tries.
      if (!id.startsWith('~')) yield { update: id, at };
    }
  } finally {
    await client.end().catch(() => {});
  }
}

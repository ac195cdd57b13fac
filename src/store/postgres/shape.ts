/**
 * The tables of data.ts in the database: one a kind, a column and an index for each of its `indexes`. What a newer
 * program finds missing is made and filled from the rows; nothing is ever taken away.
 */
import type pg from 'pg';
import { indexNamesOf, isTimed, type Table, type Tables } from '../data.ts';
import { schemaVersion, tableNames } from '../schema.ts';
import { decodeRow, encodeRow, indexValues } from './rows.ts';
import { columnOf, indexColumns, timeColumnOf } from './table-statements.ts';

/** Index names by table, as the database has them. */
export type Shape = Partial<Record<string, string[]>>;

export const wantedShape = (): Shape =>
  Object.fromEntries(
    tableNames.map((table) => [table, indexNamesOf(table).map((index) => shapeName(table, index))]),
  );

/** One that has a time from now on is another one. */
const shapeName = (table: Table, index: string): string => (isTimed(table, index) ? `${index}@` : index);

/**
 * Percent of a page that is filled at first: a row that changes finds room beside itself and no index is touched, so that commits
 * which read neighbours in that index are not taken for conflicts.
 */
const fillFactor = 60;

const rowsAPage = 500;

/** `rows`: the version that stored rows have. Rows of an older one are led over, and all their indexes filled anew. */
export async function ensureShape(client: pg.ClientBase, found: Shape, rows: number): Promise<void> {
  for (const table of tableNames) {
    await client.query(`create table if not exists ${table} (
      tenant text collate "C" not null, id text collate "C" not null, row jsonb not null, version bigint not null,
      primary key (tenant, id)) with (fillfactor = ${fillFactor})`);
    const missing = indexNamesOf(table).filter((index) => !found[table]?.includes(shapeName(table, index)));
    for (const index of missing) {
      const column = columnOf(index);
      await client.query(`alter table ${table} add column if not exists ${column} text collate "C"`);
      const time = isTimed(table, index) ? timeColumnOf(index) : undefined;
      if (time) await client.query(`alter table ${table} add column if not exists ${time} float8`);
      await client.query(
        time
          ? `create index if not exists ${table}_${column}_at on ${table} (tenant, ${column}, ${time}, id) where ${column} is not null`
          : `create index if not exists ${table}_${column} on ${table} (tenant, ${column}, id) where ${column} is not null`,
      );
    }
    if (missing.length > 0 || rows < schemaVersion) await fill(client, table);
  }
}

async function fill(client: pg.ClientBase, table: Table): Promise<void> {
  const sets = indexColumns(table).map((column, i) => `, ${column} = $${i + 5}`);
  const update = `update ${table} set row = $3, version = $4${sets.join('')} where tenant = $1 and id = $2`;
  for (let last = ['', '']; ;) {
    const page = await client.query<{ tenant: string; id: string; row: unknown; version: string }>(
      `select tenant, id, row, version from ${table} where (tenant, id) > ($1, $2) order by tenant, id limit ${rowsAPage}`,
      last,
    );
    for (const stored of page.rows) {
      const row: Tables[Table] = decodeRow(table, stored);
      await client.query(update, [
        stored.tenant,
        stored.id,
        encodeRow(table, row),
        schemaVersion,
        ...indexValues(table, row),
      ]);
      last = [stored.tenant, stored.id];
    }
    if (page.rows.length < rowsAPage) return;
  }
}

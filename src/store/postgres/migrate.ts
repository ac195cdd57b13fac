/**
 * Brings the database to what this program knows: numbered SQL files, each applied once, then the tables of data.ts.
 * Processes that start together wait for each other on one row; a database of a newer program is refused.
 */
import pg from 'pg';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreError } from '../errors.ts';
import type { Log } from '../log.ts';
import { schemaVersion } from '../schema.ts';
import { DatabaseFault } from './faults.ts';
import { ensureShape, wantedShape, type Shape } from './shape.ts';

const folder = new URL('./migrations/', import.meta.url);

interface Engine {
  migration: number;
  rows: number;
  shape: Shape;
}

/** ms between tries while a server starts. */
const patience = 250;

/** Throws StoreError `newer`, or DatabaseFault when the database cannot be reached for `giveUpAfter` ms. */
export async function migrate(url: string, log: Log, giveUpAfter: number): Promise<void> {
  const started = performance.now();
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      return await migrateOn(client, log);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      const fault = new DatabaseFault(error);
      if (!isPassing(fault) || performance.now() - started > giveUpAfter) throw fault;
    } finally {
      await client.end().catch(() => {});
    }
    await wait(patience);
  }
}

/** "create if not exists" at the same moment: one of the two is refused with a duplicate key, or a table that exists. */
const isPassing = (fault: DatabaseFault): boolean =>
  fault.transient || ['23505', '42P07', '42710', '42701', 'XX000'].includes(fault.code);

async function migrateOn(client: pg.Client, log: Log): Promise<void> {
  const files = (await readdir(folder)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  const latest = Number(files.at(-1)?.slice(0, 4));
  await client.query(`create table if not exists engine (
    name text primary key, migration bigint not null, rows bigint not null, shape jsonb not null)`);
  await client.query(`insert into engine values ('store', 0, 0, '{}') on conflict do nothing`);
  if (isCurrent(await read(client, ''), latest)) return;

  await client.query('begin isolation level read committed');
  const engine = await read(client, 'for update');
  if (isCurrent(engine, latest)) {
    await client.query('rollback');
    return;
  }
  for (const file of files.filter((name) => Number(name.slice(0, 4)) > engine.migration)) {
    await client.query(await readFile(new URL(file, folder), 'utf8'));
    log.info({ file }, 'The database was brought a step forward');
  }
  await ensureShape(client, engine.shape, engine.rows);
  // What an older program has, and this one no longer, stays.
  const shape = { ...engine.shape, ...wantedShape() };
  await client.query(`update engine set migration = $1, rows = $2, shape = $3 where name = 'store'`, [
    latest,
    schemaVersion,
    JSON.stringify(shape),
  ]);
  await client.query('commit');
}

async function read(client: pg.Client, lock: '' | 'for update'): Promise<Engine> {
  const { rows } = await client.query<{ migration: string; rows: string; shape: Shape }>(
    `select migration, rows, shape from engine where name = 'store' ${lock}`,
  );
  const [row] = rows;
  return { migration: Number(row?.migration), rows: Number(row?.rows), shape: row?.shape ?? {} };
}

function isCurrent(engine: Engine, latest: number): boolean {
  if (engine.migration > latest || engine.rows > schemaVersion) {
    throw new StoreError(
      'newer',
      `The database was used by a newer version of the program (step ${engine.migration}, rows ${engine.rows}; this one knows step ${latest}, rows ${schemaVersion}). Start that version again, or restore a backup into an empty database: nothing is led backwards.`,
    );
  }
  const isThere = ([table, names]: [string, string[] | undefined]): boolean => {
    const found = engine.shape[table];
    return found !== undefined && (names ?? []).every((name) => found.includes(name));
  };
  return (
    engine.migration === latest &&
    engine.rows === schemaVersion &&
    Object.entries(wantedShape()).every(isThere)
  );
}

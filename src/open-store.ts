/** The one place that knows both engines: which store the settings name, opened. */
import { openLowdbStore } from './store/lowdb/index.ts';
import { openPostgresStore } from './store/postgres/index.ts';
import { restoring } from './store/backup.ts';
import { copyFolder } from './store/lowdb/read-folder.ts';
import { copyDatabase } from './store/postgres/copy.ts';
import { StoreError } from './store/errors.ts';
import type { Log } from './store/log.ts';
import type { Copied, Store } from './store/store.ts';

export interface StoreSettings {
  /** The embedded store's folder; created when it is not there. Not looked at when `databaseUrl` is set. */
  dataDir: string;
  /** `postgres://…`: this database instead, shared by any number of processes. */
  databaseUrl?: string;
}

export interface OpenStoreParts {
  now: () => number;
  log?: Log;
  /** The embedded store can write nothing more: the process should end and be started again. */
  onFatal?: () => void;
}

/** For the bot. Throws what `openAnyStore` does, and StoreError `damaged` for a store that a restore has half filled. */
export async function openStore(settings: StoreSettings, parts: OpenStoreParts): Promise<Store> {
  const store = await openAnyStore(settings, parts);
  try {
    if (!(await store.read((view) => view.get('kept', restoring)))) return store;
    throw new StoreError(
      'damaged',
      'A restore into this store was broken off, or is under way: the store is not whole. Run npm run restore -- FILE --force to the end, then start again.',
    );
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Everything that the store holds at one moment, without stopping the bot that serves from it. Changes nothing. */
export function copyStore({ dataDir, databaseUrl }: StoreSettings): AsyncIterable<Copied> {
  return databaseUrl ? copyDatabase(databaseUrl) : copyFolder(dataDir);
}

/** Throws StoreError (a folder that is locked, damaged or newer; a newer database), or says that the database is away. */
export function openAnyStore({ dataDir, databaseUrl }: StoreSettings, parts: OpenStoreParts): Promise<Store> {
  const { now, log, onFatal } = parts;
  const common = { now, ...(log && { log }) };
  return databaseUrl
    ? openPostgresStore({ url: databaseUrl, ...common })
    : openLowdbStore({ dir: dataDir, ...common, ...(onFatal && { onFatal }) });
}

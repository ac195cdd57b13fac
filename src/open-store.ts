/** The one place that knows both engines: which store the settings name, opened. */
import { openLowdbStore } from './store/lowdb/index.ts';
import { openPostgresStore } from './store/postgres/index.ts';
import type { Log } from './store/log.ts';
import type { Store } from './store/store.ts';

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

/** Throws StoreError (a folder that is locked, damaged or newer; a newer database), or says that the database is away. */
export function openStore({ dataDir, databaseUrl }: StoreSettings, parts: OpenStoreParts): Promise<Store> {
  const { now, log, onFatal } = parts;
  const common = { now, ...(log && { log }) };
  return databaseUrl
    ? openPostgresStore({ url: databaseUrl, ...common })
    : openLowdbStore({ dir: dataDir, ...common, ...(onFatal && { onFatal }) });
}

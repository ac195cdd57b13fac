/**
 * lowdb's extension point: `read` recovers the state from the folder, `write` appends what has changed since and
 * resolves when it is durable. lowdb's own file adapter writes the whole store each time and never calls fsync.
 */
import type { Adapter } from 'lowdb';
import { join } from 'node:path';
import type { StoreError } from '../errors.ts';
import { codeOf } from '../errors.ts';
import { logName, type Open } from './files.ts';
import { createGenerations, type Generations } from './generations.ts';
import { createJournal, type Journal } from './journal.ts';
import type { Log } from '../log.ts';
import { recover } from './recover.ts';
import { createState, emptyLoaded, type State } from './state.ts';
import { cutTail } from './torn.ts';

export interface AdapterParts {
  dir: string;
  now: () => number;
  log: Log;
  /** A log larger than this is followed by a snapshot. */
  snapshotBytes: number;
  open: Open;
  /** Called once, when a write has failed and nothing more will be stored. */
  onFatal: (error: StoreError) => void;
}

export interface JournalAdapter extends Adapter<State> {
  failure(): StoreError | undefined;
  /** What the disk takes for a batch, ms. */
  batchMs(): number;
  close(): Promise<void>;
}

export function createJournalAdapter(parts: AdapterParts): JournalAdapter {
  const { dir, log } = parts;
  let journal: Journal | undefined;
  let generations: Generations | undefined;
  let closeArchive = (): void => {};

  return {
    async read() {
      const found = recover(dir);
      if (found?.torn) {
        const saved = cutTail(found.torn.path, found.torn.bytes);
        log.warn({ saved, byte: found.torn.bytes }, 'An unfinished write was cut from the end of the log');
      }
      const { loaded, base, generation } = found ?? { loaded: emptyLoaded(), base: 1, generation: 1 };
      generations = createGenerations({ ...parts, base, generation, pastOfBase: loaded.pastFiles?.file });
      const bytes = found?.bytes ?? (await generations.create(1));
      const path = join(dir, logName(generation));
      journal = createJournal({ file: await parts.open(path, 'a'), bytes }, (error) => {
        log.error({ code: codeOf(error.cause) }, error.message);
        parts.onFatal(error);
      });
      const state = createState(loaded, parts.now, dir);
      // Rows of two schemas never share a file: its header says one.
      if (found?.older) {
        state.archive.stale = state.archive.files !== undefined;
        await generations.next(state, journal);
      }
      closeArchive = () => state.archive.close();
      return state;
    },
    async write(state) {
      if (!journal || !generations) throw new Error('lowdb writes before it has read');
      await journal.write(state.unwritten.splice(0));
      generations.nextIfFull(state, journal);
    },
    failure: () => journal?.failure(),
    batchMs: () => journal?.batchMs() ?? 0,
    async close() {
      await generations?.stop();
      await journal?.close();
      closeArchive();
    },
  };
}

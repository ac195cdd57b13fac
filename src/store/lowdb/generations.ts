/** Log and snapshot make a generation. When a log is full the next one starts, and a snapshot of it follows. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AdapterParts } from './adapter.ts';
import { codeOf } from '../errors.ts';
import { generationOf, logName, publish, snapshotName, syncFolder } from './files.ts';
import { encodeFrame } from './frame.ts';
import { headerOf } from './header.ts';
import type { Journal } from './journal.ts';
import { snapshotFrames } from './snapshot.ts';
import type { State } from './state.ts';

export interface Generations {
  /** An empty log of that generation, durable before it has its name. Resolves with its bytes. */
  create(generation: number): Promise<number>;
  /** Starts the next generation; resolves when its snapshot is there too. */
  next(state: State, journal: Journal): Promise<void>;
  /** The same in the background, when the log is full. Its failure is no loss: the logs go on. */
  nextIfFull(state: State, journal: Journal): void;
  /** Breaks off a snapshot that is under way. */
  stop(): Promise<void>;
}

export function createGenerations(parts: AdapterParts & { base: number; generation: number }): Generations {
  const { dir, open, log, snapshotBytes } = parts;
  let { base, generation } = parts;
  let full = snapshotBytes;
  let running: Promise<void> | undefined;
  const stopping = new AbortController();

  function create(number: number): Promise<number> {
    return publish(join(dir, logName(number)), [encodeFrame(headerOf('log', number))], open);
  }

  async function next(state: State, journal: Journal): Promise<void> {
    const number = generation + 1;
    const bytes = await create(number);
    const before = await journal.switchTo(await open(join(dir, logName(number)), 'a'), bytes);
    generation = number;
    await before.close();
    const written = await publish(
      join(dir, snapshotName(number)),
      snapshotFrames(state, number, stopping.signal),
      open,
      () => journal.write([]),
    );
    log.info({ generation, bytes: written }, 'A snapshot of the store was written');
    await removeBefore(base);
    base = number;
  }

  /** The generation before stays: a snapshot that turns out damaged can be moved away. */
  async function removeBefore(oldest: number): Promise<void> {
    for (const name of await readdir(dir)) {
      const number = generationOf('log', name) ?? generationOf('snap', name);
      if (number !== undefined && number < oldest) await rm(join(dir, name), { force: true });
    }
    await syncFolder(dir);
  }

  return {
    create,
    next,
    nextIfFull(state, journal) {
      if (running || stopping.signal.aborted || journal.failure() || journal.bytes() < full) return;
      running = next(state, journal)
        .then(() => {
          full = snapshotBytes;
        })
        .catch((error: unknown) => {
          // Not at once again: a disk that is full would be filled a second time.
          full = journal.bytes() + snapshotBytes;
          if (!stopping.signal.aborted)
            log.warn({ code: codeOf(error) }, 'A snapshot of the store could not be written');
        })
        .finally(() => {
          running = undefined;
        });
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Log and snapshot make a generation. When a log is full the next one starts, and a snapshot of it follows. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AdapterParts } from './adapter.ts';
import { codeOf } from '../errors.ts';
import { generationOf, logName, publish, snapshotName, syncFolder } from './files.ts';
import { encodeFrame } from './frame.ts';
import { headerOf } from './header.ts';
import type { Journal } from './journal.ts';
import { startMoving } from './rest.ts';
import { snapshotFrames } from './snapshot.ts';
import type { State } from './state.ts';

/** ms. What was erased is gone from the disk after two generations, also where little is written. */
const oldestLog = 24 * 3_600_000;

export interface Generations {
  /** An empty log of that generation, durable before it has its name. Resolves with its bytes. */
  create(generation: number): Promise<number>;
  /** Starts the next generation; resolves when its snapshot is there too. */
  next(state: State, journal: Journal): Promise<void>;
  /** The same in the background, when the log is full or a day old. Its failure is no loss: the logs go on. */
  nextIfFull(state: State, journal: Journal): void;
  /** Breaks off a snapshot that is under way. */
  stop(): Promise<void>;
}

export function createGenerations(
  parts: AdapterParts & { base: number; generation: number; pastOfBase: number | undefined },
): Generations {
  const { dir, open, log, snapshotBytes } = parts;
  let { base, generation, pastOfBase } = parts;
  let full = snapshotBytes;
  let begun = parts.now();
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
    const moving = startMoving(dir, state, number, open);
    try {
      const written = await publish(
        join(dir, snapshotName(number)),
        snapshotFrames(state, number, stopping.signal, { now: parts.now(), moving }),
        open,
        () => journal.write(state.unwritten.splice(0)),
      );
      log.info({ generation, bytes: written }, 'A snapshot of the store was written');
    } catch (error) {
      await moving.abandon();
      throw error;
    }
    await moving.letGo();
    await removeBefore(base, Math.min(pastOfBase ?? Infinity, state.archive.files?.file ?? Infinity));
    base = number;
    pastOfBase = state.archive.files?.file;
  }

  /** The generation before stays: a snapshot that turns out damaged can be moved away. */
  async function removeBefore(oldest: number, oldestPast: number): Promise<void> {
    for (const name of await readdir(dir)) {
      const number = generationOf('log', name) ?? generationOf('snap', name);
      const past = generationOf('past', name) ?? generationOf('pastindex', name);
      if ((number ?? oldest) < oldest || (past ?? oldestPast) < oldestPast)
        await rm(join(dir, name), { force: true });
    }
    await syncFolder(dir);
  }

  const isTime = (journal: Journal): boolean =>
    journal.bytes() >= full || Math.abs(parts.now() - begun) >= oldestLog;

  return {
    create,
    next,
    nextIfFull(state, journal) {
      if (running || stopping.signal.aborted || journal.failure() || !isTime(journal)) return;
      begun = parts.now();
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

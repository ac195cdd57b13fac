/**
 * The log that is written to: all that waits goes out as whole frames and one fdatasync (group commit). One failed
 * write or fsync ends it: the kernel may have dropped the bytes and would report the next fsync as good (PostgreSQL
 * wiki, "Fsync Errors"), so the process has to start again from what is on the disk.
 */
import { codeOf, StoreError } from '../errors.ts';
import { encodeList } from './frame.ts';
import { writeWhole, type OpenFile } from './files.ts';
import { createWaiting, type Waiting } from './waiting.ts';

/** Characters. A frame is read back as one string, so it stays far from the longest string. */
const frameCharacters = 4_000_000;
/** How fast a disk that has become slower is believed: two per cent a batch. */
const growth = 1.02;
/** Bytes in which frames are made, one after the other. Larger ones have their own. */
const roomBytes = 1 << 20;

export interface Journal {
  /** Takes transactions and resolves when they, and all before them, are durable. None: waits for those before. */
  write(transactions: readonly string[]): Promise<void>;
  /** From the next batch on, writes to that file; resolves with the one before when nothing more goes there. */
  switchTo(file: OpenFile, bytes: number): Promise<OpenFile>;
  /** Bytes of the file that is written to. */
  bytes(): number;
  /** What the disk takes for a batch: the shortest of late, since others are noticed late. ms; 0 before the first. */
  batchMs(): number;
  failure(): StoreError | undefined;
  /** Writes what waits, closes, and refuses from then on. */
  close(): Promise<void>;
}

export function createJournal(
  start: { file: OpenFile; bytes: number },
  onFailure: (error: StoreError) => void,
): Journal {
  let { file, bytes } = start;
  const room = Buffer.allocUnsafeSlow(roomBytes);
  let batchMs = Infinity;
  let waiting: string[] = [];
  let next: Waiting | undefined;
  let running: Promise<void> | undefined;
  let failed: StoreError | undefined;
  let change: { file: OpenFile; bytes: number; done: (before: OpenFile) => void } | undefined;

  function changeFile(): void {
    if (!change) return;
    const before = file;
    const { done } = change;
    ({ file, bytes } = change);
    change = undefined;
    done(before);
  }

  async function writeBatch(transactions: readonly string[]): Promise<void> {
    const begunAt = performance.now();
    for (const some of framesOf(transactions)) {
      const frame = encodeList(some, room);
      await writeWhole(file, frame);
      bytes += frame.length;
    }
    await file.datasync();
    batchMs = Math.min(performance.now() - begunAt, batchMs * growth);
  }

  async function drain(): Promise<void> {
    while (next && !failed) {
      changeFile();
      const batch = waiting;
      const done = next;
      waiting = [];
      next = undefined;
      try {
        running = done.promise;
        await writeBatch(batch);
        done.resolve();
      } catch (error) {
        fail(error, done);
      }
    }
    running = undefined;
    changeFile();
  }

  function fail(cause: unknown, current: Waiting): void {
    failed = new StoreError(
      'stopped',
      `The store could not write its log (${codeOf(cause)}) and has stopped: what was not acknowledged is not stored. ` +
        'Make sure that the disk has room and is healthy, then start again.',
      { cause },
    );
    current.reject(failed);
    next?.reject(failed);
    next = undefined;
    onFailure(failed);
  }

  return {
    write(transactions) {
      if (failed) return Promise.reject(failed);
      if (transactions.length === 0) return next?.promise ?? running ?? Promise.resolve();
      for (const one of transactions) waiting.push(one);
      next ??= createWaiting();
      const { promise } = next;
      if (!running) void drain();
      return promise;
    },
    switchTo(nextFile, nextBytes) {
      return new Promise((done) => {
        change = { file: nextFile, bytes: nextBytes, done };
        if (!running) changeFile();
      });
    },
    bytes: () => bytes,
    batchMs: () => (batchMs === Infinity ? 0 : batchMs),
    failure: () => failed,
    async close() {
      await (next?.promise ?? running)?.catch(() => {});
      failed ??= new StoreError('stopped', 'The store is closed.');
      await file.close();
    },
  };
}

/** Whole transactions, as many as a frame takes. */
function* framesOf(transactions: readonly string[]): Generator<string[]> {
  let from = 0;
  let characters = 0;
  for (const [i, one] of transactions.entries()) {
    characters += one.length;
    if (characters < frameCharacters && i < transactions.length - 1) continue;
    yield transactions.slice(from, i + 1);
    from = i + 1;
    characters = 0;
  }
}

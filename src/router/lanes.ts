/** Lanes: the updates of one person one after the other, those of others beside them; in a burst the pressing ones first. */
import { createLines } from './lines.ts';

/** A task that does not end. `released`: the lane has gone on without it. Times in ms. */
export interface Stuck {
  key: string;
  afterMs: number;
  released: boolean;
}

export interface Timers {
  set(run: () => void, ms: number): unknown;
  clear(timer: unknown): void;
}

export interface LanesOptions {
  /** How many tasks run at one time. Default: all that may. */
  atOnce?: number;
  /** ms. Default 30 s. */
  reportAfterMs?: number;
  /** ms. Default 120 s. */
  releaseAfterMs?: number;
  /** Told twice at most of each task: when it is late, and when the lane goes on. */
  onStuck: (stuck: Stuck) => void;
  timers?: Timers;
}

export interface Lanes {
  /**
   * Runs the task when all earlier ones of the key have ended and there is room. Settles as the task does, however late.
   * `rank`: a whole number, 0 (the default) passes first. A key whose later task presses brings its earlier ones along.
   */
  run<T>(key: string, task: () => Promise<T> | T, rank?: number): Promise<T>;
  /** What waits under the key passes as if it had that rank, if that is a better one. */
  raise(key: string, rank: number): void;
  /** That task and those behind it, if it waits: they reject with the error and never run. */
  refuse(key: string, task: unknown, error: Error): void;
  /** Resolves when nothing runs or waits, for an orderly end. */
  idle(): Promise<void>;
  /** How many tasks run or wait. */
  readonly size: number;
  /** How many tasks run. */
  readonly running: number;
}

/** A task that runs, in its lane or after its lane has gone on without it. */
interface InLane {
  key: string;
  inLane: boolean;
  timer: unknown;
}

const wallTimers: Timers = {
  set: (run, ms) => setTimeout(run, ms).unref(),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

export function createLanes(options: LanesOptions): Lanes {
  const { reportAfterMs = 30_000, releaseAfterMs = 120_000, onStuck, timers = wallTimers } = options;
  const { atOnce = Infinity } = options;
  const lines = createLines();
  let size = 0;
  let running = 0;
  const waiters: (() => void)[] = [];

  function fill(): void {
    while (running < atOnce) {
      const next = lines.next();
      if (!next) return;
      next.begin();
    }
  }

  function done(): void {
    size--;
    if (size === 0) waiters.splice(0).forEach((wake) => wake());
  }

  function leave(one: InLane): void {
    if (!one.inLane) return;
    one.inLane = false;
    running--;
    lines.ended(one.key);
    fill();
  }

  function watch(one: InLane): void {
    const { key } = one;
    one.timer = timers.set(() => {
      one.timer = timers.set(() => {
        leave(one);
        onStuck({ key, afterMs: releaseAfterMs, released: true });
      }, releaseAfterMs - reportAfterMs);
      onStuck({ key, afterMs: reportAfterMs, released: false });
    }, reportAfterMs);
  }

  async function work<T>(key: string, task: () => Promise<T> | T): Promise<T> {
    running++;
    const one: InLane = { key, inLane: true, timer: undefined };
    watch(one);
    try {
      return await task();
    } finally {
      timers.clear(one.timer);
      leave(one);
      done();
    }
  }

  return {
    run<T>(key: string, task: () => Promise<T> | T, rank = 0) {
      size++;
      return new Promise<T>((resolve, reject) => {
        lines.add(key, {
          task,
          rank,
          begin: () => resolve(work(key, task)),
          refuse: (error) => {
            done();
            reject(error);
          },
        });
        fill();
      });
    },
    raise: (key, rank) => lines.raise(key, rank),
    refuse(key, task, error) {
      for (const waiting of lines.takeBack(key, task)) waiting.refuse(error);
    },
    idle: () => (size === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
    get size() {
      return size;
    },
    get running() {
      return running;
    },
  };
}

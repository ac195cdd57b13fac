/** Lanes: the updates of one person one after the other, those of others beside them. */

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
  /** ms. Default 30 s. */
  reportAfterMs?: number;
  /** ms. Default 120 s. */
  releaseAfterMs?: number;
  /** Told twice at most of each task: when it is late, and when the lane goes on. */
  onStuck: (stuck: Stuck) => void;
  timers?: Timers;
}

export interface Lanes {
  /** Runs the task when all earlier ones of the key have ended. Settles as the task does, however late. */
  run<T>(key: string, task: () => Promise<T> | T): Promise<T>;
  /** Resolves when nothing runs or waits, for an orderly end. */
  idle(): Promise<void>;
  /** How many tasks run or wait. */
  readonly size: number;
}

const wallTimers: Timers = {
  set: (run, ms) => setTimeout(run, ms).unref(),
  clear: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

export function createLanes(options: LanesOptions): Lanes {
  const { reportAfterMs = 30_000, releaseAfterMs = 120_000, onStuck, timers = wallTimers } = options;
  /** What waits behind the task that runs, by key. */
  const lanes = new Map<string, (() => void)[]>();
  let size = 0;
  const waiters: (() => void)[] = [];

  function goOn(key: string): void {
    const next = lanes.get(key)?.shift();
    if (next === undefined) lanes.delete(key);
    else next();
  }

  async function work<T>(key: string, task: () => Promise<T> | T): Promise<T> {
    let inLane = true;
    const leave = (): void => {
      if (inLane) goOn(key);
      inLane = false;
    };
    let timer = timers.set(() => {
      timer = timers.set(() => {
        leave();
        onStuck({ key, afterMs: releaseAfterMs, released: true });
      }, releaseAfterMs - reportAfterMs);
      onStuck({ key, afterMs: reportAfterMs, released: false });
    }, reportAfterMs);
    try {
      return await task();
    } finally {
      timers.clear(timer);
      size--;
      leave();
      if (size === 0) waiters.splice(0).forEach((wake) => wake());
    }
  }

  return {
    run(key, task) {
      size++;
      const queue = lanes.get(key);
      if (queue === undefined) {
        lanes.set(key, []);
        return work(key, task);
      }
      return new Promise((resolve) => queue.push(() => resolve(work(key, task))));
    },
    idle: () => (size === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
    get size() {
      return size;
    },
  };
}

export interface Timers {
  /** Runs `task` after `ms`; the answer cancels it. */
  after(ms: number, task: () => void): () => void;
  /** Resolves after `ms`, or at once when everything is closed. */
  sleep(ms: number): Promise<void>;
  /** Cancels all; sleepers wake. */
  close(): void;
}

/** All timers of one stand-in in one place, so that closing leaves none. */
export function createTimers(): Timers {
  const running = new Map<NodeJS.Timeout, (() => void) | undefined>();
  let closed = false;
  const start = (ms: number, task: () => void, onClose?: () => void): (() => void) => {
    const timer = setTimeout(() => {
      running.delete(timer);
      task();
    }, ms);
    running.set(timer, onClose);
    return () => {
      clearTimeout(timer);
      running.delete(timer);
    };
  };
  return {
    after: (ms, task) => (closed ? () => undefined : start(ms, task)),
    sleep: (ms) =>
      new Promise((resolve) => {
        if (closed) resolve();
        else start(ms, resolve, resolve);
      }),
    close() {
      closed = true;
      for (const [timer, onClose] of running) {
        clearTimeout(timer);
        onClose?.();
      }
      running.clear();
    },
  };
}

/** Those who are told that a message waits. A hint only: whoever misses it looks again by itself. */
import type { Log } from './log.ts';
import type { Store } from './store.ts';

export interface WakeHints {
  onWake: Store['onWake'];
  /** Tells all of them; one that throws keeps nobody else from hearing. */
  wake(): void;
}

export function createWakeHints(log: Log): WakeHints {
  const hints = new Set<() => void>();
  return {
    onWake(hint) {
      hints.add(hint);
      return () => void hints.delete(hint);
    },
    wake() {
      for (const hint of hints) {
        try {
          hint();
        } catch (error) {
          log.error({ err: error }, 'A wake hint of the outbox failed');
        }
      }
    },
  };
}

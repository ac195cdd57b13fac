/**
 * The sandbox's own time: the real one, plus what was skipped. The bot on the stand-ins and the stand-ins themselves read this
 * one clock, so that windows, waits, reminders and tokens are of one time. It never goes back: what is stored has its dates.
 */
import { atTime } from '../core/time.ts';

const HOUR = 3_600_000;

export interface SandboxClock {
  /** ms since 1970. */
  now(): number;
  /** ms by which it is ahead of the real clock. */
  ahead(): number;
  /** False: there is no such step. */
  skip(step: string): boolean;
  /** Called after each skip. */
  onSkip(listener: () => void): () => void;
}

/** What the page offers: the time that is reached from `at`. `23:00` is within the union's quiet hours. */
const STEPS: Readonly<Record<string, (at: number) => number>> = {
  '1h': (at) => at + HOUR,
  '24h': (at) => at + 24 * HOUR,
  '48h': (at) => at + 48 * HOUR,
  '23:00'(at) {
    const tonight = atTime(at, '23:00');
    return tonight > at ? tonight : atTime(at + 24 * HOUR, '23:00');
  },
};

/** `real`: the clock of this machine, ms. `ahead`: what an earlier run had skipped, ms. */
export function createClock(real: () => number, ahead = 0): SandboxClock {
  const listeners = new Set<() => void>();
  let skipped = ahead;
  const now = () => real() + skipped;
  return {
    now,
    ahead: () => skipped,
    skip(step) {
      const target = Object.hasOwn(STEPS, step) ? STEPS[step]!(now()) : undefined;
      if (target === undefined) return false;
      skipped += target - now();
      for (const listener of listeners) listener();
      return true;
    },
    onSkip(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Notices that the clock was set back: what was timed on the clock as it was would wait for as long as that was ahead. */
import { clockSlack } from './due.ts';

/** ms. An outcome timed just before the clock was set may be stored that much later. */
const echoMs = 30_000;

export interface ClockWatch {
  /** Retries due after that were timed on a clock that is no more; undefined: none. At the moment of setting it is `now`. */
  staleAfter(now: number): number | undefined;
  /** The clock shows this now. */
  see(now: number): void;
}

export function createClockWatch(): ClockWatch {
  let last = -Infinity;
  let echo = { by: 0, until: -Infinity };
  const isSetBack = (now: number): boolean => now < last - clockSlack;
  return {
    staleAfter(now) {
      if (isSetBack(now)) return now;
      return now < echo.until ? now + echo.by - clockSlack : undefined;
    },
    see(now) {
      if (isSetBack(now)) echo = { by: last - now, until: now + echoMs };
      last = now;
    },
  };
}

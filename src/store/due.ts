/**
 * When a waiting message may go, on a clock that somebody may set. A message that was never scheduled is due at once,
 * and a retry is due at the latest after `longestWait`, whatever the clock says now.
 */
import type { Outgoing } from './data.ts';

/** ms. No retry waits longer; one that seems to was timed on a clock that has moved back since. */
export const longestWait = 24 * 3_600_000;

/** ms. A clock that moves back by more than this was set, not trimmed. */
export const clockSlack = 60_000;

/** Never tried, and its sender wanted it later than the moment it was stored. */
export function isScheduled(row: Outgoing): boolean {
  return row.attempt === 0 && row.due > row.at;
}

/** The time from which a row may go, given the clock as it was last seen. */
export function effectiveDue(row: Outgoing, clock: number): number {
  if (row.attempt > 0) return row.due > clock + longestWait ? clock : row.due;
  return isScheduled(row) ? row.due : Math.min(row.due, clock);
}

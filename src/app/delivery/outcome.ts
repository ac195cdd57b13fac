/** From what a platform said of a send to what is stored of it: sent, again and when, or for a person to see. */
import type { SendFailure, SendOutcome } from '../../channels/channel.ts';
import type { DeadWhy, Outgoing } from '../../store/data.ts';
import type { Settled } from '../../store/store.ts';

/** First wait after a failure, doubled each time, ms. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 10 * 60_000;
/** After so long a message is not sent any more: a person has to look at it. */
export const GIVEN_UP_AFTER = 4 * 24 * 60 * 60_000;

/** `random`: 0 to 1. */
export function settledOf(row: Outgoing, outcome: SendOutcome, now: number, random: () => number): Settled {
  const { id } = row;
  if (outcome.ok) {
    return { id, result: 'sent', at: now, ...(outcome.messageId ? { messageId: outcome.messageId } : {}) };
  }
  const error = outcome.why;
  const why = deadWhy(row, outcome, now);
  if (why) return { id, result: 'dead', why, error };
  const wait = (outcome.kind === 'again' ? outcome.afterMs : undefined) ?? waitAfter(row, random);
  const due = now + wait;
  if (outcome.kind === 'unsure') return { id, result: 'unsure', due, error };
  const free = outcome.kind === 'again' && (outcome.limited ?? outcome.unbegun);
  return { id, result: 'again', due, error, ...(free ? { free: true } : {}) };
}

function deadWhy(row: Outgoing, outcome: SendFailure, now: number): DeadWhy | undefined {
  if (outcome.kind === 'gone' || outcome.kind === 'refused' || outcome.kind === 'unclear')
    return outcome.kind;
  return now - (row.revived ?? row.at) > GIVEN_UP_AFTER ? 'late' : undefined;
}

/** Full jitter: anything up to a wait that doubles, so that many that failed together do not come back together. */
function waitAfter(row: Outgoing, random: () => number): number {
  const counted = row.attempt - (row.free ?? 0);
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(30, Math.max(0, counted)));
  return Math.max(FIRST_WAIT, random() * longest);
}

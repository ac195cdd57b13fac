/** What waits for one chat: by rank, in its order within each, and whether one is on its way. */
import type { Outgoing } from '../data.ts';
import { rankOf, ranks, type Rank } from '../rank.ts';
import { createSorted, type Sorted } from './sorted.ts';

export interface ChatQueue {
  waiting: Partial<Record<Rank, Sorted<Outgoing>>>;
  /** Ids handed out and not settled. */
  sending: Set<string>;
  /** The head that stands for this chat among the heads of all chats; every other one of this chat is stale. */
  standing?: Head;
}

/** A row that may go next, and from when. */
export interface Head {
  row: Outgoing;
  due: number;
}

const byOrder = (a: Outgoing, b: Outgoing): boolean => a.order < b.order;

export function createChatQueue(): ChatQueue {
  return { waiting: {}, sending: new Set() };
}

/** Where a row stands; most chats only ever have one rank, with one row. */
export function placeFor(queue: ChatQueue, row: Outgoing): Sorted<Outgoing> {
  return (queue.waiting[rankOf(row.message)] ??= createSorted(byOrder));
}

function first(queue: ChatQueue): Outgoing | undefined {
  for (const rank of ranks) {
    const row = queue.waiting[rank]?.first();
    if (row) return row;
  }
  return undefined;
}

/**
 * The one row of this chat that may go next. One that waits for its retry holds up what comes after it, of its own rank
 * and of those behind: the order of a chat is kept, and a chat that fails is not pressed further. It holds up nothing of
 * a rank before its own.
 */
export function headOf(queue: ChatQueue): Outgoing | undefined {
  return queue.sending.size > 0 ? undefined : first(queue);
}

export function isIdle(queue: ChatQueue): boolean {
  return queue.sending.size === 0 && first(queue) === undefined;
}

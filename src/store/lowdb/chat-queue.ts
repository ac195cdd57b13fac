/** What waits for one chat: by rank, in its order within each, and whether one is on its way. */
import type { Outgoing } from '../data.ts';
import { rankOf } from '../rank.ts';
import { createSorted, firstOf, type Sorted } from './sorted.ts';

export interface ChatQueue {
  waiting: Sorted<Outgoing>;
  /** Ids handed out and not settled; most of the time none. */
  sending: Set<string> | undefined;
  /** The head that stands for this chat among the heads of all chats; every other one of this chat is stale. */
  standing: Head | undefined;
}

/** A row that may go next, and from when. */
export interface Head {
  row: Outgoing;
  due: number;
}

function goesBefore(a: Outgoing, b: Outgoing): boolean {
  const ranks = rankOf(a.message) - rankOf(b.message);
  return ranks < 0 || (ranks === 0 && a.order < b.order);
}

export function createChatQueue(): ChatQueue {
  return { waiting: createSorted(goesBefore, []), sending: undefined, standing: undefined };
}

/**
 * The one row of this chat that may go next. One that waits for its retry holds up what comes after it, of its own rank
 * and of those behind: the order of a chat is kept, and a chat that fails is not pressed further. It holds up nothing of
 * a rank before its own.
 */
export function headOf(queue: ChatQueue): Outgoing | undefined {
  return queue.sending?.size ? undefined : firstOf(queue.waiting);
}

export function isIdle(queue: ChatQueue): boolean {
  return !queue.sending?.size && firstOf(queue.waiting) === undefined;
}

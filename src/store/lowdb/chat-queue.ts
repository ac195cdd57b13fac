/** What waits for one chat: replies in their order, bulk in its order, and whether one is on its way. */
import type { Outgoing } from '../data.ts';
import { createSorted, type Sorted } from './sorted.ts';

export interface ChatQueue {
  replies?: Sorted<Outgoing>;
  bulk?: Sorted<Outgoing>;
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
  return { sending: new Set() };
}

export type Lane = 'replies' | 'bulk';

export const laneOf = (row: Outgoing): Lane => (row.message.bulk ? 'bulk' : 'replies');

/** The lane of a row; most chats only ever have one, with one row. */
export function laneFor(queue: ChatQueue, row: Outgoing): Sorted<Outgoing> {
  return (queue[laneOf(row)] ??= createSorted(byOrder));
}

/**
 * The one row of this chat that may go next. A reply that waits for its retry holds up what comes after it, bulk too:
 * the order of a chat is kept, and a chat that fails is not pressed further. A waiting bulk row holds up no reply.
 */
export function headOf(queue: ChatQueue): Outgoing | undefined {
  return queue.sending.size > 0 ? undefined : (queue.replies?.first() ?? queue.bulk?.first());
}

export function isIdle(queue: ChatQueue): boolean {
  return queue.sending.size === 0 && !queue.replies?.first() && !queue.bulk?.first();
}

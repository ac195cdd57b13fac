/**
 * The order in which the outbox leaves, kept beside its rows. One head a chat stands in a heap by due time, replies in
 * one heap and bulk in another; a change of a chat puts its new head in and leaves the old one to be found stale.
 */
import type { Outgoing } from '../data.ts';
import { createChatQueue, headOf, isIdle, laneFor, laneOf, type ChatQueue, type Head } from './chat-queue.ts';
import { clockSlack, effectiveDue, isScheduled } from '../due.ts';
import { createHeap, type Heap } from './heap.ts';

export interface OutboxQueue {
  /** A row of the outbox has changed: what it was, what it is. */
  change(before: Outgoing | undefined, after: Outgoing | undefined): void;
  /** Rows to go at that time, at most one a chat. The caller stores them as `sending` at once. */
  pick(now: number, max: number, busy: ReadonlySet<string>): Outgoing[];
  nextDue(): number | undefined;
  counts(): { waiting: number; dead: number };
}

const sooner = (a: Head, b: Head): boolean => a.due < b.due || (a.due === b.due && a.row.order < b.row.order);

export function createOutboxQueue(now: () => number): OutboxQueue {
  const chats = new Map<string, ChatQueue>();
  const heads = { replies: createHeap(sooner), bulk: createHeap(sooner) };
  /** Wanted later: they hold nothing up, and take their place in the chat's order when their time comes. */
  const scheduled = new Map<string, Outgoing>();
  const schedule = createHeap(sooner);
  let waiting = 0;
  let dead = 0;
  let lastSeen = -Infinity;

  function stand(queue: ChatQueue, forgiven?: number): void {
    const head = headOf(queue);
    if (head && head === queue.standing?.row && forgiven === undefined) return;
    delete queue.standing;
    if (!head) return;
    const due = Math.min(effectiveDue(head, now()), forgiven ?? Infinity);
    queue.standing = { row: head, due };
    heads[laneOf(head)].add(queue.standing);
  }

  function withQueue(chat: string, act: (queue: ChatQueue) => void): void {
    const queue = chats.get(chat) ?? createChatQueue();
    act(queue);
    stand(queue);
    if (isIdle(queue)) chats.delete(chat);
    else chats.set(chat, queue);
  }

  function leave(row: Outgoing): void {
    if (row.state === 'dead') dead--;
    if (row.state !== 'ready' && row.state !== 'sending') return;
    waiting--;
    if (scheduled.delete(row.id)) return;
    withQueue(row.chat, (queue) => {
      if (row.state === 'sending') queue.sending.delete(row.id);
      else laneFor(queue, row).remove(row);
    });
  }

  function enter(row: Outgoing): void {
    if (row.state === 'dead') dead++;
    if (row.state !== 'ready' && row.state !== 'sending') return;
    waiting++;
    if (row.state === 'ready' && isScheduled(row)) {
      scheduled.set(row.id, row);
      schedule.add({ row, due: row.due });
      return;
    }
    withQueue(row.chat, (queue) => {
      if (row.state === 'sending') queue.sending.add(row.id);
      else laneFor(queue, row).add(row);
    });
  }

  /** The clock has been set back: whoever waits for a retry has waited long enough. */
  function watchClock(at: number): void {
    if (at < lastSeen - clockSlack) for (const queue of chats.values()) stand(queue, at);
    lastSeen = at;
  }

  function callScheduled(at: number): void {
    for (let next = schedule.peek(); next && next.due <= at; next = schedule.peek()) {
      const { row } = next;
      schedule.take();
      if (scheduled.get(row.id) !== row) continue;
      scheduled.delete(row.id);
      withQueue(row.chat, (queue) => laneFor(queue, row).add(row));
    }
  }

  /** The soonest head that still stands, the stale ones above it thrown away. */
  function top(heap: Heap<Head>): Head | undefined {
    for (;;) {
      const head = heap.peek();
      if (!head) return undefined;
      const stands =
        heap === schedule
          ? scheduled.get(head.row.id) === head.row
          : chats.get(head.row.chat)?.standing === head;
      if (stands) return head;
      heap.take();
    }
  }

  return {
    change(before, after) {
      if (before) leave(before);
      if (after) enter(after);
    },
    pick(at, max, busy) {
      watchClock(at);
      callScheduled(at);
      const picked: Outgoing[] = [];
      for (const heap of [heads.replies, heads.bulk]) {
        const passed: Head[] = [];
        for (let head = top(heap); head && head.due <= at && picked.length < max; head = top(heap)) {
          heap.take();
          if (busy.has(head.row.chat)) {
            passed.push(head);
            continue;
          }
          picked.push(head.row);
          delete chats.get(head.row.chat)?.standing;
        }
        for (const head of passed) heap.add(head);
      }
      return picked;
    },
    nextDue() {
      const dues = [heads.replies, heads.bulk, schedule].map((heap) => top(heap)?.due);
      const known = dues.filter((due) => due !== undefined);
      return known.length > 0 ? Math.min(...known) : undefined;
    },
    counts: () => ({ waiting, dead }),
  };
}

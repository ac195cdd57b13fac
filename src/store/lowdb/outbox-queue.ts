/**
 * The order in which the outbox leaves, kept beside its rows. One head a chat stands in a heap by due time, a heap for
 * each channel and rank; a change of a chat puts its new head in and leaves the old one to be found stale.
 */
import type { Outgoing } from '../data.ts';
import { rankOf, ranks } from '../rank.ts';
import { createChatQueue, headOf, isIdle, type ChatQueue, type Head } from './chat-queue.ts';
import { createClockWatch } from '../clock-watch.ts';
import { effectiveDue, isScheduled } from '../due.ts';
import { createHeap, type Heap } from './heap.ts';
import { createOutboxCounts, type OutboxCounts } from './outbox-counts.ts';
import { addTo, removeFrom } from './sorted.ts';

export interface OutboxQueue {
  /** A row of the outbox has changed: what it was, what it is. */
  change(before: Outgoing | undefined, after: Outgoing | undefined): void;
  /** Rows to go at that time, at most one a chat, of one channel or of all. The caller stores them as `sending` at once. */
  pick(now: number, max: number, busy: ReadonlySet<string>, channel?: string): Outgoing[];
  /** Of one channel or of all. */
  nextDue(channel?: string): number | undefined;
  counts: OutboxCounts['all'];
}

const sooner = (a: Head, b: Head): boolean => a.due < b.due || (a.due === b.due && a.row.order < b.row.order);

/** Heads of one channel, by rank, and what is wanted later: that holds nothing up, and takes its place when its time comes. */
type Heads = Record<(typeof ranks)[number] | 'later', Heap<Head>>;

const createHeads = (): Heads => ({
  0: createHeap(sooner),
  1: createHeap(sooner),
  2: createHeap(sooner),
  later: createHeap(sooner),
});

export function createOutboxQueue(now: () => number): OutboxQueue {
  const chats = new Map<string, ChatQueue>();
  const channels = new Map<string, Heads>();
  const scheduled = new Map<string, Outgoing>();
  const counts = createOutboxCounts();
  const watch = createClockWatch();

  function headsOf(channel: string): Heads {
    const heads = channels.get(channel) ?? createHeads();
    channels.set(channel, heads);
    return heads;
  }

  function stand(queue: ChatQueue, forgiven?: number): void {
    const head = headOf(queue);
    if (head && head === queue.standing?.row && forgiven === undefined) return;
    queue.standing = undefined;
    if (!head) return;
    const due = Math.min(effectiveDue(head, now()), forgiven ?? Infinity);
    queue.standing = { row: head, due };
    headsOf(head.channel)[rankOf(head.message)].add(queue.standing);
  }

  function withQueue(chat: string, act: (queue: ChatQueue) => void): void {
    const queue = chats.get(chat) ?? createChatQueue();
    act(queue);
    stand(queue);
    if (isIdle(queue)) chats.delete(chat);
    else chats.set(chat, queue);
  }

  function leave(row: Outgoing): void {
    counts.change(row, -1);
    if (row.state !== 'ready' && row.state !== 'sending') return;
    if (scheduled.delete(row.id)) return;
    withQueue(row.chat, (queue) => {
      if (row.state === 'sending') queue.sending?.delete(row.id);
      else removeFrom(queue.waiting, row);
    });
  }

  function enter(row: Outgoing): void {
    counts.change(row, 1);
    if (row.state !== 'ready' && row.state !== 'sending') return;
    if (row.state === 'ready' && isScheduled(row)) {
      scheduled.set(row.id, row);
      headsOf(row.channel).later.add({ row, due: row.due });
      return;
    }
    withQueue(row.chat, (queue) => {
      if (row.state === 'sending') (queue.sending ??= new Set()).add(row.id);
      else addTo(queue.waiting, row);
    });
  }

  /** The clock has been set back: whoever waits for a retry has waited long enough. */
  function watchClock(at: number): void {
    const stale = watch.staleAfter(at);
    watch.see(at);
    if (stale === undefined) return;
    for (const queue of chats.values()) if ((queue.standing?.due ?? Infinity) > stale) stand(queue, at);
  }

  function callScheduled(at: number, { later }: Heads): void {
    for (let next = later.peek(); next && next.due <= at; next = later.peek()) {
      const { row } = next;
      later.take();
      if (scheduled.get(row.id) !== row) continue;
      scheduled.delete(row.id);
      withQueue(row.chat, (queue) => addTo(queue.waiting, row));
    }
  }

  const stands = (head: Head): boolean =>
    scheduled.get(head.row.id) === head.row || chats.get(head.row.chat)?.standing === head;

  /** The soonest head that still stands, the stale ones above it thrown away. */
  function top(heap: Heap<Head>): Head | undefined {
    for (let head = heap.peek(); head; head = heap.peek()) {
      if (stands(head)) return head;
      heap.take();
    }
    return undefined;
  }

  const asked = (channel: string | undefined): Heads[] =>
    channel === undefined ? [...channels.values()] : [headsOf(channel)];

  /** The heap whose top is the soonest of all. */
  function soonest(heaps: readonly Heap<Head>[]): Heap<Head> | undefined {
    let best: { heap: Heap<Head>; head: Head } | undefined;
    for (const heap of heaps) {
      const head = top(heap);
      if (head && (!best || sooner(head, best.head))) best = { heap, head };
    }
    return best?.heap;
  }

  return {
    change(before, after) {
      if (before) leave(before);
      if (after) enter(after);
    },
    pick(at, max, busy, channel) {
      watchClock(at);
      const places = asked(channel);
      for (const heads of places) callScheduled(at, heads);
      const picked: Outgoing[] = [];
      for (const rank of ranks) {
        const heaps = places.map((heads) => heads[rank]);
        const passed: [Heap<Head>, Head][] = [];
        for (let heap = soonest(heaps); heap && picked.length < max; heap = soonest(heaps)) {
          const head = heap.peek()!;
          if (head.due > at) break;
          heap.take();
          if (busy.has(head.row.chat)) {
            passed.push([heap, head]);
            continue;
          }
          picked.push(head.row);
          const queue = chats.get(head.row.chat);
          if (queue) queue.standing = undefined;
        }
        for (const [heap, head] of passed) heap.add(head);
      }
      return picked;
    },
    nextDue(channel) {
      const heaps = asked(channel).flatMap((heads) => Object.values(heads));
      const first = soonest(heaps);
      return first && top(first)?.due;
    },
    counts: counts.all,
  };
}

/** The queue of what the bot has not confirmed yet (Bot API reference, "Getting updates"). */
import { conflict } from './refusal.ts';
import type { Update, UpdateKind } from './shapes.ts';

const HOUR = 3_600_000;
/** How long the server keeps an update, ms (telegram-bot-api server): a press is lost after two and a half minutes. */
const LIFETIME: Record<UpdateKind, number> = {
  message: 24 * HOUR,
  my_chat_member: 24 * HOUR,
  callback_query: 150_000,
};
/** Past updates that `again` can find. */
const REMEMBERED = 1000;

export interface Pending {
  update: Update;
  /** Updates of one queue reach a webhook one after the other. */
  queue: string;
  expires: number;
}

export interface Poll {
  offset: number;
  limit: number;
  timeoutMs: number;
}

export interface Updates {
  /** Gives the update its number; undefined when the bot does not want that kind. */
  add(kind: UpdateKind, content: Omit<Update, 'update_id'>, queue: string): Update | undefined;
  /** Offset semantics of getUpdates; waits up to `timeoutMs`. A newer poll ends an older one with 409. */
  poll(poll: Poll, signal: AbortSignal): Promise<Update[]>;
  endPoll(why: string): void;
  pending(): readonly Pending[];
  remove(id: number): void;
  clear(): void;
  allow(kinds: unknown): void;
  allowed(): readonly string[];
  onAdd(listener: () => void): void;
  /** Queues a past update once more with its old number, as platforms do after a lost answer. */
  again(id: number): void;
}

/** An empty queue whose numbers start at `firstId`; `now` in ms decides what has expired. */
export function createUpdates(options: { firstId: number; now: () => number }): Updates {
  let next = options.firstId;
  let queue: Pending[] = [];
  const past: Pending[] = [];
  let wanted: readonly string[] = [];
  const listeners: (() => void)[] = [];
  let waiting: { wake(): void; fail(error: Error): void } | undefined;

  /** When the next update may expire: until then the queue, which can be long, need not be walked. */
  let nextExpiry = Infinity;

  function alive(): Pending[] {
    if (options.now() < nextExpiry) return queue;
    queue = queue.filter((each) => each.expires > options.now());
    nextExpiry = queue.reduce((soonest, each) => Math.min(soonest, each.expires), Infinity);
    return queue;
  }
  function keep(entry: Pending): void {
    queue.push(entry);
    nextExpiry = Math.min(nextExpiry, entry.expires);
  }
  const announce = (): void => {
    waiting?.wake();
    for (const listener of listeners) listener();
  };

  function take(offset: number, limit: number): Update[] {
    alive();
    // Negative: counted from the end, everything before is forgotten.
    if (offset < 0) queue = queue.slice(offset);
    else if (offset > 0) queue = queue.filter((each) => each.update.update_id >= offset);
    return queue.slice(0, limit).map((each) => each.update);
  }

  return {
    add(kind, content, name) {
      if (wanted.length > 0 && !wanted.includes(kind)) return undefined;
      const update: Update = { update_id: next++, ...content };
      const entry = { update, queue: name, expires: options.now() + LIFETIME[kind] };
      keep(entry);
      past.push(entry);
      if (past.length > REMEMBERED) past.shift();
      announce();
      return update;
    },
    poll({ offset, limit, timeoutMs }, signal) {
      this.endPoll('terminated by other getUpdates request; make sure that only one bot instance is running');
      const ready = take(offset, limit);
      if (ready.length > 0 || timeoutMs <= 0 || signal.aborted) return Promise.resolve(ready);
      return new Promise((resolve, reject) => {
        const finish = (act: () => void): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', entry.wake);
          if (waiting === entry) waiting = undefined;
          act();
        };
        const entry = {
          wake: () => finish(() => resolve(signal.aborted ? [] : take(offset, limit))),
          fail: (error: Error) => finish(() => reject(error)),
        };
        const timer = setTimeout(entry.wake, timeoutMs);
        signal.addEventListener('abort', entry.wake);
        waiting = entry;
      });
    },
    endPoll(why) {
      waiting?.fail(conflict(why));
    },
    pending: () => alive(),
    remove(id) {
      const index = queue.findIndex((each) => each.update.update_id === id);
      if (index >= 0) queue.splice(index, 1);
    },
    clear() {
      queue = [];
    },
    allow(kinds) {
      if (!Array.isArray(kinds)) return;
      wanted = kinds.filter((kind): kind is string => typeof kind === 'string');
    },
    allowed: () => wanted,
    onAdd(listener) {
      listeners.push(listener);
    },
    again(id) {
      const found = past.find((each) => each.update.update_id === id);
      if (!found) throw new Error(`there was no update ${id} to send again`);
      if (queue.some((each) => each.update.update_id === id)) return;
      keep({ ...found, expires: options.now() + LIFETIME.message });
      queue.sort((a, b) => a.update.update_id - b.update.update_id);
      announce();
    },
  };
}

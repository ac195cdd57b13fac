/** session(): what is remembered of a person from update to update, in any store. */
import { conversationKey } from '../core/update.ts';
import type { Context } from './context.ts';
import type { MiddlewareFn } from './middleware.ts';

type Awaitable<T> = T | PromiseLike<T>;

/** A Map will do; so will anything that answers later. */
export interface SessionStore<S> {
  get(key: string): Awaitable<S | undefined>;
  set(key: string, value: S): Awaitable<unknown>;
  delete(key: string): Awaitable<unknown>;
}

export interface SessionOptions<S, C extends Context> {
  /** The name on the context. Default `session`, which alone Stage looks at. */
  property?: string;
  /** Undefined: nothing is remembered of this update. Default: the person in this chat. */
  getSessionKey?: (ctx: C) => Awaitable<string | undefined>;
  /** Default: memory, lost at restart. */
  store?: SessionStore<S>;
  defaultSession?: (ctx: C) => S;
}

/** The value that all updates of one key under way hold together. */
interface Shared<S> {
  value: S | undefined;
  users: number;
  writing: Promise<void> | undefined;
}

/**
 * Middleware that lends `ctx.session` to what comes after it. What was read or set is written when that has succeeded;
 * when it threw, nothing is: handlers work on a copy. Rejects with what the store rejects with.
 */
export function session<S, C extends Context<S> = Context<S>>(
  options: SessionOptions<S, C> = {},
): MiddlewareFn<C> {
  const { property = 'session', store = new Map<string, S>(), defaultSession } = options;
  const keyOf = options.getSessionKey ?? ((ctx: C) => conversationKey(ctx.update));
  const open = new Map<string, Promise<Shared<S>> | Shared<S>>();

  async function load(key: string, ctx: C): Promise<Shared<S>> {
    try {
      const stored = await store.get(key);
      const value = stored == null ? defaultSession?.(ctx) : copy(stored);
      const shared: Shared<S> = { value, users: 0, writing: undefined };
      open.set(key, shared);
      return shared;
    } catch (error) {
      open.delete(key);
      throw error;
    }
  }

  async function write(key: string, shared: Shared<S>): Promise<void> {
    // One write after the other; whether the one before succeeded is the business of its own update.
    await shared.writing?.catch(() => undefined);
    const { value } = shared;
    await (value == null ? store.delete(key) : store.set(key, copy(value)));
  }

  return async (ctx, next) => {
    const key = await keyOf(ctx);
    if (!key) {
      lend(ctx, property, { shared: { value: undefined }, touched: false });
      return next();
    }
    let found = open.get(key);
    if (found === undefined) open.set(key, (found = load(key, ctx)));
    const shared = found instanceof Promise ? await found : found;
    const slot = { shared, touched: false };
    shared.users++;
    try {
      lend(ctx, property, slot);
      await next();
      if (slot.touched) await (shared.writing = write(key, shared));
    } finally {
      // Only now: an update that comes while the store writes must not read what was there before.
      if (--shared.users === 0) open.delete(key);
    }
  };
}

function lend<S>(ctx: Context<S>, property: string, slot: NonNullable<Context<S>['kept']>): void {
  ctx.kept = property === 'session' ? slot : ctx.kept;
  if (property === 'session') return;
  Object.defineProperty(ctx, property, {
    configurable: true,
    get: () => {
      slot.touched = true;
      return slot.shared.value;
    },
    set: (value: S) => {
      slot.touched = true;
      slot.shared.value = value;
    },
  });
}

/** A session is plain data: objects and lists are copied, anything else is kept as it is. */
function copy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy) as T;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(value)) made[key] = copy((value as Record<string, unknown>)[key]);
  return made as T;
}

/** Middleware made of middleware: Composer's static members. */
import type { Context } from './context.ts';
import { compose, describe, stop, unwrap } from './middleware.ts';
import type { Middleware, MiddlewareFn } from './middleware.ts';

type Awaitable<T> = T | PromiseLike<T>;
export type Predicate<C extends Context> = (ctx: C) => Awaitable<boolean>;

/** Hands the update on. */
export function passThru<C extends Context = Context>(): MiddlewareFn<C> {
  return (_ctx, next) => next();
}

/** Runs `middleware` beside the rest of the chain; both are awaited. */
export function fork<C extends Context>(middleware: Middleware<C>): MiddlewareFn<C> {
  const handler = unwrap(middleware, 'fork()');
  return async (ctx, next) => {
    await Promise.all([handler(ctx, stop), next()]);
  };
}

/** Runs `middleware`, then the rest of the chain, whether it calls next() or not. */
export function tap<C extends Context>(middleware: Middleware<C>): MiddlewareFn<C> {
  const handler = unwrap(middleware, 'tap()');
  return async (ctx, next) => {
    await handler(ctx, stop);
    return next();
  };
}

/** Middleware that is made for each update. */
export function lazy<C extends Context>(factory: (ctx: C) => Awaitable<Middleware<C>>): MiddlewareFn<C> {
  if (typeof factory !== 'function')
    throw new TypeError(`Argument must be a function in lazy(${describe(factory)}): (ctx) => middleware`);
  return async (ctx, next) => unwrap(await factory(ctx), 'what lazy() was given')(ctx, next);
}

/** One way or the other. The way that is not taken may be left undefined when `predicate` is a function. */
export function branch<C extends Context>(
  predicate: boolean | Predicate<C>,
  whenTrue: Middleware<C>,
  whenFalse: Middleware<C>,
): MiddlewareFn<C> {
  if (typeof predicate !== 'function') return unwrap(predicate ? whenTrue : whenFalse, 'branch()');
  return async (ctx, next) => unwrap((await predicate(ctx)) ? whenTrue : whenFalse, 'branch()')(ctx, next);
}

/** `fns` when the predicate holds, else the rest of the chain. */
export function optional<C extends Context>(
  predicate: Predicate<C>,
  ...fns: Middleware<C>[]
): MiddlewareFn<C> {
  return branch(predicate, compose(fns, 'optional()'), passThru<C>());
}

/** Stops where the predicate holds. */
export function drop<C extends Context>(predicate: Predicate<C>): MiddlewareFn<C> {
  return branch(predicate, stop, passThru<C>());
}

/** Stops where the predicate does not hold. */
export function filter<C extends Context>(predicate: Predicate<C>): MiddlewareFn<C> {
  return branch(predicate, passThru<C>(), stop);
}

/** The handler of that name. An unknown name goes to `fallback`; without one it is an error, as in telegraf. */
export function dispatch<C extends Context>(
  route: (ctx: C) => Awaitable<PropertyKey>,
  handlers: Readonly<Record<PropertyKey, Middleware<C>>>,
  fallback?: Middleware<C>,
): MiddlewareFn<C> {
  return async (ctx, next) => {
    const key = await route(ctx);
    const handler = Object.hasOwn(handlers, key) ? handlers[key] : fallback;
    return unwrap(handler as Middleware<C>, `dispatch() for the key ${describe(key)}`)(ctx, next);
  };
}

/** What `fns` throw, at once or later, goes to `handle`; the chain ends there. */
export function catchErrors<C extends Context>(
  handle: (error: unknown, ctx: C) => unknown,
  ...fns: Middleware<C>[]
): MiddlewareFn<C> {
  const handler = compose(fns, 'catch()');
  return async (ctx, next) => {
    try {
      return await handler(ctx, next);
    } catch (error) {
      return handle(error, ctx);
    }
  };
}

/** Answers always the same. */
export function reply(...args: Parameters<Context['reply']>): MiddlewareFn<Context> {
  return (ctx) => ctx.reply(...args);
}

/** Writes the whole update, a person's words included: for the developer's own desk only. */
export function log(write: (line: string) => void): MiddlewareFn<Context> {
  return (ctx, next) => {
    write(JSON.stringify(ctx.update, null, 2));
    return next();
  };
}

/** `fns` for these people only (`telegram:42`), or for those for whom the predicate holds. */
export function acl<C extends Context>(
  who: string | readonly string[] | Predicate<C>,
  ...fns: Middleware<C>[]
): MiddlewareFn<C> {
  if (typeof who === 'function') return optional(who, ...fns);
  const allowed = new Set<string>(typeof who === 'string' ? [who] : who);
  return optional((ctx) => allowed.has(ctx.update.person), ...fns);
}

type ChatType = 'private' | 'group';

/** `fns` in chats of this type only. */
export function chatType<C extends Context>(
  type: ChatType | readonly ChatType[],
  ...fns: Middleware<C>[]
): MiddlewareFn<C> {
  const types: readonly string[] = typeof type === 'string' ? [type] : type;
  return optional((ctx) => types.includes(ctx.update.chatType), ...fns);
}

export function privateChat<C extends Context>(...fns: Middleware<C>[]): MiddlewareFn<C> {
  return chatType('private', ...fns);
}

export function groupChat<C extends Context>(...fns: Middleware<C>[]): MiddlewareFn<C> {
  return chatType('group', ...fns);
}

/** The contract of middleware, as telegraf has it: an onion of functions `(ctx, next)`. */
import { Context } from './context.ts';

export type Next = () => Promise<void>;
export type MiddlewareFn<C extends Context> = (ctx: C, next: Next) => Promise<unknown> | unknown;
/** Anything with routes of its own: a Composer, a Stage, a scene. Asked anew for every update. */
export interface MiddlewareObj<C extends Context> {
  middleware(): MiddlewareFn<C>;
}
export type Middleware<C extends Context> = MiddlewareFn<C> | MiddlewareObj<C>;

/** A `next` that leads nowhere. */
export const stop: Next = () => Promise.resolve();

/** The function of a middleware. An object is asked at each update, so that what it registers later is seen. */
export function unwrap<C extends Context>(middleware: Middleware<C>, where = 'unwrap()'): MiddlewareFn<C> {
  if (typeof middleware === 'function') return middleware;
  if (typeof middleware?.middleware === 'function') return (ctx, next) => middleware.middleware()(ctx, next);
  throw new TypeError(
    `Handler is ${describe(middleware)} in ${where}: give a function (ctx, next) or an object with middleware()`,
  );
}

/** Many middlewares as one. Telegraf's rule: one alone is passed on as it is, without the check on next(). */
export function compose<C extends Context>(
  middlewares: readonly Middleware<C>[],
  where = 'compose()',
): MiddlewareFn<C> {
  if (!Array.isArray(middlewares)) throw new TypeError(`Middlewares must be an array in ${where}`);
  const handlers = middlewares.map((each: Middleware<C>) => unwrap(each, where));
  const only = handlers[0];
  if (only === undefined) return (_ctx, next) => next();
  if (handlers.length === 1) return only;
  return (first, next) => {
    let reached = -1;
    const step = (at: number, ctx: C): Promise<void> => {
      if (at <= reached) return twice(where);
      reached = at;
      return invoke(handlers[at] ?? ((last) => onward(next, last)), ctx, (other) => step(at + 1, other));
    };
    return step(0, first);
  };
}

/** Calls a handler with a `next` that may be given another context; what it throws at once becomes a rejection. */
export function invoke<C extends Context>(
  handler: MiddlewareFn<C>,
  ctx: C,
  go: (ctx: C) => Promise<void>,
): Promise<void> {
  try {
    const result = handler(ctx, (other: unknown = ctx) =>
      other === ctx || other instanceof Context
        ? go(other as C)
        : Promise.reject(new TypeError('next(ctx) called with invalid context: call next() without a value')),
    );
    return result instanceof Promise ? (result as Promise<void>) : (Promise.resolve(result) as Promise<void>);
  } catch (error) {
    return Promise.reject(error as Error);
  }
}

/** Goes on after the last handler; the next chain out may be handed the other context too. */
export function onward<C extends Context>(next: Next, ctx: C): Promise<void> {
  return (next as (ctx: C) => Promise<void>)(ctx);
}

/** The rejection of a second next(). */
export function twice(where: string): Promise<never> {
  return Promise.reject(
    new Error(`next() called multiple times in ${where}: call it once, and await or return it`),
  );
}

/** A value as it may stand in an error about a registration. */
export function describe(value: unknown): string {
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${value.map(describe).join(', ')}]`;
  if (typeof value === 'function') return value.name === '' ? 'a function' : value.name;
  return typeof value === 'object' && value !== null ? 'an object' : (JSON.stringify(value) ?? 'undefined');
}

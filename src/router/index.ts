/** The router: telegraf's verbs over our Update, for every channel. docs/router.md is its manual. */

// Everyday: routes, and what a handler holds.
export { Composer } from './composer.ts';
export { Context } from './context.ts';
export type { CaptionExtra, Extra, EventOf, MessageEvent, PressEvent } from './context.ts';
export type { Commanded, Filtered, Heard, Matched, Pressed } from './composer.ts';
export type { Effect } from './effects.ts';

// For writers of middleware.
export type { Middleware, MiddlewareFn, MiddlewareObj, Next } from './middleware.ts';
export type { Predicate } from './combinators.ts';
export type { Filter, FilteredEvent } from './kinds.ts';
export type { Trigger, TriggerFn, Triggers } from './triggers.ts';

/** The router: telegraf's verbs over our Update, for every channel. docs/router.md is its manual. */

// Everyday: routes, what a handler holds, and what it answers with.
export { Composer } from './composer.ts';
export { Context } from './context.ts';
export type { CaptionExtra, Extra, EventOf, MessageEvent, PressEvent } from './context.ts';
export type { Commanded, Filtered, Heard, Matched, Pressed } from './composer.ts';
export type { Effect } from './effects.ts';
export * as Markup from './markup.ts';
export * as Format from './format.ts';
export { fmt, FmtString } from './format.ts';

// What outlasts an update.
export { session } from './session.ts';
export type { SessionOptions, SessionStore } from './session.ts';
export * as Scenes from './scenes/index.ts';

// For writers of middleware.
export type { Middleware, MiddlewareFn, MiddlewareObj, Next } from './middleware.ts';
export type { Predicate } from './combinators.ts';
export type { Filter, FilteredEvent } from './kinds.ts';
export type { Trigger, TriggerFn, Triggers } from './triggers.ts';

// For the shell that runs the router.
export { createLanes } from './lanes.ts';
export type { Lanes, LanesOptions, Stuck, Timers } from './lanes.ts';
export { createFailures } from './failures.ts';
export type { Failure, Failures, FailureStore, Verdict } from './failures.ts';

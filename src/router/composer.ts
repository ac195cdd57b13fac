/** Telegraf's Composer over our Update: routes are tried in the order in which they were registered. */
import * as combinators from './combinators.ts';
import type { Context } from './context.ts';
import { kindsOf } from './kinds.ts';
import type { Filter, FilteredEvent } from './kinds.ts';
import { compose, describe, stop, unwrap } from './middleware.ts';
import type { Middleware, MiddlewareFn, MiddlewareObj } from './middleware.ts';
import { Table, Walk } from './plan.ts';
import type { Kind, Route, Space } from './plan.ts';
import { listTriggers, matcher } from './triggers.ts';
import type { Triggers } from './triggers.ts';

type Update = Context['update'];
/** The context of a route with a trigger. */
export type Matched<C extends Context> = C & { match: RegExpExecArray };
export type Heard<C extends Context> = Matched<C> & Filtered<C, 'text'>;
export type Commanded<C extends Context> = Heard<C> & { command: string; payload: string };
export type Pressed<C extends Context> = Matched<C> & Filtered<C, 'press'>;
/** The context of `on(F)`: its event is known, and with it message, text or callbackQuery. */
export type Filtered<C extends Context, F extends Filter> = C & {
  update: Update & { event: FilteredEvent<F> };
} & (FilteredEvent<F> extends { type: 'press' }
    ? { callbackQuery: FilteredEvent<F> }
    : FilteredEvent<F> extends { type: 'follow' | 'unfollow' | 'handover' | 'withdraw' }
      ? unknown
      : { message: FilteredEvent<F> }) &
  (FilteredEvent<F> extends { type: 'text' } ? { text: string } : unknown);
type List<T> = T | readonly T[];

export class Composer<C extends Context> implements MiddlewareObj<C> {
  static readonly compose = compose;
  static readonly unwrap = unwrap;
  static readonly passThru = combinators.passThru;
  static readonly fork = combinators.fork;
  static readonly tap = combinators.tap;
  static readonly lazy = combinators.lazy;
  static readonly branch = combinators.branch;
  static readonly optional = combinators.optional;
  static readonly drop = combinators.drop;
  static readonly filter = combinators.filter;
  static readonly dispatch = combinators.dispatch;
  static readonly catch = combinators.catchErrors;
  static readonly reply = combinators.reply;
  static readonly log = combinators.log;
  static readonly acl = combinators.acl;
  static readonly chatType = combinators.chatType;
  static readonly privateChat = combinators.privateChat;
  static readonly groupChat = combinators.groupChat;

  private readonly routes: Route<C>[] = [];
  private table: Table<C> | undefined = undefined;
  private readonly entry: MiddlewareFn<C> = (ctx, next) => {
    this.table ??= new Table(this.routes);
    return new Walk(this.table, next).start(ctx);
  };

  constructor(...fns: Middleware<C>[]) {
    this.use(...fns);
  }

  /** All routes as one middleware; routes registered later count too. */
  middleware(): MiddlewareFn<C> {
    return this.entry;
  }

  /** Takes one update through the routes. Rejects with what a handler threw. */
  async handle(ctx: C): Promise<void> {
    await this.middleware()(ctx, stop);
  }

  /** For every update. */
  use(...fns: Middleware<C>[]): this {
    for (const fn of fns) this.add({ where: () => `use(${describe(fn)})`, handler: unwrap(fn, 'use()') });
    return this;
  }

  /** For updates of a kind, or for which a test of the update holds. */
  on<F extends Filter>(filters: List<F>, ...fns: Middleware<Filtered<C, F>>[]): this;
  on(filters: List<Filter | ((update: Update) => boolean)>, ...fns: Middleware<C>[]): this;
  on(filters: List<Filter | ((update: Update) => boolean)>, ...fns: Middleware<never>[]): this {
    const where = `on(${describe(filters)})`;
    const list = Array.isArray(filters) ? (filters as (Filter | ((update: Update) => boolean))[]) : [filters];
    const handler = compose(fns as unknown as Middleware<C>[], where);
    const tests = list.map((each) => {
      if (typeof each === 'function') return each as (update: Update) => boolean;
      const kinds: readonly string[] = kindsOf(each as Filter);
      return (update: Update) => kinds.includes(update.event.type);
    });
    const names = list.filter((each) => typeof each === 'string');
    return names.length === list.length
      ? this.add({ where: () => where, handler, kinds: names.flatMap(kindsOf) })
      : this.add({ where: () => where, handler, test: (ctx) => tests.some((test) => test(ctx.update)) });
  }

  /** For the words of a text, commands included. */
  hears(triggers: Triggers<Heard<C>>, ...fns: Middleware<Heard<C>>[]): this {
    return this.trigger('hears', 'text', triggers as Triggers<C>, fns as unknown as Middleware<C>[]);
  }

  /** For commands by name, without the slash. A middleware alone takes every command. */
  command(triggers: Triggers<Commanded<C>>, ...fns: Middleware<Commanded<C>>[]): this;
  command(middleware: Middleware<Commanded<C>>): this;
  command(
    first: Triggers<Commanded<C>> | Middleware<Commanded<C>>,
    ...fns: Middleware<Commanded<C>>[]
  ): this {
    const handlers = fns as unknown as Middleware<C>[];
    if (handlers.length > 0) return this.trigger('command', 'command', first as Triggers<C>, handlers);
    const handler = unwrap(first as unknown as Middleware<C>, 'command()');
    return this.add({ where: () => 'command()', handler, kinds: ['command'] });
  }

  start(...fns: Middleware<Commanded<C> & { startPayload: string }>[]): this {
    return this.trigger('command', 'command', 'start', fns as unknown as Middleware<C>[]);
  }
  help(...fns: Middleware<Commanded<C>>[]): this {
    return this.trigger('command', 'command', 'help', fns as unknown as Middleware<C>[]);
  }
  settings(...fns: Middleware<Commanded<C>>[]): this {
    return this.trigger('command', 'command', 'settings', fns as unknown as Middleware<C>[]);
  }

  /** For the data of a press. */
  action(triggers: Triggers<Pressed<C>>, ...fns: Middleware<Pressed<C>>[]): this {
    return this.trigger('action', 'press', triggers as Triggers<C>, fns as unknown as Middleware<C>[]);
  }

  /** Stops updates for which the predicate holds. */
  drop(predicate: combinators.Predicate<C>): this {
    return this.add({ where: () => 'drop()', handler: combinators.drop(predicate) });
  }

  /** Lets only updates on for which the predicate holds. */
  filter(predicate: combinators.Predicate<C>): this {
    return this.add({ where: () => 'filter()', handler: combinators.filter(predicate) });
  }

  private trigger(verb: string, space: Space, triggers: Triggers<C>, fns: readonly Middleware<C>[]): this {
    const list = listTriggers(verb, triggers);
    const where = (): string => `${verb}(${describe(triggers)})`;
    const words = list.filter((each) => typeof each === 'string');
    const slash = space === 'command' ? words.find((word) => word.startsWith('/')) : undefined;
    if (slash !== undefined)
      throw new TypeError(`${where()}: a command is named without the slash: "${slash.slice(1)}"`);
    const kinds = kindsIn[space];
    const base = { where, kinds, handler: compose(fns, where()) };
    if (words.length === list.length) return this.add({ ...base, exact: { space, words } });
    const match = matcher(list);
    const read = valueIn[space];
    return this.add({
      ...base,
      test: (ctx) => {
        const found = match(read(ctx), ctx);
        if (found) ctx.match = found;
        return found;
      },
    });
  }

  private add(route: Route<C>): this {
    this.routes.push(route);
    this.table = undefined;
    return this;
  }
}

const kindsIn: Record<Space, readonly Kind[]> = {
  text: ['text', 'command'],
  command: ['command'],
  press: ['press'],
};

const valueIn: Record<Space, (ctx: Context) => string> = {
  text: (ctx) => ctx.text ?? '',
  command: (ctx) => ctx.command ?? '',
  press: (ctx) => ctx.callbackQuery?.data ?? '',
};

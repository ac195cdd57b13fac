/**
 * Routes compiled for speed: for each kind of update, exact words sit in a map and everything else in a short list.
 * Both are kept in registration order and merged while walking, so a route costs nothing to the updates of others.
 */
import type { Event } from '../core/update.ts';
import type { Context } from './context.ts';
import type { MiddlewareFn, Next } from './middleware.ts';
import { invoke, onward, twice } from './middleware.ts';
import { whole } from './triggers.ts';

/** An event's type; a text that the channel has read as a command is a kind of its own. */
export type Kind = Event['type'] | 'command';
/** What a trigger is compared with: the words, the command's name, or the data of a press. */
export type Space = 'text' | 'command' | 'press';

export interface Route<C extends Context> {
  /** For errors: `hears("x")`. */
  where: () => string;
  handler: MiddlewareFn<C>;
  /** The kinds it can match. Left out: every kind. */
  kinds?: readonly Kind[];
  /** Whole strings, looked up in the map of this space. */
  exact?: { space: Space; words: readonly string[] };
  /** Everything else: asked in turn; sets ctx.match itself. */
  test?: (ctx: C) => unknown;
}

interface Placed<C extends Context> extends Route<C> {
  order: number;
}

interface Plan<C extends Context> {
  exact: Record<Space, Map<string, Placed<C>[]>>;
  generic: Placed<C>[];
}

const none: readonly never[] = [];

/** The routes as they stood at one moment; a registration makes a new table, a walk under way keeps its own. */
export class Table<C extends Context> {
  private readonly plans = new Map<Kind, Plan<C>>();
  private readonly routes: readonly Route<C>[];
  private readonly length: number;

  constructor(routes: readonly Route<C>[]) {
    this.routes = routes;
    this.length = routes.length;
  }

  plan(kind: Kind): Plan<C> {
    let plan = this.plans.get(kind);
    if (plan === undefined) this.plans.set(kind, (plan = this.compile(kind)));
    return plan;
  }

  private compile(kind: Kind): Plan<C> {
    const plan: Plan<C> = {
      exact: { text: new Map(), command: new Map(), press: new Map() },
      generic: [],
    };
    for (let order = 0; order < this.length; order++) {
      const route = this.routes[order];
      if (route === undefined || (route.kinds !== undefined && !route.kinds.includes(kind))) continue;
      const placed = { ...route, order };
      if (route.exact === undefined) plan.generic.push(placed);
      else {
        const map = plan.exact[route.exact.space];
        for (const word of new Set(route.exact.words)) {
          const list = map.get(word);
          if (list === undefined) map.set(word, [placed]);
          else list.push(placed);
        }
      }
    }
    return plan;
  }
}

/** One update's way through one table. */
export class Walk<C extends Context> {
  private readonly table: Table<C>;
  private readonly after: Next;
  private reached = -1;
  private event: Event | undefined = undefined;
  private words: string | undefined = undefined;
  private generic: readonly Placed<C>[] = none;
  private exact: readonly Placed<C>[] = none;
  private commands: readonly Placed<C>[] = none;
  private atGeneric = 0;
  private atExact = 0;
  private atCommand = 0;

  constructor(table: Table<C>, after: Next) {
    this.table = table;
    this.after = after;
  }

  start(ctx: C): Promise<void> {
    return this.step(0, ctx);
  }

  /** Runs the first route that matches at `from` or later; when none does, goes on after the table. */
  private step(from: number, ctx: C, caller?: Placed<C>): Promise<void> {
    if (from <= this.reached) return twice(caller?.where() ?? 'a route');
    this.reached = from;
    let route: Placed<C> | undefined;
    try {
      route = this.find(from, ctx);
    } catch (error) {
      return Promise.reject(error as Error);
    }
    if (route === undefined) return onward(this.after, ctx);
    const { order } = route;
    return invoke(route.handler, ctx, (other) => this.step(order + 1, other, route));
  }

  /** The next route in registration order: three sorted lists, merged. */
  private find(from: number, ctx: C): Placed<C> | undefined {
    const { event } = ctx.update;
    // Middleware may have put other words into the update: then the maps are asked again.
    if (event !== this.event || wordsOf(event) !== this.words) this.aim(event, from);
    const exact = this.exact[this.atExact];
    const command = this.commands[this.atCommand];
    const orderOfExact = exact?.order ?? Infinity;
    const orderOfCommand = command?.order ?? Infinity;
    const bound = Math.min(orderOfExact, orderOfCommand);
    for (;;) {
      const route = this.generic[this.atGeneric];
      if (route === undefined || route.order > bound) break;
      this.atGeneric++;
      if (route.test === undefined || route.test(ctx)) return route;
    }
    if (bound === Infinity) return undefined;
    if (orderOfExact === bound) {
      this.atExact++;
      ctx.match = whole(this.words ?? '');
      return exact;
    }
    this.atCommand++;
    ctx.match = whole(ctx.command ?? '');
    return command;
  }

  private aim(event: Event, from: number): void {
    const plan = this.table.plan(kindOf(event));
    this.event = event;
    this.words = wordsOf(event);
    this.generic = plan.generic;
    this.exact = none;
    this.commands = none;
    if (event.type === 'press') this.exact = plan.exact.press.get(event.data) ?? none;
    if (event.type === 'text') {
      this.exact = plan.exact.text.get(event.text) ?? none;
      if (event.command !== undefined) this.commands = plan.exact.command.get(event.command.name) ?? none;
    }
    this.atGeneric = seek(this.generic, from);
    this.atExact = seek(this.exact, from);
    this.atCommand = seek(this.commands, from);
  }
}

/** The kind by which routes are chosen. */
function kindOf(event: Event): Kind {
  return event.type === 'text' && event.command !== undefined ? 'command' : event.type;
}

function wordsOf(event: Event): string | undefined {
  if (event.type === 'text') return event.text;
  return event.type === 'press' ? event.data : undefined;
}

function seek(list: readonly { order: number }[], from: number): number {
  if (from === 0) return 0;
  const at = list.findIndex(({ order }) => order >= from);
  return at < 0 ? list.length : at;
}

/** Builds a drawn route table on one side, with handlers that write down what happens to them. */
import type { Update } from '../../../src/core/update.ts';
import type { Ctx, Fn, Next, Routes, Side, Value } from './side.ts';
import type { Handler, Node, TriggerSpec } from './table.ts';

export interface Bot {
  root: Routes;
  /** Every composer, so that routes can be registered late in any of them. */
  composers: Routes[];
  add(routes: Routes, node: Node): void;
}

/** The part of an error that both sides share; ours go on with the route and the remedy. */
export function plain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const shared = [
    'next() called multiple times',
    'next(ctx) called with invalid context',
    'Handler is undefined',
  ];
  return shared.find((each) => message.startsWith(each)) ?? message;
}

export function build(side: Side, nodes: readonly Node[], log: string[], spare: Update): Bot {
  const { Composer } = side;
  const root = new Composer();
  const composers = [root];
  const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  const note = (what: string, ctx: Ctx): void => {
    const { match } = ctx;
    const shown = match instanceof Array ? { ...match } : match;
    log.push(`${what} ${JSON.stringify(shown)}`);
  };
  const act = async ({ id, act }: Handler, ctx: Ctx, next: Next): Promise<unknown> => {
    switch (act) {
      case 'next':
        return next();
      case 'stop':
        return;
      case 'twice':
        await next();
        return next();
      case 'after':
        await next();
        return note(`${id} after`, ctx);
      case 'rescue':
        try {
          return await next();
        } catch (error) {
          return log.push(`${id} rescued ${plain(error)}`);
        }
      case 'invalid':
        return next('no context');
      case 'other':
        return next(side.context(spare));
      case 'rewrite':
        side.rewrite(ctx, 'ab');
        return next();
      case 'register': {
        const last = composers.at(-1) ?? root;
        last.use((late, go) => (note(`${id} late`, late), go()));
        return next();
      }
      default:
        throw new Error(`${act} ${id}`);
    }
  };
  const fn = (handler: Handler): Fn => {
    const { id, slow } = handler;
    if (handler.act === 'throw')
      return (ctx) => {
        note(`${id}`, ctx);
        throw new Error(`throw ${id}`);
      };
    return async (ctx, next) => {
      note(`${id}`, ctx);
      if (slow) await soon();
      return act(handler, ctx, next);
    };
  };
  const value =
    (result: boolean, slow: boolean): Value =>
    () =>
      slow ? soon().then(() => result) : result;
  const trigger = (spec: TriggerSpec): unknown => {
    if ('string' in spec) return spec.string;
    if ('regexp' in spec) return new RegExp(...spec.regexp);
    return (words: string) => {
      log.push(`asked ${words}`);
      return words.length > spec.longer ? /.$/.exec(words) : null;
    };
  };

  function add(routes: Routes, node: Node): void {
    switch (node.type) {
      case 'hears':
      case 'command':
      case 'action': {
        const triggers = node.triggers.map(trigger);
        const extra: Fn = (ctx, next) => {
          log.push(`payload ${ctx.payload} args ${ctx.args?.join()}`);
          return next();
        };
        const fns = node.fns.map(fn);
        if (node.type === 'command') fns.unshift(extra);
        return void routes[node.type](node.list ? triggers : triggers[0], ...fns);
      }
      case 'on': {
        const filters = node.filters.map((each) => (each === '(test)' ? side.isText : each));
        return void routes.on(filters.length === 1 ? filters[0] : filters, ...node.fns.map(fn));
      }
      case 'use':
        return void routes.use(...node.fns.map(fn));
      case 'start': {
        const extra: Fn = (ctx, next) => (log.push(`start ${ctx.startPayload}`), next());
        return void routes.start(extra, ...node.fns.map(fn));
      }
      case 'help':
      case 'settings':
        return void routes[node.type](...node.fns.map(fn));
      case 'compose':
        return void routes.use(Composer.compose(node.fns.map(fn)));
      case 'catch':
        return void routes.use(
          Composer.catch((error) => void log.push(`caught ${plain(error)}`), ...node.fns.map(fn)),
        );
      case 'drop':
      case 'filter':
        return void routes[node.type](value(node.value, node.slow));
      case 'tap':
        return void routes.use(Composer.tap(fn(node.fn)));
      case 'lazy':
        return void routes.use(Composer.lazy(() => fn(node.fn)));
      case 'acl':
        return void routes.use(Composer.acl([side.person(42), side.person(7)], fn(node.fn)));
      case 'private':
        return void routes.use(Composer.privateChat(fn(node.fn)));
      case 'group':
        return void routes.use(Composer.groupChat(fn(node.fn)));
      case 'fork':
        return void routes.use(
          Composer.fork((ctx) => {
            note(`${node.id}`, ctx);
            if (node.throws) throw new Error(`throw ${node.id}`);
          }),
        );
      case 'branch': {
        const other = node.missing ? undefined : Composer.passThru();
        return void routes.use(Composer.branch(value(node.value, node.slow), fn(node.fn), other));
      }
      case 'optional':
        return void routes.use(Composer.optional(value(node.value, node.slow), fn(node.fn)));
      case 'dispatch':
        return void routes.use(Composer.dispatch(() => node.key, { known: fn(node.fn) }));
      case 'sub': {
        const made = new Composer();
        composers.push(made);
        for (const each of node.nodes) add(made, each);
        if (node.how === 'use') routes.use(made);
        // Mounted alone under a trigger, telegraf keeps what the composer was then; two are asked anew.
        else if (node.how === 'hears') routes.hears(/a/, Composer.passThru(), made);
        else routes.use(Composer.optional(() => true, Composer.passThru(), made));
      }
    }
  }

  for (const each of nodes) add(root, each);
  return { root, composers, add };
}

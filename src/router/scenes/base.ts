/** A scene: routes that hold while the person is in it. */
import { Composer } from '../composer.ts';
import type { Context } from '../context.ts';
import type { Middleware, MiddlewareFn } from '../middleware.ts';

export interface SceneOptions<C extends Context> {
  /** Seconds. */
  ttl?: number;
  handlers?: readonly Middleware<C>[];
  enterHandlers?: readonly Middleware<C>[];
  leaveHandlers?: readonly Middleware<C>[];
}

export class BaseScene<C extends Context> extends Composer<C> {
  readonly id: string;
  ttl: number | undefined;
  private readonly entering: Composer<C>;
  private readonly left: Composer<C>;

  constructor(id: string, options: SceneOptions<C> = {}) {
    super(...(options.handlers ?? []));
    if (!id) throw new TypeError('A scene needs an id that is not empty: new BaseScene("greeting")');
    this.id = id;
    this.ttl = options.ttl;
    this.entering = new Composer(...(options.enterHandlers ?? []));
    this.left = new Composer(...(options.leaveHandlers ?? []));
  }

  enter(...fns: Middleware<C>[]): this {
    this.entering.use(...fns);
    return this;
  }

  leave(...fns: Middleware<C>[]): this {
    this.left.use(...fns);
    return this;
  }

  enterMiddleware(): MiddlewareFn<C> {
    return this.entering.middleware();
  }

  leaveMiddleware(): MiddlewareFn<C> {
    return this.left.middleware();
  }
}

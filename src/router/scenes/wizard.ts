/** A scene of steps: each update is for the step at which the cursor stands. */
import type { Context } from '../context.ts';
import { compose, unwrap } from '../middleware.ts';
import type { Middleware, MiddlewareFn, Next } from '../middleware.ts';
import { BaseScene } from './base.ts';
import type { SceneOptions } from './base.ts';
import type { SceneContextScene, SceneSessionData } from './control.ts';

export interface WizardContext extends Context {
  scene: SceneContextScene<WizardContext>;
  wizard: WizardContextWizard<WizardContext>;
}

type InWizard<C extends Context> = Context & {
  scene: Pick<SceneContextScene<C>, 'leave' | 'session' | 'state'>;
  wizard: WizardContextWizard<C>;
};

/** ctx.wizard. Moving the cursor says which step the next update is for. */
export class WizardContextWizard<C extends Context> {
  /** The same object as ctx.scene.state; still there when the scene has been left. */
  readonly state: object;
  private readonly steps: readonly Middleware<C>[];
  private readonly scene: { session: SceneSessionData; state: object };

  constructor(scene: { session: SceneSessionData; state: object }, steps: readonly Middleware<C>[]) {
    this.steps = steps;
    this.scene = scene;
    this.state = scene.state;
    scene.session.cursor ??= 0;
  }

  get step(): Middleware<C> | undefined {
    return this.steps[this.cursor];
  }
  get cursor(): number {
    return this.scene.session.cursor ?? 0;
  }
  set cursor(cursor: number) {
    this.scene.session.cursor = cursor;
  }
  selectStep(index: number): this {
    this.cursor = index;
    return this;
  }
  next(): this {
    return this.selectStep(this.cursor + 1);
  }
  back(): this {
    return this.selectStep(this.cursor - 1);
  }
}

export class WizardScene<C extends InWizard<C>> extends BaseScene<C> {
  readonly steps: readonly Middleware<C>[];
  private readonly play: MiddlewareFn<C>;

  constructor(id: string, ...steps: Middleware<C>[]);
  constructor(id: string, options: SceneOptions<C>, ...steps: Middleware<C>[]);
  constructor(id: string, first?: SceneOptions<C> | Middleware<C>, ...rest: Middleware<C>[]) {
    const options = first !== undefined && !isMiddleware(first) ? first : {};
    super(id, options);
    this.steps = first !== undefined && isMiddleware(first) ? [first, ...rest] : rest;
    const own = super.middleware();
    const fns = this.steps.map((step, at) => unwrap(step, `step ${at} of WizardScene("${id}")`));
    this.play = (ctx, next) => {
      ctx.wizard = new WizardContextWizard<C>(ctx.scene, this.steps);
      const step = (after: C = ctx): unknown => {
        const fn = fns[after.wizard.cursor];
        if (fn !== undefined) return fn(after, next);
        after.wizard.selectStep(0);
        return after.scene.leave();
      };
      return own(ctx, step as Next);
    };
  }

  override middleware(): MiddlewareFn<C> {
    return this.play;
  }

  override enterMiddleware(): MiddlewareFn<C> {
    return compose([super.enterMiddleware(), this.play]);
  }
}

function isMiddleware<C extends Context>(value: SceneOptions<C> | Middleware<C>): value is Middleware<C> {
  return typeof value === 'function' || 'middleware' in value;
}

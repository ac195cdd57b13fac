/** The stage: knows the scenes, and gives the word to the one that the person is in. */
import { Composer } from '../composer.ts';
import type { Context } from '../context.ts';
import { describe } from '../middleware.ts';
import type { MiddlewareFn, Next } from '../middleware.ts';
import type { BaseScene } from './base.ts';
import { SceneContextScene } from './control.ts';
import type { SceneSessionData, StageOptions } from './control.ts';

type OnStage<C extends Context, D extends SceneSessionData> = Context & { scene: SceneContextScene<C, D> };
type Enter = Parameters<SceneContextScene<Context>['enter']>;
type AnyStage = Context & { scene: Pick<SceneContextScene<never>, 'enter' | 'leave' | 'reenter'> };

/** Its own routes are tried before those of the scene: a /cancel that always works. Mount it after session(). */
export class Stage<
  C extends OnStage<C, D>,
  D extends SceneSessionData = SceneSessionData,
> extends Composer<C> {
  readonly scenes = new Map<string, BaseScene<C>>();
  readonly options: StageOptions<D>;
  private readonly play: MiddlewareFn<C>;

  constructor(scenes: readonly BaseScene<C>[] = [], options: StageOptions<D> = {}) {
    super();
    this.options = options;
    this.register(...scenes);
    const own = super.middleware();
    this.play = (ctx, next) => {
      if (ctx.kept === undefined)
        throw new Error(
          'Stage: scenes live in the session, and there is none. Put bot.use(session()) before the stage',
        );
      ctx.scene = new SceneContextScene<C, D>(ctx, this.scenes, this.options);
      const scene = (after: C = ctx): unknown => (after.scene.current ?? empty).middleware()(after, next);
      return own(ctx, scene as Next);
    };
  }

  register(...scenes: readonly BaseScene<C>[]): this {
    for (const scene of scenes) {
      if (typeof scene?.id !== 'string' || typeof scene.enterMiddleware !== 'function')
        throw new TypeError(`Unsupported scene: ${describe(scene)}. Give a BaseScene or a WizardScene`);
      this.scenes.set(scene.id, scene);
    }
    return this;
  }

  override middleware(): MiddlewareFn<C> {
    return this.play;
  }

  /** A handler that enters a scene. */
  static enter(...args: Enter): (ctx: AnyStage) => Promise<unknown> {
    return (ctx) => ctx.scene.enter(...args);
  }
  static reenter(): (ctx: AnyStage) => Promise<unknown> {
    return (ctx) => ctx.scene.reenter();
  }
  static leave(): (ctx: AnyStage) => Promise<void> {
    return (ctx) => ctx.scene.leave();
  }
}

const empty = { middleware: (): MiddlewareFn<Context> => (_ctx, next) => next() };

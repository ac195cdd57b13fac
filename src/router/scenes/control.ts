/** ctx.scene: which scene has the word, and the ways in and out. */
import type { Context } from '../context.ts';
import { stop } from '../middleware.ts';
import type { BaseScene } from './base.ts';

/** What is kept of the scene, in the session under `__scenes`. */
export interface SceneSessionData {
  current?: string;
  /** ms since 1970, by the clock of the updates. */
  expires?: number;
  state?: object;
  /** The step of a wizard. */
  cursor?: number;
}

export interface StageOptions<D extends SceneSessionData = SceneSessionData> {
  /** Seconds after which a scene is left without a word; a scene's own ttl comes first. */
  ttl?: number;
  /** The scene for whoever is in none. */
  default?: string;
  defaultSession?: D;
}

export interface SceneContext extends Context {
  scene: SceneContextScene<SceneContext>;
}

type Session<D> = { __scenes?: D } | undefined;

export class SceneContextScene<C extends Context, D extends SceneSessionData = SceneSessionData> {
  private readonly ctx: C;
  private readonly scenes: ReadonlyMap<string, BaseScene<C>>;
  private readonly options: StageOptions<D>;
  private leaving = false;

  constructor(ctx: C, scenes: ReadonlyMap<string, BaseScene<C>>, options: StageOptions<D>) {
    this.ctx = ctx;
    this.scenes = scenes;
    this.options = options;
  }

  get session(): D {
    return this.live() ?? this.put({ ...this.options.defaultSession } as D);
  }

  /** What the scene remembers; gone when it is left. */
  get state(): object {
    return (this.session.state ??= {});
  }
  set state(state: object) {
    this.session.state = { ...state };
  }

  get current(): BaseScene<C> | undefined {
    // Looking is not touching: an update outside every scene causes no write.
    const id = this.live(false)?.current ?? this.options.default;
    return id === undefined ? undefined : this.scenes.get(id);
  }

  reset(): void {
    this.put({ ...this.options.defaultSession } as D);
  }

  /** Leaves the scene that has the word, and enters another. `silent`: neither scene's handlers run. */
  async enter(id: string, state: object = {}, silent = false): Promise<unknown> {
    const scene = this.scenes.get(id);
    if (scene === undefined) {
      const known = [...this.scenes.keys()].join(', ') || 'none';
      throw new Error(
        `Can't find scene: ${id}. The stage has: ${known}. Add it: new Stage([…]) or stage.register(…)`,
      );
    }
    if (!silent) await this.leave();
    const ttl = scene.ttl ?? this.options.ttl;
    const session = this.put({ ...this.options.defaultSession, current: id, state: { ...state } } as D);
    if (ttl !== undefined) session.expires = this.ctx.update.at + ttl * 1000;
    return silent ? undefined : scene.enterMiddleware()(this.ctx, stop);
  }

  /** Enters the same scene again, with what it remembers. */
  async reenter(): Promise<unknown> {
    const { current, state } = this.session;
    return current === undefined ? undefined : this.enter(current, state);
  }

  async leave(): Promise<void> {
    const scene = this.current;
    if (this.leaving || scene === undefined) return;
    this.leaving = true;
    try {
      await scene.leaveMiddleware()(this.ctx, stop);
      this.reset();
    } finally {
      this.leaving = false;
    }
  }

  private live(touch = true): D | undefined {
    const session = (touch ? this.ctx.session : this.ctx.kept?.shared.value) as Session<D>;
    const scene = session?.__scenes;
    return scene?.expires !== undefined && scene.expires < this.ctx.update.at ? undefined : scene;
  }

  private put(data: D): D {
    const session = this.ctx.session as Session<D>;
    if (session == null) this.ctx.session = { __scenes: data };
    else session.__scenes = data;
    return data;
  }
}

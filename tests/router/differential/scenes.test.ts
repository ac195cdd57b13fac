import fc from 'fast-check';
import { Scenes as TheirScenes, session as theirSession } from 'telegraf';
import { expect, it } from 'vitest';
import { Scenes, session } from '../../../src/router/index.ts';
import { typed, update } from '../updates.ts';
import { plain } from './build.ts';
import { ours, theirs } from './side.ts';
import type { Ctx, Fn, Routes, Side } from './side.ts';

interface SceneCtx extends Ctx {
  text: string;
  session?: object;
  scene: {
    enter(id: string, state?: object, silent?: boolean): Promise<unknown>;
    reenter(): Promise<unknown>;
    leave(): Promise<unknown>;
    state: { note?: string };
    current?: { id: string };
  };
  wizard: {
    cursor: number;
    next(): object;
    back(): object;
    selectStep(n: number): object;
    state: { note?: string };
  };
}
type SceneFn = (ctx: SceneCtx, next: () => Promise<void>) => unknown;
interface Scene extends Routes {
  enter(fn: Fn): Scene;
  leave(fn: Fn): Scene;
}
interface SceneKit {
  session(): Fn;
  Stage: new (scenes: Scene[], options: object) => Routes;
  BaseScene: new (id: string) => Scene;
  WizardScene: new (id: string, ...steps: unknown[]) => Scene;
}
const kits = new Map<Side, SceneKit>([
  [ours, { session, ...Scenes } as unknown as SceneKit],
  [theirs, { session: theirSession, ...TheirScenes } as unknown as SceneKit],
]);

/** What is typed says what the handler does: one vocabulary for the stage, the scene and every step. */
const words = ['next', 'back', 'two', 'far', 'leave', 'reenter', 'note', 'pass', 'x', 'leave+next', 'both'];
const everywhere = ['go base', 'go form', 'go other', 'go nowhere', 'silent base', 'cancel', 'menu'];

/** Updates that have been obeyed: entering runs the first step on the same update, which must not enter again. */
const obeyed = new WeakSet<object>();

const obey: SceneFn = async (ctx, next) => {
  if (obeyed.has(ctx)) return next();
  obeyed.add(ctx);
  switch (ctx.text) {
    case 'next':
      return ctx.wizard?.next();
    case 'back':
      return ctx.wizard?.back();
    case 'two':
      return ctx.wizard?.selectStep(2);
    case 'far':
      return ctx.wizard?.selectStep(9);
    case 'leave':
      return ctx.scene.leave();
    case 'reenter':
      return ctx.scene.reenter();
    case 'note':
      return (ctx.scene.state.note = `${ctx.scene.state.note ?? ''}n`);
    case 'pass':
      return next();
    case 'leave+next':
      await ctx.scene.leave();
      return next();
    case 'both':
      await ctx.scene.enter('other');
      return ctx.scene.enter('base', { note: 'from other' });
  }
};

async function play(
  side: Side,
  script: readonly string[],
  options: object,
  bound: boolean,
): Promise<string[]> {
  const kit = kits.get(side);
  if (kit === undefined) throw new Error('no such side');
  const log: string[] = [];
  const spy = (name: string, then: SceneFn = (_ctx, next) => next()): Fn =>
    ((ctx: SceneCtx, next: () => Promise<void>) => {
      const { current } = ctx.scene;
      log.push(`${name} in ${current?.id} note ${current && ctx.scene.state.note}`);
      return then(ctx, next);
    }) as unknown as Fn;
  const step = (name: string): Fn =>
    spy(name, (ctx, next) => {
      log.push(`cursor ${ctx.wizard.cursor} note ${ctx.wizard.state.note}`);
      return obey(ctx, next);
    });
  const base = new kit.BaseScene('base').enter(spy('enter base')).leave(spy('leave base'));
  base.on('text', spy('base', obey));
  const form = new kit.WizardScene(
    'form',
    step('0'),
    new side.Composer().hears(/./, step('1')),
    step('2'),
    step('3'),
  );
  form.leave(spy('leave form')).hears('menu', spy('menu of form'));
  const other = new kit.WizardScene('other', step('other 0'), step('other 1'));
  // Only an enter handler that calls next() goes on to the first step.
  other.enter(spy('enter other', (ctx, next) => (ctx.scene.state.note === undefined ? next() : undefined)));
  const stage = new kit.Stage([base, form, other], options);
  stage.hears(
    'cancel',
    spy('cancel', (ctx) => ctx.scene.leave()),
  );
  const go =
    (target: string, silent = false): SceneFn =>
    (ctx) =>
      ctx.scene.enter(target, { note: ctx.text[0] }, silent);
  const doors = bound ? stage : new side.Composer();
  for (const target of ['base', 'form', 'other', 'nowhere'])
    doors.hears(`go ${target}`, spy('door', go(target)));
  doors.hears('silent base', spy('door', go('base', true)));
  const bot = new side.Composer().use(kit.session(), stage, doors, spy('outside'));
  for (const text of script) {
    log.push(`--- ${text}`);
    try {
      await bot.middleware()(side.context(update(typed(text))), async () => undefined);
    } catch (error) {
      log.push(`failed ${plain(error).replace(/\. The stage has: .*/, '')}`);
    }
  }
  return log;
}

it(
  'same scenes, steps, state and errors as telegraf, for any way through them',
  { timeout: 120_000 },
  async () => {
    const script = fc.array(fc.oneof(fc.constantFrom(...words), fc.constantFrom(...everywhere)), {
      minLength: 1,
      maxLength: 25,
      size: 'max',
    });
    let lines = 0;
    await fc.assert(
      fc.asyncProperty(
        script,
        fc.constantFrom({}, { default: 'base' }),
        fc.boolean(),
        async (texts, options, bound) => {
          const mine = await play(ours, texts, options, bound);
          expect(mine).toEqual(await play(theirs, texts, options, bound));
          lines += mine.filter((line) => line.startsWith('cursor')).length;
        },
      ),
      { numRuns: 2_000, seed: 20211016 },
    );
    // The property is not empty: steps of wizards did run.
    expect(lines).toBeGreaterThan(3_000);
  },
);

import { describe, expect, it } from 'vitest';
import { Composer, Context, Scenes, session } from '../../../src/router/index.ts';
import { typed, update } from '../updates.ts';

type Ctx = Context<{ __scenes?: Scenes.SceneSessionData }> & {
  scene: Scenes.SceneContextScene<Ctx>;
  wizard: Scenes.WizardContextWizard<Ctx>;
};
type State = { name?: string };

/** A stage, spoken to word by word; returns what is answered. */
function play(scenes: Scenes.BaseScene<Ctx>[], options: Scenes.StageOptions = {}) {
  const store = new Map<string, { __scenes?: Scenes.SceneSessionData }>();
  const stage = new Scenes.Stage<Ctx>(scenes, options);
  const bot = new Composer<Ctx>(session({ store }), stage);
  const say = async (text: string, at = 0): Promise<string[]> => {
    const ctx = new Context(update(typed(text), { at })) as Ctx;
    await bot.handle(ctx);
    return ctx.effects.map((effect) => (effect.type === 'send' ? effect.message.text : effect.type));
  };
  return { bot, stage, store, say };
}
const answer = (text: string) => (ctx: Ctx) => ctx.reply(text);

function greeting() {
  return new Scenes.BaseScene<Ctx>('greeting')
    .enter((ctx) => ctx.reply(`enter ${(ctx.scene.state as State).name ?? ''}`))
    .leave(answer('leave'))
    .hears('again', (ctx) => ctx.scene.reenter())
    .hears('out', Scenes.Stage.leave())
    .on('text', answer('inside'));
}

describe('Stage and BaseScene', () => {
  it('enters, holds the person, and leaves', async () => {
    const { bot, say } = play([greeting()]);
    bot.command('go', Scenes.Stage.enter('greeting', { name: 'Lan' })).on('text', answer('outside'));
    expect(await say('x')).toEqual(['outside']);
    expect(await say('/go')).toEqual(['enter Lan']);
    expect(await say('x')).toEqual(['inside']);
    expect(await say('again')).toEqual(['leave', 'enter Lan']);
    expect(await say('out')).toEqual(['leave']);
    expect(await say('x')).toEqual(['outside']);
  });

  it('tries the stage’s own routes first, and leaves one scene for another', async () => {
    const other = new Scenes.BaseScene<Ctx>('other').enter(answer('enter other'));
    const { bot, stage, say } = play([greeting(), other]);
    stage.hears('cancel', answer('cancelled')).hears('other', (ctx) => ctx.scene.enter('other'));
    bot.start((ctx) => ctx.scene.enter('greeting'));
    await say('/start');
    expect(await say('cancel')).toEqual(['cancelled']);
    expect(await say('other')).toEqual(['leave', 'enter other']);
  });

  it('silently: neither scene speaks', async () => {
    const { bot, say } = play([greeting()]);
    bot.start((ctx) => ctx.scene.enter('greeting', {}, true));
    expect(await say('/start')).toEqual([]);
    expect(await say('x')).toEqual(['inside']);
  });

  it('forgets a scene after its ttl, by the clock of the updates', async () => {
    const { bot, say } = play([greeting()], { ttl: 10 });
    bot.start((ctx) => ctx.scene.enter('greeting')).on('text', answer('outside'));
    await say('/start', 1_000);
    expect(await say('x', 11_000)).toEqual(['inside']);
    expect(await say('x', 11_001)).toEqual(['outside']);
  });

  it('gives whoever is nowhere to the default scene', async () => {
    const { say } = play([greeting()], { default: 'greeting' });
    expect(await say('x')).toEqual(['inside']);
  });

  it('sees scenes and routes that are registered later', async () => {
    const { bot, stage, say } = play([]);
    bot.start((ctx) => ctx.scene.enter('late'));
    const late = new Scenes.BaseScene<Ctx>('late');
    stage.register(late);
    late.hears('x', answer('late'));
    await say('/start');
    expect(await say('x')).toEqual(['late']);
  });

  it('stores nothing of people who are in no scene', async () => {
    const { say, store } = play([greeting()]);
    await say('x');
    expect(store.size).toBe(0);
  });

  it('says what is wrong: an unknown scene, no scene at all, no session', async () => {
    const { bot, stage, say } = play([greeting()]);
    bot.start((ctx) => ctx.scene.enter('greting'));
    await expect(say('/start')).rejects.toThrow(
      "Can't find scene: greting. The stage has: greeting. Add it:",
    );
    expect(() => stage.register({ id: 'x' } as never)).toThrow(
      'Unsupported scene: an object. Give a BaseScene',
    );
    expect(() => new Scenes.BaseScene('')).toThrow('A scene needs an id');
    const bare = new Composer<Ctx>(stage).handle(new Context(update(typed('x'))) as Ctx);
    await expect(bare).rejects.toThrow('Put bot.use(session()) before the stage');
  });
});

describe('WizardScene', () => {
  const form = (options = {}) =>
    new Scenes.WizardScene<Ctx>(
      'form',
      options,
      async (ctx) => {
        await ctx.reply('name?');
        ctx.wizard.next();
      },
      new Composer<Ctx>().hears(/^[A-Z]/, async (ctx) => {
        (ctx.wizard.state as State).name = ctx.match[0];
        await ctx.reply('age?');
        ctx.wizard.next();
      }),
      async (ctx) => {
        if (ctx.text === 'back') return void ctx.wizard.back();
        if (ctx.text === 'first') return void ctx.wizard.selectStep(0);
        await ctx.scene.leave();
        await ctx.reply(`done ${(ctx.wizard.state as State).name}`);
      },
    );

  it('takes each update to the step where the cursor stands', async () => {
    const { bot, say, store } = play([form()]);
    bot.start((ctx) => ctx.scene.enter('form'));
    expect(await say('/start')).toEqual(['name?']);
    expect(await say('lan')).toEqual([]);
    expect(await say('L')).toEqual(['age?']);
    expect(await say('back')).toEqual([]);
    expect(await say('Mai')).toEqual(['age?']);
    expect(await say('first')).toEqual([]);
    expect(await say('x')).toEqual(['name?']);
    expect(store.get('telegram:42')).toEqual({
      __scenes: { current: 'form', state: { name: 'M' }, cursor: 1 },
    });
    await say('Nga');
    expect(await say('30')).toEqual(['done N']);
    expect(store.get('telegram:42')).toEqual({ __scenes: {} });
  });

  it('tries the scene’s routes before the step; an enter handler calls next() to begin', async () => {
    const wizard = form()
      .enter((ctx, next) => ctx.reply('hello').then(next))
      .command('help', answer('help'));
    const { bot, say } = play([wizard]);
    bot.start((ctx) => ctx.scene.enter('form'));
    expect(await say('/start')).toEqual(['hello', 'name?']);
    expect(await say('/help')).toEqual(['help']);
    expect(await say('L')).toEqual(['age?']);
  });

  it('past its end it leaves', async () => {
    const wizard = new Scenes.WizardScene<Ctx>('one', (ctx) => void ctx.wizard.next()).leave(answer('left'));
    const { bot, say } = play([wizard]);
    bot.start((ctx) => ctx.scene.enter('one')).on('text', answer('outside'));
    await say('/start');
    expect(await say('x')).toEqual(['left']);
    expect(await say('x')).toEqual(['outside']);
  });

  it('starts at its first step when it is entered again, silently too', async () => {
    const { bot, say, store } = play([form()]);
    bot.use(async (ctx) => {
      await ctx.scene.enter('form', {}, true);
      ctx.wizard?.next();
    });
    store.set('telegram:42', { __scenes: { current: 'form', state: {}, cursor: 2, expires: -1 } });
    await say('x');
    expect(store.get('telegram:42')).toEqual({ __scenes: { current: 'form', state: {} } });
  });

  it('refuses a step that is not middleware, and says which', () => {
    const nothing = (): void => undefined;
    expect(() => new Scenes.WizardScene<Ctx>('form', nothing, 7 as never)).toThrow(
      'step 1 of WizardScene("form")',
    );
  });
});

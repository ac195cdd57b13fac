import { describe, expect, it } from 'vitest';
import { Composer } from '../../src/router/index.ts';
import type { Middleware, MiddlewareFn, Context } from '../../src/router/index.ts';
import { did, pressed, said, update } from './updates.ts';

const nothing = () => Promise.resolve();

/** Middleware that writes its name down and goes on, or stays. */
function scribe() {
  const seen: string[] = [];
  const on =
    (name: string): MiddlewareFn<Context> =>
    (_ctx, next) => {
      seen.push(name);
      return next();
    };
  const end =
    (name: string): MiddlewareFn<Context> =>
    () => {
      seen.push(name);
    };
  return { seen, on, end };
}

describe('routes', () => {
  it('runs what matches, in the order of registration, across every kind of route', async () => {
    const { seen, on, end } = scribe();
    const bot = new Composer<Context>()
      .hears('/start now', on('hears'))
      .use(on('use'))
      .command(/^st/, on('command by RegExp'))
      .on('text', on('on text'))
      .start(on('start'))
      .on((update) => update.chatType === 'private', on('on test'))
      .hears('other', on('never'))
      .action('/start now', on('never'))
      .on('message', end('on message'))
      .use(on('never'));
    await bot.handle(said('/start now'));
    expect(seen).toEqual(['hears', 'use', 'command by RegExp', 'on text', 'start', 'on test', 'on message']);
  });

  it('matches strings whole and case-sensitively, and gives the match of the route that runs', async () => {
    const matches: unknown[] = [];
    const keep: Middleware<Context> = (ctx, next) => {
      matches.push([...(ctx.match ?? [])]);
      return next();
    };
    const bot = new Composer<Context>()
      .hears('Menu', keep)
      .hears(['x', /m(e)nu/g, 'menu'], keep)
      .hears('menu', keep)
      .hears((value) => /n/.exec(value), keep);
    await bot.handle(said('menu'));
    await bot.handle(said('menu'));
    const once = [['menu', 'e'], ['menu'], ['n']];
    expect(matches).toEqual([...once, ...once]);
  });

  it('tells presses, captions, follow and the rest apart', async () => {
    const { seen, on } = scribe();
    const bot = new Composer<Context>()
      .action(/^card:(\d+)$/, on('action'))
      .on('callback_query', on('callback_query'))
      .hears('card:1', on('hears'))
      .on('message', on('message'))
      .on(['photo', 'follow'], on('photo or follow'));
    const file = { kind: 'photo', channel: 'telegram', id: 'f' } as const;
    await bot.handle(pressed('card:1'));
    await bot.handle(did({ type: 'photo', file, caption: 'card:1' }));
    await bot.handle(did({ type: 'follow' }));
    expect(seen).toEqual(['action', 'callback_query', 'message', 'photo or follow', 'photo or follow']);
  });

  it('sees routes that are registered later, in mounted composers too', async () => {
    const { seen, on } = scribe();
    const sub = new Composer<Context>();
    const bot = new Composer<Context>().use(sub).hears('a', sub.middleware());
    await bot.handle(said('a'));
    sub.hears('a', on('late'));
    await bot.handle(said('a'));
    expect(seen).toEqual(['late', 'late']);
  });

  it('asks again when middleware has put other words into the update', async () => {
    const { seen, on } = scribe();
    const bot = new Composer<Context>()
      .use((ctx, next) => {
        if (ctx.update.event.type === 'text') ctx.update.event.text = ctx.update.event.text.trim();
        return next();
      })
      .hears('menu', on('menu'));
    await bot.handle(said('  menu '));
    expect(seen).toEqual(['menu']);
  });
});

describe('next()', () => {
  it('is refused the second time, and the error names the route', async () => {
    const bot = new Composer<Context>().hears('x', async (_ctx, next) => {
      await next();
      await next();
    });
    await expect(bot.handle(said('x'))).rejects.toThrow('next() called multiple times in hears("x")');
  });

  it('goes on after the composer, and takes another context along', async () => {
    const other = said('other');
    const texts: unknown[] = [];
    const bot = new Composer<Context>()
      .use((_ctx, next) => (next as (ctx: Context) => Promise<void>)(other))
      .hears('other', (ctx, next) => {
        texts.push(ctx.text);
        return next();
      });
    await bot.middleware()(
      said('first'),
      (async (ctx: Context) => void texts.push(ctx.text)) as typeof nothing,
    );
    expect(texts).toEqual(['other', 'other']);
    const wrong = new Composer<Context>().use((_ctx, next) => (next as (x: unknown) => Promise<void>)(1));
    await expect(wrong.handle(said('x'))).rejects.toThrow('next(ctx) called with invalid context');
  });

  it('turns what is thrown at once downstream into a rejection upstream can catch', async () => {
    const caught: unknown[] = [];
    const bot = new Composer<Context>()
      .use(async (_ctx, next) => {
        try {
          await next();
        } catch (error) {
          caught.push(error);
        }
      })
      .use(() => {
        throw new Error('at once');
      });
    await bot.handle(said('x'));
    expect(caught).toEqual([new Error('at once')]);
  });
});

describe('what cannot be registered says why and what to do', () => {
  const bot = new Composer<Context>();
  const wrong = (value: unknown) => value as never;
  it.each([
    [
      'an empty trigger',
      () => bot.hears('', nothing),
      'Invalid trigger in hears(""): "" can match nothing. Give a',
    ],
    [
      'a missing trigger',
      () => bot.action(wrong(undefined), nothing),
      'Invalid trigger in action(undefined)',
    ],
    [
      'one of a list',
      () => bot.command(['a', wrong(null)], nothing),
      'Invalid trigger in command(["a", null])',
    ],
    ['a slash', () => bot.command('/menu', nothing), 'a command is named without the slash: "menu"'],
    [
      'no middleware',
      () => bot.hears('x', wrong('y')),
      'Handler is "y" in hears("x"): give a function (ctx, next)',
    ],
    ['undefined', () => bot.use(wrong(undefined)), 'Handler is undefined in use()'],
    [
      'an unknown kind',
      () => bot.on(wrong('video_note'), nothing),
      'on("video_note"): no update is of that kind. Kinds:',
    ],
    ['no list', () => Composer.compose(wrong('x')), 'Middlewares must be an array'],
    ['no factory', () => Composer.lazy(wrong(1)), 'Argument must be a function in lazy(1)'],
  ])('%s', (_name, register, message) => {
    expect(register).toThrow(message);
  });
});

describe('statics', () => {
  const run = (middleware: Middleware<Context>, ctx = said('x')) =>
    new Composer<Context>(middleware).handle(ctx);

  it('catch takes what is thrown at once, and what is thrown later', async () => {
    const caught: unknown[] = [];
    const note = (error: unknown) => void caught.push(error);
    const later = () => Promise.reject(new Error('later'));
    const atOnce = () => {
      throw new Error('at once');
    };
    await run(Composer.catch(note, later));
    await run(Composer.catch(note, atOnce));
    expect(caught).toEqual([new Error('later'), new Error('at once')]);
  });

  it('dispatch takes the fallback for an unknown key, and without one says which key', async () => {
    const { seen, end } = scribe();
    const handlers = { a: end('a') };
    await run(
      Composer.dispatch((ctx: Context) => ctx.text ?? '', handlers, end('fallback')),
      said('a'),
    );
    await run(Composer.dispatch(() => 'toString', handlers, end('fallback')));
    expect(seen).toEqual(['a', 'fallback']);
    await expect(run(Composer.dispatch(() => 'b', handlers))).rejects.toThrow(
      'undefined in dispatch() for the key "b"',
    );
  });

  it('acl lets the named people through, and nobody else', async () => {
    const { seen, end } = scribe();
    const bot = new Composer<Context>()
      .use(Composer.acl(['telegram:1', 'telegram:42'], end('in')))
      .use(end('out'));
    await bot.handle(said('x'));
    await bot.handle(said('x', { person: 'telegram:2' }));
    expect(seen).toEqual(['in', 'out']);
  });

  it('chatType, drop, filter, fork, tap, lazy, branch and optional choose the way', async () => {
    const { seen, on, end } = scribe();
    const bot = new Composer<Context>()
      .use(Composer.groupChat(end('group')), Composer.privateChat(on('private')))
      .use(Composer.tap(end('tap')), Composer.fork(end('fork')))
      .use(Composer.lazy(async () => on('lazy')))
      .use(Composer.branch(async () => false, end('yes'), on('no')))
      .use(Composer.optional(() => false, end('optional')))
      .drop(() => false)
      .filter(async () => true)
      .use(on('there'))
      .drop((ctx) => ctx.text === 'x')
      .use(on('never'));
    await bot.handle(said('x'));
    await bot.handle(said('x', { chat: 'telegram:-1', chatType: 'group' }));
    expect(seen).toEqual(['private', 'tap', 'fork', 'lazy', 'no', 'there', 'group']);
  });

  it('reply answers, log writes the update', async () => {
    const lines: string[] = [];
    const ctx = said('x');
    await run(Composer.compose([Composer.log((line) => lines.push(line)), Composer.reply('chào')]), ctx);
    expect(ctx.effects).toEqual([{ type: 'send', message: { text: 'chào' } }]);
    expect(JSON.parse(lines.join(''))).toEqual(update({ type: 'text', text: 'x' }));
  });
});

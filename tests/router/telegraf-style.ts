/**
 * A bot as somebody writes it who knows telegraf. That this file compiles in strict mode is the promise;
 * each @ts-expect-error is a mistake that must not compile. telegraf-style.test.ts runs it.
 */
import { Composer, Format, Markup, Scenes, fmt, session } from '../../src/router/index.ts';
import type { Context, Middleware } from '../../src/router/index.ts';

interface MySession {
  count: number;
  language?: 'vi' | 'en';
}

interface MyContext extends Context<MySession> {
  myProp: string;
  scene: Scenes.SceneContextScene<MyContext>;
  wizard: Scenes.WizardContextWizard<MyContext>;
}

/** Holds only where the two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <_T extends true>(): void => undefined;

const contactWizard = new Scenes.WizardScene<MyContext>(
  'contact',
  async (ctx) => {
    await ctx.reply('Tên anh/chị là gì ạ?');
    return ctx.wizard.next();
  },
  new Composer<MyContext>().on('text', async (ctx) => {
    holds<Same<typeof ctx.text, string>>();
    ctx.scene.state = { name: ctx.message.text };
    await ctx.reply(fmt`Chào ${Format.bold(ctx.text)}`);
    return ctx.scene.leave();
  }),
);
const greeter = new Scenes.BaseScene<MyContext>('greeter', { ttl: 60 })
  .enter((ctx) => ctx.reply('Xin chào'))
  .leave((ctx) => ctx.reply('Tạm biệt'));
greeter.hears(/back/, Scenes.Stage.leave());

const stage = new Scenes.Stage<MyContext>([contactWizard, greeter], { ttl: 600 });
stage.command('cancel', (ctx) => ctx.scene.leave());

export const bot = new Composer<MyContext>();

bot.use(session<MySession, MyContext>({ defaultSession: () => ({ count: 0 }) }));
bot.use(stage);
bot.use(async (ctx, next) => {
  ctx.session.count++;
  ctx.state['started'] = ctx.update.at;
  await next();
});

bot.start(async (ctx) => {
  holds<Same<typeof ctx.startPayload, string>>();
  await ctx.reply(
    `Chào ${ctx.from.first_name}`,
    Markup.keyboard([['Trợ giúp', Markup.button.contactRequest('Số của tôi')]]).resize(),
  );
});
bot.help((ctx) => ctx.reply('…'));
bot.command('count', (ctx) => ctx.reply(`${ctx.session.count} ${ctx.args.join()} ${ctx.payload.length}`));
bot.command(['form', 'mau'], (ctx) => ctx.scene.enter('contact'));
bot.hears('hi', (ctx) => ctx.scene.enter('greeter'));
bot.hears(/^mã (?<code>\d+)$/, (ctx) => {
  holds<Same<typeof ctx.match, RegExpExecArray>>();
  return ctx.reply(ctx.match.groups?.['code'] ?? ctx.match[0]);
});
bot.action(/^card:(\d+)$/, async (ctx) => {
  await ctx.answerCbQuery();
  await ctx.editMessageText(`Thẻ ${ctx.match[1]}: ${ctx.callbackQuery.data}`);
});
bot.on('photo', (ctx) => ctx.replyWithPhoto(ctx.message.file, { caption: ctx.message.caption ?? '' }));
bot.on(['voice', 'document'], (ctx) => ctx.reply(ctx.message.file.kind));
bot.on('location', (ctx) => ctx.replyWithLocation(ctx.message.latitude, ctx.message.longitude));
bot.on('callback_query', (ctx) => ctx.reply(ctx.callbackQuery.data));
bot.on('follow', (ctx) => ctx.reply('Chào anh/chị'));
bot.use(Composer.optional((ctx: MyContext) => ctx.session.language === 'vi', Composer.reply('vi')));
bot.use(Composer.acl('telegram:7', (ctx) => ctx.reply(ctx.myProp)));
bot.use(
  Composer.dispatch((ctx: MyContext) => ctx.session.language ?? 'none', { vi: () => 1, none: () => 2 }),
);

const shout: Middleware<MyContext> = (ctx, next) => (ctx.text === undefined ? next() : ctx.reply(ctx.text));
bot.on('message', shout);

// What must not compile.
export function mistakes(): void {
  // @ts-expect-error no such kind of update
  bot.on('txt', () => undefined);
  // @ts-expect-error a session has no such field
  bot.use((ctx) => ctx.session.cuont);
  // @ts-expect-error count is a number
  bot.use((ctx) => (ctx.session.count = 'one'));
  // @ts-expect-error outside a route with a trigger there may be no match
  bot.use((ctx) => ctx.match[0]);
  // @ts-expect-error a voice note has no words
  bot.on('voice', (ctx) => ctx.message.text);
  // @ts-expect-error a trigger is a string, a RegExp or a function
  bot.hears(5, () => undefined);
  // @ts-expect-error middleware is a function or has middleware()
  bot.use('hello');
  // @ts-expect-error a press may be absent here
  bot.use((ctx) => ctx.callbackQuery.data);
  // @ts-expect-error the text comes first
  bot.use((ctx) => ctx.reply(Markup.keyboard(['x'])));
  // @ts-expect-error a latitude is a number
  bot.use((ctx) => ctx.replyWithLocation('10', 106));
}

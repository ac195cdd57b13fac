/** telegraf's side: its Composer alone, without the timer and the checks that its bot adds to each update. */
import { Composer, Context, Scenes, Telegram, session } from 'telegraf';
import { questions } from './cases.ts';
import type { Handle, Side } from './side.ts';

type Ctx = Scenes.WizardContext;

export function createSide(): Side {
  let replies = 0;
  const telegram = new Telegram('1:x');
  // The network is not measured.
  telegram.callApi = (() => {
    replies++;
    return Promise.resolve({ message_id: 1 });
  }) as typeof telegram.callApi;
  const me = { id: 1, is_bot: true, first_name: 'bot', username: 'bot' };
  const nothing = () => Promise.resolve();
  const handleBy = (bot: Composer<Ctx>): Handle => {
    const middleware = bot.middleware();
    return (raw) =>
      Promise.resolve(
        middleware(new Context(raw as never, telegram, me as never) as unknown as Ctx, nothing),
      );
  };
  return {
    replies: () => replies,
    routes(routes) {
      const bot = new Composer<Ctx>();
      const answer = (ctx: Context) => ctx.reply('ok');
      for (const route of routes)
        bot[route.verb]('exact' in route ? route.exact : new RegExp(route.pattern), answer);
      return handleBy(bot);
    },
    wizard() {
      const steps = Array.from({ length: questions + 1 }, (_each, n) => async (ctx: Ctx) => {
        if (n > 0) (ctx.wizard.state as Record<string, unknown>)[`answer${n}`] = ctx.text;
        await ctx.reply(`question ${n}`);
        if (n === questions) return ctx.scene.leave();
        ctx.wizard.next();
        return;
      });
      const stage = new Scenes.Stage<Ctx>([new Scenes.WizardScene<Ctx>('form', ...steps)]);
      stage.command('form', (ctx) => ctx.scene.enter('form'));
      return handleBy(new Composer<Ctx>(session() as never, stage));
    },
  };
}

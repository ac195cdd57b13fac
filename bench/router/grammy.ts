/** grammY's side: its Composer alone, with one Api for all updates, which its bot makes anew for each. */
import { Api, Composer, Context } from 'grammy';
import { questions } from './cases.ts';
import type { Handle, Side } from './side.ts';

/** What is used of @grammyjs/conversations, which is installed in bench/ only. */
interface Conversations {
  conversations(): (ctx: Context, next: () => Promise<void>) => unknown;
  createConversation(
    builder: (conversation: { wait(): Promise<Context> }, ctx: Context) => Promise<void>,
    id: string,
  ): (ctx: Context, next: () => Promise<void>) => unknown;
}
const { conversations, createConversation } = (await import(
  '@grammyjs/conversations' as string
)) as Conversations;

export function createSide(): Side {
  let replies = 0;
  const answered = { ok: true, result: { message_id: 1 } } as never;
  const api = new Api('1:x');
  // The network is not measured.
  api.config.use(() => {
    replies++;
    return Promise.resolve(answered);
  });
  // A conversation makes Apis of its own from the options of the outer one: there the stub sits a step further out.
  const fetch = () => {
    replies++;
    return Promise.resolve({ json: () => Promise.resolve(answered) });
  };
  const apiOfForms = new Api('1:x', { fetch: fetch as never });
  const me = { id: 1, is_bot: true, first_name: 'bot', username: 'bot' } as never;
  const nothing = () => Promise.resolve();
  const handleBy = (bot: Composer<Context>, by: Api): Handle => {
    const middleware = bot.middleware();
    return (raw) => Promise.resolve(middleware(new Context(raw as never, by, me), nothing));
  };
  return {
    replies: () => replies,
    routes(routes) {
      const bot = new Composer<Context>();
      const answer = (ctx: Context) => ctx.reply('ok');
      for (const route of routes) {
        const trigger = 'exact' in route ? route.exact : new RegExp(route.pattern);
        if (route.verb === 'hears') bot.hears(trigger, answer);
        else if (route.verb === 'action') bot.callbackQuery(trigger, answer);
        else if ('exact' in route) bot.command(route.exact, answer);
      }
      return handleBy(bot, api);
    },
    wizard() {
      const bot = new Composer<Context>();
      bot.use(conversations());
      bot.use(
        createConversation(async (conversation, first) => {
          const answers: Record<string, unknown> = {};
          await first.reply('question 0');
          for (let n = 1; n <= questions; n++) {
            const ctx = await conversation.wait();
            answers[`answer${n}`] = ctx.message?.text;
            await ctx.reply(`question ${n}`);
          }
        }, 'form'),
      );
      bot.command('form', (ctx) =>
        (
          ctx as unknown as Context & { conversation: { enter(id: string): Promise<void> } }
        ).conversation.enter('form'),
      );
      return handleBy(bot, apiOfForms);
    },
  };
}

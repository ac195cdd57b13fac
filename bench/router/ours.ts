/** Our side. What the channel does to an update before the router sees it is part of the time. */
import type { Event, Update } from '../../src/core/update.ts';
import { Composer, Context, Scenes, session } from '../../src/router/index.ts';
import { questions } from './cases.ts';
import type { Raw } from './cases.ts';
import type { Handle, Side } from './side.ts';

type Ctx = Context & { scene: Scenes.SceneContextScene<Ctx>; wizard: Scenes.WizardContextWizard<Ctx> };

/** As the Telegram channel reads it. */
function toUpdate({ update_id, message, callback_query: press }: Raw): Update {
  const user = message?.from ?? (press?.from as { id: number; first_name: string });
  const person = `telegram:${user.id}`;
  let event: Event;
  if (message === undefined)
    event = { type: 'press', data: press?.data ?? '', messageId: '1', pressId: press?.id ?? '' };
  else {
    const { text } = message;
    const length = message.entities?.[0]?.length;
    event =
      length === undefined
        ? { type: 'text', text }
        : { type: 'text', text, command: { name: text.slice(1, length), payload: text.slice(length + 1) } };
  }
  const id = `telegram:${update_id}`;
  return {
    id,
    channel: 'telegram',
    at: 0,
    person,
    chat: person,
    chatType: 'private',
    name: user.first_name,
    event,
  };
}

export function createSide(): Side {
  let replies = 0;
  const handleBy =
    (bot: Composer<Ctx>): Handle =>
    async (raw) => {
      const ctx = new Context(toUpdate(raw)) as Ctx;
      await bot.handle(ctx);
      replies += ctx.effects.length;
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
      });
      const stage = new Scenes.Stage<Ctx>([new Scenes.WizardScene<Ctx>('form', ...steps)]);
      stage.command('form', (ctx) => ctx.scene.enter('form'));
      return handleBy(new Composer<Ctx>(session(), stage));
    },
  };
}

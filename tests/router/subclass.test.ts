import { expect, it } from 'vitest';
import { Composer, Context } from '../../src/router/index.ts';
import { typed, update } from './updates.ts';

/** As the product extends it: more to hold, more wishes. */
class BotContext extends Context<{ visits: number }> {
  opened: string[] = [];
  open(flow: string): void {
    this.opened.push(flow);
  }
}

it('serves a context of one’s own', async () => {
  const bot = new Composer<BotContext>()
    .command('menu', (ctx) => ctx.open(ctx.command))
    .hears(/^xem (\d+)$/, async (ctx, next) => {
      ctx.open(ctx.match[1] ?? '');
      await next();
    })
    .on('text', (ctx) => ctx.open(ctx.text));
  const ctx = new BotContext(update(typed('/menu')));
  await bot.handle(ctx);
  expect(ctx.opened).toEqual(['menu']);
  const other = new BotContext(update(typed('xem 5')));
  await bot.handle(other);
  expect(other.opened).toEqual(['5', 'xem 5']);
});

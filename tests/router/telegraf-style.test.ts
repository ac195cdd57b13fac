import { describe, expect, it } from 'vitest';
import { Context } from '../../src/router/index.ts';
import { bot } from './telegraf-style.ts';
import { typed, update } from './updates.ts';
import type { Event } from '../../src/core/update.ts';

async function answers(...events: Event[]): Promise<unknown[]> {
  const given: unknown[] = [];
  for (const event of events) {
    const ctx = new Context(update(event, { name: 'Lan' })) as Parameters<typeof bot.handle>[0];
    await bot.handle(ctx);
    for (const effect of ctx.effects) given.push('message' in effect ? effect.message.text : effect.type);
  }
  return given;
}

describe('a bot as telegraf’s users write it', () => {
  it('answers', async () => {
    expect(await answers(typed('/start ref'), typed('mã 12'), typed('/count a b'))).toEqual([
      'Chào Lan',
      '12',
      '3 a,b 3',
    ]);
    expect(await answers(typed('/form'), typed('Mai'), typed('hi'), typed('back'))).toEqual([
      'Tên anh/chị là gì ạ?',
      'Chào Mai',
      'Xin chào',
      'Tạm biệt',
    ]);
    expect(await answers({ type: 'press', data: 'card:5' })).toEqual(['acknowledge', 'Thẻ 5: card:5']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/router/index.ts';
import { Composer, Format, Markup, fmt } from '../../src/router/index.ts';
import { pressed, said } from './updates.ts';

const { button } = Markup;

describe('Markup', () => {
  it('lays a keyboard out one in a row, an inline one all in one, and by columns', () => {
    const data = (name: string) => button.callback(name, name);
    expect(Markup.keyboard(['A', 'B']).rows).toEqual([
      [{ label: 'A', data: '=A' }],
      [{ label: 'B', data: '=B' }],
    ]);
    expect(Markup.inlineKeyboard([data('a'), data('b')]).rows.map((row) => row.length)).toEqual([2]);
    expect(
      Markup.inlineKeyboard(['a', 'b', 'c'].map(data), { columns: 2 }).rows.map((row) => row.length),
    ).toEqual([2, 1]);
    const wrap = (_each: unknown, index: number) => index === 1;
    expect(Markup.keyboard(['a', 'b', 'c'], { wrap }).rows.map((row) => row.length)).toEqual([1, 2]);
    expect(
      Markup.inlineKeyboard([[data('a')], [data('b'), data('c')]]).rows.map((row) => row.length),
    ).toEqual([1, 2]);
    expect(Markup.removeKeyboard().rows).toEqual([]);
  });

  it('knows the buttons that every channel has, and leaves hidden ones out', () => {
    const keyboard = Markup.keyboard([
      [button.url('Trang', 'https://example.org'), button.callback('x', 'x', true)],
      [button.contactRequest('Số'), button.locationRequest('Chỗ'), 'Gõ'],
    ]);
    expect(keyboard.resize().oneTime().rows).toEqual([
      [{ label: 'Trang', url: 'https://example.org' }],
      [
        { label: 'Số', share: 'contact' },
        { label: 'Chỗ', share: 'location' },
        { label: 'Gõ', data: '=Gõ' },
      ],
    ]);
  });

  it('goes beside the text of an answer, and comes back to hears() and action()', async () => {
    const bot = new Composer<Context>()
      .start((ctx) => ctx.reply('Chọn', Markup.keyboard(['Trợ giúp'])))
      .hears('Trợ giúp', (ctx) => ctx.reply('heard'))
      .action('go', (ctx) => ctx.reply('acted'));
    const ctx = said('/start');
    await bot.handle(ctx);
    const message = { text: 'Chọn', rows: [[{ label: 'Trợ giúp', data: '=Trợ giúp' }]] };
    expect(ctx.effects).toEqual([{ type: 'send', message }]);
    for (const [data, text] of [
      ['=Trợ giúp', 'heard'],
      ['go', 'acted'],
    ] as const) {
      const press = pressed(data);
      await bot.handle(press);
      expect(press.effects).toEqual([{ type: 'send', message: { text } }]);
    }
  });
});

describe('fmt', () => {
  it('builds text and entities without escaping, nested and joined', () => {
    const { bold, italic, code, pre, link, join, quote } = Format;
    const text = fmt`Chào ${bold`anh ${italic('Ba')}`} <b> ${link('đây', 'https://example.org')}`;
    expect({ ...text }).toEqual({
      text: 'Chào anh Ba <b> đây',
      entities: [
        { type: 'bold', offset: 5, length: 6 },
        { type: 'italic', offset: 9, length: 2 },
        { type: 'text_link', offset: 16, length: 3, url: 'https://example.org' },
      ],
    });
    expect({ ...join([bold('a'), 'b', code('c')], ', ') }).toEqual({
      text: 'a, b, c',
      entities: [
        { type: 'bold', offset: 0, length: 1 },
        { type: 'code', offset: 6, length: 1 },
      ],
    });
    expect(pre('ts')('x').entities).toEqual([{ type: 'pre', language: 'ts', offset: 0, length: 1 }]);
    expect(quote`${1} ${true}`.text).toBe('1 true');
  });

  it('is a message of its own', async () => {
    const ctx = said('x');
    await ctx.reply(Format.bold('đậm'));
    await ctx.replyWithPhoto('id', { caption: Format.bold('đậm') });
    const entities = [{ type: 'bold', offset: 0, length: 3 }];
    expect(ctx.effects.map((each) => each.type === 'send' && each.message)).toMatchObject([
      { text: 'đậm', entities },
      { text: 'đậm', entities, file: { id: 'id' } },
    ]);
  });
});

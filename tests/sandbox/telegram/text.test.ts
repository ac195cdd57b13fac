import type { MessageEntity } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { AN, refusal, start } from './setup.ts';

describe('entities given beside the text', () => {
  it('move with the text when blanks are cut off', async () => {
    const { standIn, api } = await start();
    standIn.remember(AN);
    const message = await api.sendMessage(1001, '  đậm nhạt ', {
      entities: [{ type: 'bold', offset: 2, length: 3 }],
    });
    expect(message.entities).toEqual([{ type: 'bold', offset: 0, length: 3 }]);
    expect(standIn.phone(AN).bubbles()[0]?.entities).toEqual([{ type: 'bold', offset: 0, length: 3 }]);
  });

  it.each<[string, unknown]>([
    ['beginning outside the text', { type: 'bold', offset: 4, length: 1 }],
    ['ending outside the text', { type: 'bold', offset: 0, length: 5 }],
    ['of a negative offset', { type: 'bold', offset: -1, length: 2 }],
    ['of no length', { type: 'bold', offset: 0, length: 0 }],
    ['of an unknown type', { type: 'blink', offset: 0, length: 1 }],
    ['without a length', { type: 'bold', offset: 0 }],
    ['cutting a symbol in two', { type: 'bold', offset: 0, length: 3 }],
    ['that is a link to nowhere', { type: 'text_link', offset: 0, length: 2 }],
  ])('are refused %s', async (_what, entity) => {
    const { standIn, api } = await start();
    standIn.remember(AN);
    const sending = api.sendMessage(1001, 'ab💉', { entities: [entity as MessageEntity] });
    expect(await refusal(sending)).toMatch(/^Bad Request: can't parse entities: /);
  });
});

describe('parse_mode', () => {
  it.each([
    [
      'HTML',
      '<b>đậm <i>cả hai</i></b> <a href="https://a.vn/?x=1">nối</a> &lt;3 &amp; &#7897;',
      'đậm cả hai nối <3 & ộ',
      ['bold 0 10', 'italic 4 6', 'text_link 11 3 https://a.vn/?x=1'],
    ],
    [
      'MarkdownV2',
      '*đậm _cả hai_* [nối](https://a.vn/) `mã_` \\. ||kín||',
      'đậm cả hai nối mã_ . kín',
      ['bold 0 10', 'italic 4 6', 'text_link 11 3 https://a.vn/', 'code 15 3', 'spoiler 21 3'],
    ],
    [
      'Markdown',
      '*đậm* _nghiêng_ 3.5! [nối](https://a.vn/)',
      'đậm nghiêng 3.5! nối',
      ['bold 0 3', 'italic 4 7', 'text_link 17 3 https://a.vn/'],
    ],
  ] as const)('%s becomes entities', async (mode, source, text, entities) => {
    const { standIn, api } = await start();
    standIn.remember(AN);
    const message = await api.sendMessage(1001, source, { parse_mode: mode });
    expect(message.text).toBe(text);
    const seen = message.entities?.map((each) =>
      [each.type, each.offset, each.length, ...('url' in each ? [each.url] : [])].join(' '),
    );
    expect(seen).toEqual(entities);
  });

  it.each([
    ['HTML', '<b>đậm', 'Can\'t find end tag corresponding to start tag "b"'],
    ['HTML', 'ộ <x>', 'Unsupported start tag "x" at byte offset 4'],
    ['HTML', '<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['HTML', 'a</b>', 'Unexpected end tag at byte offset 1'],
    ['HTML', '3 < 5', 'Unclosed start tag at byte offset 2'],
    ['MarkdownV2', '*đậm', "Can't find end of Bold entity at byte offset 0"],
    ['MarkdownV2', 'Xong.', "Character '.' is reserved and must be escaped with the preceding '\\'"],
    ['Markdown', 'a *đậm', "Can't find end of the entity starting at byte offset 2"],
    ['Markdown', '[a](b', "Can't find end of a URL"],
  ] as const)('%s refuses %s', async (mode, source, why) => {
    const { standIn, api } = await start();
    standIn.remember(AN);
    expect(await refusal(api.sendMessage(1001, source, { parse_mode: mode }))).toBe(
      `Bad Request: can't parse entities: ${why}`,
    );
  });

  it('refuses a style that does not exist', async () => {
    const { standIn, call } = await start();
    standIn.remember(AN);
    const { body } = await call('sendMessage', { chat_id: 1001, text: 'a', parse_mode: 'bbcode' });
    expect(body.description).toBe('Bad Request: unsupported parse_mode');
  });
});

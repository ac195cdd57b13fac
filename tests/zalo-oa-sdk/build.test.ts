import { describe, expect, test } from 'vitest';
import {
  asButtons,
  buttonsMessage,
  fileMessage,
  gifMessage,
  imageMessage,
  listMessage,
  type ListAction,
  openPhone,
  openSms,
  openUrl,
  queryHide,
  queryShow,
  requestInfoMessage,
  signPress,
  stickerMessage,
  stripMentions,
  textMessage,
  type Button,
} from '../../src/zalo-oa-sdk/index.ts';
import { refusal } from './failure.ts';
import { setup } from './setup.ts';

const card = { title: 'Công đoàn', subtitle: 'Chia sẻ', imageUrl: 'https://a.vn/b.png' };
const six = Array.from({ length: 6 }, (_, i) => queryHide(`${i}`, `#${i}`));
const bad = (value: unknown) => value as never;

/** A card with an action that no compiler has seen. */
const cardWith = (action: object) => ({
  ...{ title: 'a', subtitle: 'b', image_url: 'https://a.vn/1.jpg' },
  default_action: action as ListAction,
});

describe('refused before the network, by field and limit', () => {
  test.each<[string, string, () => unknown]>([
    ['text', 'at most 2000', () => textMessage('ế'.repeat(2001))],
    ['text', 'not empty', () => textMessage('  \n')],
    ['text', 'a text', () => textMessage(bad(5))],
    ['quote_message_id', 'a string', () => textMessage('x', bad(5))],
    ['buttons', '1 to 5', () => buttonsMessage('x', [])],
    ['buttons[0].title', 'at most 100', () => asButtons([queryHide('a'.repeat(101), '#x')])],
    ['buttons[0].title', 'not empty', () => asButtons([queryHide('', '#x')])],
    [
      'buttons[1].payload',
      'at most 1000 bytes',
      () => asButtons([queryHide('a', '#'), queryShow('b', 'ế'.repeat(334))]),
    ],
    [
      'buttons[0].payload',
      'a text',
      () => asButtons([bad({ title: 'a', type: 'oa.query.hide', payload: { url: 'x' } })]),
    ],
    ['buttons[0].payload.url', 'http', () => asButtons([openUrl('a', 'javascript:alert(1)')])],
    [
      'buttons[0].payload.url',
      'http',
      () => asButtons([bad({ title: 'a', type: 'oa.open.url', payload: 'x' })]),
    ],
    ['buttons[0].payload.phone_code', 'digits', () => asButtons([openPhone('a', '+84 91')])],
    [
      'buttons[0].payload.content',
      'at most 160',
      () => asButtons([openSms('a', '84919018791', 'x'.repeat(161))]),
    ],
    ['buttons[0].type', 'five kinds', () => asButtons([bad({ title: 'a', type: 'oa.click', payload: 'x' })])],
    ['url', 'http', () => imageMessage({ url: '/etc/passwd' })],
    ['attachment_id', 'a string', () => imageMessage({ attachmentId: bad(5) })],
    ['width', 'whole number', () => gifMessage('a', 0, 10)],
    ['attachment_id', 'id', () => stickerMessage('')],
    ['token', 'a text', () => fileMessage('')],
    ['title', 'at most 100', () => requestInfoMessage({ ...card, title: 'a'.repeat(101) })],
    ['subtitle', 'at most 500', () => requestInfoMessage({ ...card, subtitle: 'a'.repeat(501) })],
    ['elements', '1 to 5', () => listMessage([])],
    ['elements[0].subtitle', 'a text', () => listMessage([{ title: 'a' }])],
    ['elements[0].default_action.type', 'oa.query', () => listMessage([cardWith({ type: 'oa.click' })])],
    [
      'elements[0].default_action.payload',
      'a text',
      () => listMessage([cardWith({ type: 'oa.query.hide' })]),
    ],
    [
      'elements[0].default_action.phone_code',
      '3 to 15',
      () => listMessage([cardWith({ type: 'oa.open.phone' })]),
    ],
    [
      'elements[0].default_action.url',
      'http',
      () => listMessage([cardWith({ type: 'oa.open.url', url: 'x' })]),
    ],
    ['payload', 'at most 1000 bytes', () => signPress('k', '1', 'x'.repeat(1000))],
  ])('%s: %s', async (field, limit, work) => {
    const error = await refusal(work);
    expect(error).toMatchObject({ class: 'payload', field });
    expect(error.limit).toContain(limit);
  });

  test('S4: six buttons are refused here, so Zalo never answers -201; nothing goes over the wire', async () => {
    const { client, server } = await setup();
    const error = await refusal(() => client.sendButtons('1', 'x', asButtons(six)));
    expect(error).toMatchObject({ field: 'buttons', limit: '1 to 5 buttons' });
    await refusal(() => client.sendButtons('1', 'x', bad(six)));
    expect(server.seen).toHaveLength(0);
  });

  test('a number as a user id has lost digits already', async () => {
    const { client, server } = await setup();
    expect((await refusal(() => client.sendText(bad(246845883529197922n), 'x'))).field).toBe('user_id');
    expect((await refusal(() => client.sendText(bad(12345), 'x'))).field).toBe('user_id');
    expect((await refusal(() => client.sendText('../x', 'x'))).field).toBe('user_id');
    expect(server.seen).toHaveLength(0);
  });

  test('an error names the field, not the words', async () => {
    const error = await refusal(() => textMessage('bí mật '.repeat(400)));
    expect(error.message).not.toContain('bí mật');
  });
});

describe('what is allowed stays as it is', () => {
  test('2000 code points, emoji counted once, NFC', () => {
    expect(textMessage('😀'.repeat(2000)).text).toHaveLength(4000);
    expect(textMessage('Việt'.normalize('NFD')).text).toBe('Việt');
  });

  test('an unknown key of a button does not travel', () => {
    const button = { title: 'a', type: 'oa.query.hide', payload: '#a', image_icon: 'x' } as Button;
    expect(asButtons([button])).toEqual([{ title: 'a', type: 'oa.query.hide', payload: '#a' }]);
  });
});

describe('S6: nobody calls a whole group through words that the bot passes on', () => {
  test.each([
    ['chào [@246845883529197922] nhé', 'chào  nhé'],
    ['[@all][@1]x', 'x'],
    ['[[@1]@f414c8f76fa586fbdfb4] họp', ' họp'],
    ['[[[@1]@2]@3]', ''],
    ['mảng [1] và a@b.vn', 'mảng [1] và a@b.vn'],
  ])('%j', (text, stripped) => {
    expect(stripMentions(text)).toBe(stripped);
  });
});

import type { ReplyKeyboardMarkup } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { AN, refusal, start, type Setup } from './setup.ts';

const send = async ({ call }: Setup, markup: unknown, chat = 1001): Promise<string> => {
  const { body } = await call('sendMessage', { chat_id: chat, text: 'Chọn', reply_markup: markup });
  return body.description ?? 'accepted';
};
const inline = (...rows: object[][]): object => ({ inline_keyboard: rows });
const button = (data: string): object => ({ text: 'Nút', callback_data: data });

async function withAn(): Promise<Setup> {
  const setup = await start();
  setup.standIn.remember(AN);
  return setup;
}

describe('an inline keyboard', () => {
  it('is shown as rows of buttons', async () => {
    const { standIn, api } = await withAn();
    const rows = [
      [
        { text: 'Tiếp nhận', callback_data: 'a' },
        { text: 'Nguồn', url: 'https://moh.gov.vn/x' },
      ],
      [
        { text: 'Gọi 115', copy_text: { text: '115' } },
        { text: 'Chép mã', copy_text: { text: 'PA-2611-ABCDE' } },
      ],
    ];
    const sent = await api.sendMessage(1001, 'Chọn', { reply_markup: { inline_keyboard: rows } });
    expect(sent.reply_markup).toEqual({ inline_keyboard: rows });
    expect(standIn.phone(AN).bubbles()[0]?.rows).toEqual([
      [
        { label: 'Tiếp nhận', kind: 'press' },
        { label: 'Nguồn', kind: 'url', target: 'https://moh.gov.vn/x' },
      ],
      [
        { label: 'Gọi 115', kind: 'phone', target: '115' },
        { label: 'Chép mã', kind: 'url' },
      ],
    ]);
  });

  it('carries 64 bytes, not characters', async () => {
    const setup = await withAn();
    expect(await send(setup, inline([button('a'.repeat(64))]))).toBe('accepted');
    expect(await send(setup, inline([button('ế'.repeat(22))]))).toBe('Bad Request: BUTTON_DATA_INVALID');
    expect(await send(setup, inline([button('')]))).toBe('Bad Request: BUTTON_DATA_INVALID');
  });

  it('has at most 100 buttons, 8 in a row, 10 KB', async () => {
    const setup = await withAn();
    const row = (n: number): object[] => Array.from({ length: n }, () => button('a'));
    const rows = (n: number): object[][] => Array.from({ length: n }, () => row(4));
    expect(await send(setup, inline(...rows(25)))).toBe('accepted');
    expect(await send(setup, inline(...rows(25), row(1)))).toBe('Bad Request: reply markup is too long');
    expect(await send(setup, inline(row(8)))).toBe('accepted');
    expect(await send(setup, inline(row(9)))).toBe('Bad Request: reply markup is too long');
    const wordy = Array.from({ length: 20 }, () => [{ text: 'x'.repeat(600), callback_data: 'a' }]);
    expect(await send(setup, inline(...wordy))).toBe('Bad Request: reply markup is too long');
  });

  it.each([
    [
      [{ text: 'Nút' }],
      "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ],
    [
      [{ text: ' ', callback_data: 'a' }],
      'can\'t parse inline keyboard button: field "text" must be a non-empty String',
    ],
    [
      [{ text: 'Nút', callback_data: 'a', url: 'https://a.vn' }],
      "can't parse inline keyboard button: exactly one of the fields url, callback_data may be used",
    ],
    [[{ text: 'Gọi', url: 'tel:115' }], "inline keyboard button URL 'tel:115' is invalid: Wrong HTTP URL"],
    [[{ text: 'Nút', callback: 'a' }], 'unknown field "callback" of InlineKeyboardButton'],
    [['Nút'], "can't parse inline keyboard button: InlineKeyboardButton must be an Object"],
    [[{ text: 'Chép', copy_text: { text: 'x'.repeat(257) } }], 'BUTTON_COPY_TEXT_INVALID'],
  ])('refuses %j', async (row, why) => {
    expect(await send(await withAn(), { inline_keyboard: [row] })).toBe(`Bad Request: ${why}`);
  });
});

describe('a reply keyboard', () => {
  const keyboard: ReplyKeyboardMarkup = {
    keyboard: [
      ['5K', { text: 'Vắc xin' }],
      [
        { text: 'Gửi số điện thoại', request_contact: true },
        { text: 'Gửi vị trí', request_location: true },
      ],
    ],
    resize_keyboard: true,
  };

  it('sends its words, the phone number, the place', async () => {
    const { standIn, api } = await withAn();
    const phone = standIn.phone(AN);
    await api.sendMessage(1001, 'Chọn', { reply_markup: keyboard });
    const id = phone.bubbles()[0]?.id ?? '';
    expect(
      phone
        .bubbles()[0]
        ?.rows?.flat()
        .map(({ kind }) => kind),
    ).toEqual(['press', 'press', 'contact', 'location']);
    for (const [row, column] of [
      [0, 1],
      [1, 0],
      [1, 1],
    ] as const) {
      await phone.press(id, row, column);
    }
    const [words, contact, place] = (await api.getUpdates()).map((each) => each.message);
    expect(words?.text).toBe('Vắc xin');
    expect(contact?.contact).toEqual({ phone_number: '+84900001001', first_name: 'An', user_id: 1001 });
    expect(place?.location?.latitude).toBeGreaterThan(15);
    await expect(phone.press(id, 2, 0)).rejects.toThrow('no button in row 2, column 0');
  });

  it('asks for a number or a place in private only', async () => {
    const setup = await start();
    setup.standIn.group({ id: '-5', title: 'Tổ 1' }).phone(AN);
    expect(await send(setup, { keyboard: keyboard.keyboard[1] ? [[keyboard.keyboard[1][0]]] : [] }, -5)).toBe(
      'Bad Request: phone number can be requested in private chats only',
    );
    expect(await send(setup, { keyboard: [[{ text: 'Ở đâu', request_location: true }]] }, -5)).toBe(
      'Bad Request: location can be requested in private chats only',
    );
  });

  it('is taken away, or asks for a reply', async () => {
    const setup = await withAn();
    expect(await send(setup, { remove_keyboard: true })).toBe('accepted');
    expect(await send(setup, { force_reply: true, input_field_placeholder: 'Kể cho chúng tôi' })).toBe(
      'accepted',
    );
    expect(await send(setup, {})).toBe('Bad Request: reply markup is none of the known kinds');
    expect(await send(setup, 'không')).toBe("Bad Request: can't parse reply markup JSON object");
    expect(await send(setup, { keyboard: [['a']], resize: true })).toBe(
      'Bad Request: unknown field "resize" of ReplyKeyboardMarkup',
    );
  });

  it('leaves the message that carries it without edits', async () => {
    const { api } = await withAn();
    const sent = await api.sendMessage(1001, 'Chọn', { reply_markup: keyboard });
    expect(await refusal(api.editMessageText(1001, sent.message_id, 'Khác'))).toBe(
      "Bad Request: message can't be edited",
    );
  });
});

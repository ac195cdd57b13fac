import { InputFile } from 'grammy';
import { describe, expect, it } from 'vitest';
import { AN, BINH, JPEG, refusal, start, type Setup } from './setup.ts';

const BUTTONS = { inline_keyboard: [[{ text: 'Tiếp nhận', callback_data: 'nhan' }]] };
const NOT_MODIFIED =
  'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a ' +
  'current content and reply markup of the message';

async function withCard(): Promise<Setup & { id: number }> {
  const setup = await start();
  setup.standIn.remember(AN);
  const { message_id: id } = await setup.api.sendMessage(1001, 'Thẻ', { reply_markup: BUTTONS });
  return { ...setup, id };
}

describe('edits', () => {
  it('happen in place', async () => {
    const { standIn, api, clock, id } = await withCard();
    clock.now += 5000;
    const edited = await api.editMessageText(1001, id, 'Thẻ đã nhận');
    expect(edited).toMatchObject({ message_id: id, text: 'Thẻ đã nhận', edit_date: clock.now / 1000 });
    const [bubble, ...more] = standIn.phone(AN).bubbles();
    expect(bubble).toMatchObject({ id: String(id), text: 'Thẻ đã nhận', edited: true });
    expect(bubble?.rows).toBeUndefined();
    expect(more).toEqual([]);
  });

  it('of the buttons alone leave the text', async () => {
    const { standIn, api, id } = await withCard();
    await api.editMessageReplyMarkup(1001, id);
    expect(standIn.phone(AN).bubbles()[0]).toMatchObject({ text: 'Thẻ' });
    expect(standIn.phone(AN).bubbles()[0]?.rows).toBeUndefined();
    await expect(standIn.phone(AN).press(String(id), 0, 0)).rejects.toThrow('no button');
  });

  it('that change nothing are refused', async () => {
    const { api, id } = await withCard();
    expect(await refusal(api.editMessageText(1001, id, 'Thẻ', { reply_markup: BUTTONS }))).toBe(NOT_MODIFIED);
    expect(await refusal(api.editMessageReplyMarkup(1001, id, { reply_markup: BUTTONS }))).toBe(NOT_MODIFIED);
    // The same words with another look are another message.
    await api.editMessageText(1001, id, 'Thẻ', {
      reply_markup: BUTTONS,
      entities: [{ type: 'bold', offset: 0, length: 3 }],
    });
    await api.editMessageText(1001, id, 'Thẻ');
    expect(await refusal(api.editMessageText(1001, id, 'Thẻ'))).toBe(NOT_MODIFIED);
  });

  it('need a message of the bot that is there', async () => {
    const { standIn, api, call } = await withCard();
    await standIn.phone(AN).say('của An');
    expect(await refusal(api.editMessageText(1001, 9999, 'a'))).toBe(
      'Bad Request: message to edit not found',
    );
    expect(await refusal(api.editMessageText(1001, 501, 'a'))).toBe("Bad Request: message can't be edited");
    expect((await call('editMessageText', { chat_id: 1001, text: 'a' })).body.description).toBe(
      'Bad Request: message identifier is not specified',
    );
  });

  it('keep to the limits of a new message', async () => {
    const { api, id } = await withCard();
    expect(await refusal(api.editMessageText(1001, id, 'a'.repeat(4097)))).toBe(
      'Bad Request: message is too long',
    );
    expect(await refusal(api.editMessageText(1001, id, ' '))).toBe('Bad Request: message text is empty');
  });

  it('change captions of files and texts of texts', async () => {
    const { standIn, api, id } = await withCard();
    const photo = await api.sendPhoto(1001, new InputFile(JPEG.bytes, 'a.jpg'), { caption: 'cũ' });
    await api.editMessageCaption(1001, photo.message_id, { caption: 'mới' });
    expect(standIn.phone(AN).bubbles()[1]).toMatchObject({ text: 'mới', file: { kind: 'photo' } });
    expect(await refusal(api.editMessageText(1001, photo.message_id, 'a'))).toBe(
      'Bad Request: there is no text in the message to edit',
    );
    expect(await refusal(api.editMessageCaption(1001, id, { caption: 'a' }))).toBe(
      'Bad Request: there is no caption in the message to edit',
    );
  });
});

describe('deleteMessage', () => {
  it('takes a message away, once', async () => {
    const { standIn, api, id } = await withCard();
    await api.deleteMessage(1001, id);
    expect(standIn.phone(AN).bubbles()).toEqual([]);
    expect(await refusal(api.deleteMessage(1001, id))).toBe('Bad Request: message to delete not found');
    expect(await refusal(api.editMessageText(1001, id, 'a'))).toBe('Bad Request: message to edit not found');
  });

  it('refuses after 48 hours, and messages of others in a group', async () => {
    const { standIn, api, clock, id } = await withCard();
    clock.now += 48 * 3_600_000 + 1;
    expect(await refusal(api.deleteMessage(1001, id))).toBe(
      "Bad Request: message can't be deleted for everyone",
    );
    await standIn.group({ id: '-5', title: 'Tổ 1' }).phone(AN).say('/menu');
    expect(await refusal(api.deleteMessage(-5, 501))).toBe("Bad Request: message can't be deleted");
  });
});

describe('a press', () => {
  it('reaches the bot with the message and is answered by a toast', async () => {
    const { standIn, api, id } = await withCard();
    await standIn.phone(AN).press(String(id), 0, 0);
    const query = (await api.getUpdates())[0]?.callback_query;
    expect(query).toMatchObject({
      from: { id: 1001 },
      data: 'nhan',
      message: { message_id: id, text: 'Thẻ' },
    });
    await api.answerCallbackQuery(query?.id ?? '', { text: 'Đã nhận', show_alert: true });
    expect(standIn.answerTexts()).toMatchObject([{ person: '1001', text: 'Đã nhận', alert: true }]);
  });

  it('is too old after 15 s, and unknown when made up', async () => {
    const { standIn, api, clock, id } = await withCard();
    const old = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
    await standIn.phone(AN).press(String(id), 0, 0);
    const query = (await api.getUpdates())[0]?.callback_query?.id ?? '';
    clock.now += 15_000;
    expect(await api.answerCallbackQuery(query)).toBe(true);
    clock.now += 1;
    expect(await refusal(api.answerCallbackQuery(query))).toBe(old);
    expect(await refusal(api.answerCallbackQuery('12345'))).toBe(old);
  });

  it('shows at most 200 characters', async () => {
    const { standIn, api, id } = await withCard();
    await standIn.phone(AN).press(String(id), 0, 0);
    const query = (await api.getUpdates())[0]?.callback_query?.id ?? '';
    expect(await refusal(api.answerCallbackQuery(query, { text: 'a'.repeat(201) }))).toBe(
      'Bad Request: MESSAGE_TOO_LONG',
    );
  });

  it('of a link tells the bot nothing', async () => {
    const { standIn, api } = await withCard();
    const keyboard = [
      [
        { text: 'Nguồn', url: 'https://moh.gov.vn' },
        { text: 'Gọi', copy_text: { text: '115' } },
      ],
    ];
    const { message_id: id } = await api.sendMessage(1001, 'Đọc', {
      reply_markup: { inline_keyboard: keyboard },
    });
    await standIn.phone(AN).press(String(id), 0, 0);
    await standIn.phone(AN).press(String(id), 0, 1);
    expect(await api.getUpdates()).toEqual([]);
  });

  it('in a group is the press of whoever pressed', async () => {
    const { standIn, api } = await start();
    const group = standIn.group({ id: '-1009', title: 'Ban chấp hành' });
    group.phone(AN);
    const { message_id: id } = await api.sendMessage(-1009, 'Thẻ', { reply_markup: BUTTONS });
    await group.phone(BINH).press(String(id), 0, 0);
    const query = (await api.getUpdates({ offset: -1 }))[0]?.callback_query;
    expect([query?.from.first_name, query?.message?.chat.id]).toEqual(['Bình', -1009]);
  });
});

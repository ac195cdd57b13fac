import { describe, expect, it } from 'vitest';
import { AN, BINH, JPEG, PAPER, VOICE, refusal, start } from './setup.ts';

describe('a phone', () => {
  it('is the same for the same person and chat', async () => {
    const { standIn } = await start();
    const group = standIn.group({ id: '-5', title: 'Tổ 1' });
    expect(standIn.phone(AN)).toBe(standIn.phone(AN));
    expect(group.phone(AN)).toBe(standIn.group({ id: '-5', title: 'Tổ 1' }).phone(AN));
    expect(group.phone(AN)).not.toBe(standIn.phone(AN));
  });

  it('sends everything a person can send', async () => {
    const { standIn, api } = await start();
    const phone = standIn.phone(AN);
    await phone.say('chào');
    await phone.sendPhoto(JPEG, 'nhà trọ');
    await phone.sendVoice(VOICE, 7);
    await phone.sendDocument(PAPER);
    await phone.sendLocation(15.1, 108.8);
    await phone.sendContact('0900000001');
    await phone.sendSticker();
    const messages = (await api.getUpdates()).map((each) => each.message);
    expect(messages).toMatchObject([
      {
        text: 'chào',
        from: { id: 1001, is_bot: false, first_name: 'An' },
        chat: { id: 1001, type: 'private' },
      },
      { caption: 'nhà trọ', photo: [{ width: 320 }, { width: 800 }, { width: 1280, file_size: 7 }] },
      { voice: { duration: 7, mime_type: 'audio/ogg', file_size: 4 } },
      { document: { file_name: 'đơn xin.txt', mime_type: 'text/plain' } },
      { location: { latitude: 15.1, longitude: 108.8 } },
      { contact: { phone_number: '0900000001', user_id: 1001 } },
      { sticker: { type: 'regular', emoji: '👍' } },
    ]);
    expect(phone.bubbles().map((each) => [each.from, each.text, each.file?.kind])).toEqual([
      ['person', 'chào', undefined],
      ['person', 'nhà trọ', 'photo'],
      ['person', '', 'voice'],
      ['person', '', 'document'],
      ['person', '', undefined],
      ['person', '0900000001', undefined],
      ['person', '👍', undefined],
    ]);
  });

  it.each([
    ['/start', 6],
    ['/canbo AB12-CD', 6],
    ['/5k@sat_canh_bot nhé', 16],
    ['/phảnánh', undefined],
    ['gõ /start', undefined],
    ['/', undefined],
  ])('marks the command of %s', async (text, length) => {
    const { standIn, api } = await start();
    await standIn.phone(AN).say(text);
    const [update] = await api.getUpdates();
    expect(update?.message?.entities).toEqual(length && [{ type: 'bot_command', offset: 0, length }]);
  });

  it('cuts a long text as the apps do and refuses an empty one', async () => {
    const { standIn, api } = await start();
    await standIn.phone(AN).say('a'.repeat(5000));
    expect((await api.getUpdates()).map((each) => each.message?.text?.length)).toEqual([4096, 904]);
    await expect(standIn.phone(AN).say('  ')).rejects.toThrow('empty message');
  });

  it('replies to a message, and not to one that is not there', async () => {
    const { standIn, api } = await start();
    const phone = standIn.phone(AN);
    await phone.say('chào');
    const { message_id: id } = await api.sendMessage(1001, 'Còn gì nữa không?');
    await phone.reply(String(id), 'còn');
    expect((await api.getUpdates({ offset: -1 }))[0]?.message?.reply_to_message).toMatchObject({
      message_id: id,
    });
    expect(phone.bubbles()[2]?.quotes).toBe(String(id));
    await expect(phone.reply('9', 'a')).rejects.toThrow('no message 9');
  });

  it('tells its listeners of every change until they leave', async () => {
    const { standIn, api } = await start();
    const phone = standIn.phone(AN);
    let changes = 0;
    const leave = phone.onChange(() => (changes += 1));
    await phone.say('chào');
    const afterWord = changes;
    expect(afterWord).toBeGreaterThan(0);
    const { message_id: id } = await api.sendMessage(1001, 'một');
    await api.editMessageText(1001, id, 'hai');
    await api.deleteMessage(1001, id);
    expect(changes).toBe(afterWord + 3);
    leave();
    await phone.say('nữa');
    expect(changes).toBe(afterWord + 3);
  });

  it('clears its screen while the platform forgets nothing', async () => {
    const { standIn, api } = await start();
    const phone = standIn.phone(AN);
    await phone.say('chào');
    phone.clear();
    expect(phone.bubbles()).toEqual([]);
    await api.sendMessage(1001, 'đây', { reply_parameters: { message_id: 500 } });
    expect(phone.bubbles()).toMatchObject([{ text: 'đây', quotes: '500' }]);
  });

  it('shows in each bubble the update or the call behind it', async () => {
    const { standIn, api } = await start();
    await standIn.phone(AN).say('chào');
    await api.sendMessage(1001, 'đây');
    expect(
      standIn
        .phone(AN)
        .bubbles()
        .map((each) => each.raw),
    ).toMatchObject([
      { update_id: 500, message: { text: 'chào' } },
      { method: 'sendMessage', body: { chat_id: 1001, text: 'đây' } },
    ]);
  });

  it('refuses ids that Telegram could not have given', async () => {
    const { standIn } = await start();
    expect(() => standIn.phone({ id: 'an', name: 'An' })).toThrow('positive number');
    expect(() => standIn.group({ id: '5', title: 'Tổ' })).toThrow('negative number');
  });
});

describe('blocking', () => {
  it('tells the bot, both ways, once', async () => {
    const { standIn, api } = await start();
    standIn.block(AN);
    standIn.block(AN);
    standIn.unblock(AN);
    const changes = (await api.getUpdates()).map((each) => each.my_chat_member);
    expect(
      changes.map((each) => [each?.chat.id, each?.old_chat_member.status, each?.new_chat_member.status]),
    ).toEqual([
      [1001, 'member', 'kicked'],
      [1001, 'kicked', 'member'],
    ]);
  });

  it('stops the person too', async () => {
    const { standIn } = await start();
    standIn.block(AN);
    await expect(standIn.phone(AN).say('a')).rejects.toThrow('An has blocked the bot');
  });
});

describe('a group', () => {
  it('is joined by the hand of its first person', async () => {
    const { standIn, api } = await start();
    const group = standIn.group({ id: '-1001234', title: 'Ban chấp hành' });
    expect(await refusal(api.sendMessage(-1001234, 'a'))).toBe(
      'Forbidden: bot is not a member of the supergroup chat',
    );
    group.phone(AN);
    group.phone(BINH);
    const updates = await api.getUpdates();
    expect(updates.map((each) => each.my_chat_member)).toMatchObject([
      {
        chat: { id: -1001234, type: 'supergroup', title: 'Ban chấp hành' },
        from: { id: 1001 },
        new_chat_member: { user: { id: 424242 }, status: 'member' },
      },
    ]);
  });

  it('lets the bot hear commands and replies to it, nothing else', async () => {
    const { standIn, api } = await start();
    const group = standIn.group({ id: '-5', title: 'Tổ 1' });
    const [an, binh] = [group.phone(AN), group.phone(BINH)];
    const { message_id: card } = await api.sendMessage(-5, 'Thẻ');
    await an.say('chuyện riêng');
    await an.say('/menu');
    await an.say('/menu@sat_canh_bot');
    await an.say('/menu@bot_khac');
    await binh.reply(String(card), 'xin thêm địa chỉ');
    await binh.reply(String(card + 1), 'trả lời An');
    await binh.sendPhoto(JPEG);
    const heard = (await api.getUpdates()).flatMap((each) => (each.message ? [each.message.text] : []));
    expect(heard).toEqual(['/menu', '/menu@sat_canh_bot', 'xin thêm địa chỉ']);
    expect(an.bubbles()).toHaveLength(8);
    expect(binh.bubbles()).toEqual(an.bubbles());
  });

  it('does not make a private chat of its people', async () => {
    const { standIn, api } = await start();
    await standIn.group({ id: '-5', title: 'Tổ 1' }).phone(AN).say('/menu');
    expect(await refusal(api.sendMessage(1001, 'a'))).toBe(
      "Forbidden: bot can't initiate conversation with a user",
    );
  });

  it('can turn the bot out', async () => {
    const { standIn, api } = await start();
    const group = standIn.group({ id: '-5', title: 'Tổ 1' });
    const phone = group.phone(AN);
    group.kickBot(BINH);
    expect(await refusal(api.sendMessage(-5, 'a'))).toBe('Forbidden: bot was kicked from the group chat');
    await phone.say('/menu');
    const updates = await api.getUpdates();
    expect(updates.map((each) => each.my_chat_member?.new_chat_member.status)).toEqual(['member', 'kicked']);
  });
});

import { describe, expect, it } from 'vitest';
import type { Update as TelegramUpdate } from 'grammy/types';
import { readUpdate } from '../../../src/channels/telegram/update.ts';

const me = { id: 7, username: 'sat_canh_bot' };
const from = { id: 42, is_bot: false, first_name: 'Hoa', last_name: 'Nguyễn' };
const chat = { id: 42, type: 'private', first_name: 'Hoa' };
const group = { id: -100500, type: 'supergroup', title: 'Ban chấp hành' };
const read = (update: object) => readUpdate({ update_id: 5, ...update } as TelegramUpdate, me, 1000);
const message = (fields: object, where: object = chat) =>
  read({ message: { message_id: 1, date: 1, chat: where, from, ...fields } });

describe('a Telegram update', () => {
  it('text, in NFC, with who, where and the reply', () => {
    expect(message({ text: 'Xin chào'.normalize('NFD'), reply_to_message: { message_id: 9, date: 1, chat } })).toEqual({
      id: 'telegram:5', channel: 'telegram', at: 1000, person: 'telegram:42', name: 'Hoa Nguyễn', chat: 'telegram:42', chatType: 'private',
      event: { type: 'text', text: 'Xin chào', replyTo: '9' },
    }); // prettier-ignore
  });

  it('a command for us, for us by name, and for another bot', () => {
    const command = (text: string, length: number) =>
      message({ text, entities: [{ type: 'bot_command', offset: 0, length }] }, group);
    expect(command('/canbo ABC-1', 6)?.event).toMatchObject({ command: { name: 'canbo', payload: 'ABC-1' } });
    expect(command('/CanBo@Sat_Canh_Bot x', 19)?.event).toMatchObject({
      command: { name: 'canbo', payload: 'x' },
    });
    expect(command('/canbo@other_bot x', 16)).toBeUndefined();
    expect(
      message({ text: 'xem /canbo', entities: [{ type: 'bot_command', offset: 4, length: 6 }] })?.event,
    ).not.toHaveProperty('command');
  });

  it('photo (the largest), picture sent as a file, voice, document, location, contact, sticker, and what we do not use', () => {
    const photo = [
      { file_id: 's', file_unique_id: 's', width: 1, height: 1 },
      { file_id: 'L', file_unique_id: 'L', width: 9, height: 9, file_size: 5 },
    ];
    expect(message({ photo, caption: 'Máy hỏng' })?.event).toEqual({
      type: 'photo',
      file: { kind: 'photo', channel: 'telegram', id: 'L', bytes: 5 },
      caption: 'Máy hỏng',
    });
    expect(
      message({ document: { file_id: 'd', file_unique_id: 'd', mime_type: 'image/png' } })?.event,
    ).toMatchObject({ type: 'photo', file: { id: 'd', kind: 'photo' } });
    expect(message({ voice: { file_id: 'v', file_unique_id: 'v', duration: 4 } })?.event).toMatchObject({
      type: 'voice',
      file: { id: 'v', seconds: 4 },
    });
    expect(
      message({ document: { file_id: 'p', file_unique_id: 'p', file_name: 'a.pdf' } })?.event,
    ).toMatchObject({ type: 'document', file: { name: 'a.pdf' } });
    expect(message({ location: { latitude: 1, longitude: 2 } })?.event).toEqual({
      type: 'location',
      latitude: 1,
      longitude: 2,
    });
    expect(message({ contact: { phone_number: '+8491', first_name: 'A' } })?.event).toEqual({
      type: 'contact',
      phone: '+8491',
    });
    expect(message({ sticker: {} })?.event).toEqual({ type: 'sticker' });
    expect(message({ dice: {} })?.event).toEqual({ type: 'other', what: 'message' });
  });

  it('a press; whoever presses in a group is the person, the group is the chat', () => {
    const update = read({
      callback_query: {
        id: 'q',
        from,
        chat_instance: '1',
        data: 'c:x:yes',
        message: { message_id: 3, date: 1, chat: group },
      },
    });
    expect(update).toMatchObject({
      person: 'telegram:42',
      chat: 'telegram:-100500',
      chatType: 'group',
      event: { type: 'press', data: 'c:x:yes', pressId: 'q', messageId: '3' },
    });
  });

  it('blocking the bot, and nothing for what nobody said to it', () => {
    const member = (status: string) =>
      read({ my_chat_member: { chat, from, date: 1, old_chat_member: {}, new_chat_member: { status } } });
    expect(member('kicked')?.event).toEqual({ type: 'unfollow' });
    expect(member('member')).toBeUndefined();
    expect(read({ edited_message: {} })).toBeUndefined();
    expect(message({ new_chat_members: [] }, group)).toBeUndefined();
    expect(message({ text: 'x', from: { ...from, is_bot: true } })).toBeUndefined();
  });
});

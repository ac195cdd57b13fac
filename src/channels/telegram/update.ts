/** A Telegram update as ours. Source: Bot API docs, "Getting updates", "Available types". Pure. */
import type { CallbackQuery, Message, MessageEntity, Update as TelegramUpdate } from 'grammy/types';
import type { Command, Event, FileRef, Update } from '../../core/update.ts';

export const TELEGRAM = 'telegram';

const address = (id: number) => `${TELEGRAM}:${id}`;

/** Undefined: nothing that a person did (a channel post, an edit, somebody else's bot). */
export function readUpdate(
  update: TelegramUpdate,
  me: { id: number; username: string },
  at: number,
): Update | undefined {
  const id = `${TELEGRAM}:${update.update_id}`;
  if (update.callback_query) return readPress(update.callback_query, id, at);
  if (update.my_chat_member) {
    const { chat, from, new_chat_member: now } = update.my_chat_member;
    if (chat.type !== 'private') return undefined;
    const type = now.status === 'kicked' || now.status === 'left' ? 'unfollow' : 'other';
    if (type === 'other') return undefined;
    return {
      id,
      channel: TELEGRAM,
      at,
      person: address(from.id),
      chat: address(chat.id),
      chatType: 'private',
      event: { type },
    };
  }
  const { message } = update;
  if (!message?.from || message.from.is_bot) return undefined;
  const event = readMessage(message, me);
  if (!event) return undefined;
  return { id, channel: TELEGRAM, at, ...who(message.from), ...where(message.chat), event };
}

function who(from: { id: number; first_name: string; last_name?: string }): { person: string; name: string } {
  const name = [from.first_name, from.last_name].filter(Boolean).join(' ').normalize('NFC');
  return { person: address(from.id), name };
}

function where(chat: { id: number; type: string }): Pick<Update, 'chat' | 'chatType'> {
  return { chat: address(chat.id), chatType: chat.type === 'private' ? 'private' : 'group' };
}

function readPress(query: CallbackQuery, id: string, at: number): Update | undefined {
  const { data, message } = query;
  if (data === undefined) return undefined;
  const chat = message?.chat ?? { id: query.from.id, type: 'private' };
  return {
    id,
    channel: TELEGRAM,
    at,
    ...who(query.from),
    ...where(chat),
    event: {
      type: 'press',
      data,
      pressId: query.id,
      ...(message ? { messageId: String(message.message_id) } : {}),
    },
  };
}

function readMessage(message: Message, me: { id: number; username: string }): Event | undefined {
  const replyTo = message.reply_to_message ? { replyTo: String(message.reply_to_message.message_id) } : {};
  const caption = message.caption ? { caption: message.caption.normalize('NFC') } : {};
  if (message.text !== undefined) {
    const command = readCommand(message.text, message.entities ?? [], me.username);
    if (command === 'of-another') return undefined;
    return { type: 'text', text: message.text.normalize('NFC'), ...(command ? { command } : {}), ...replyTo };
  }
  if (message.photo) {
    const best = message.photo.at(-1)!;
    return { type: 'photo', file: fileRef('photo', best.file_id, best.file_size), ...caption, ...replyTo };
  }
  if (message.voice ?? message.audio) {
    const voice = (message.voice ?? message.audio)!;
    return {
      type: 'voice',
      file: { ...fileRef('voice', voice.file_id, voice.file_size), seconds: voice.duration },
      ...replyTo,
    };
  }
  if (message.document) {
    const { file_id, file_size, file_name, mime_type } = message.document;
    const file = { ...fileRef('document', file_id, file_size), ...(file_name ? { name: file_name } : {}) };
    // A picture sent "as a file" is a picture to the person who sent it.
    if (/^image\/(jpeg|png|webp)$/.test(mime_type ?? ''))
      return { type: 'photo', file: { ...file, kind: 'photo' }, ...caption, ...replyTo };
    return { type: 'document', file, ...caption, ...replyTo };
  }
  if (message.location)
    return { type: 'location', latitude: message.location.latitude, longitude: message.location.longitude };
  if (message.contact) return { type: 'contact', phone: message.contact.phone_number };
  if (message.sticker) return { type: 'sticker' };
  if (SERVICE.some((field) => field in message)) return undefined;
  return { type: 'other', what: 'message' };
}

/** What a group's life writes: nobody speaks to the bot. */
const SERVICE = [
  'new_chat_members',
  'left_chat_member',
  'new_chat_title',
  'new_chat_photo',
  'pinned_message',
  'group_chat_created',
  'supergroup_chat_created',
  'migrate_to_chat_id',
  'migrate_from_chat_id',
  'message_auto_delete_timer_changed',
];

function fileRef(kind: FileRef['kind'], id: string, bytes: number | undefined): FileRef {
  return { kind, channel: TELEGRAM, id, ...(bytes ? { bytes } : {}) };
}

/** The first entity must be a command at the very start; `/x@otherbot` is meant for another. */
function readCommand(
  text: string,
  entities: readonly MessageEntity[],
  username: string,
): Command | 'of-another' | undefined {
  const first = entities[0];
  if (first?.type !== 'bot_command' || first.offset !== 0) return undefined;
  const [name = '', bot] = text.slice(1, first.length).split('@');
  if (bot !== undefined && bot.toLowerCase() !== username.toLowerCase()) return 'of-another';
  return { name: name.toLowerCase(), payload: text.slice(first.length).trim().normalize('NFC') };
}

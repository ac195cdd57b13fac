/** Our message as Telegram takes it. Source: Bot API docs, sendMessage, InlineKeyboardMarkup. Pure. */
import type { InlineKeyboardMarkup, MessageEntity } from 'grammy/types';
import type { Message } from '../../core/message.ts';
import type { Limits } from '../channel.ts';
import { cutText, lengthOf, splitText } from '../split.ts';

export const LIMITS: Limits = { text: 4096, caption: 1024, buttons: 100, label: 64, data: 64 };
/** A row of more is refused by the platform. */
const ROW = 8;

/** None over 4096 characters; a file whose words are too long for a caption gets them before it. */
export function split(message: Message): Message[] {
  if (message.file && lengthOf(message.text) > LIMITS.caption) {
    const { file, ...words } = message;
    return [
      ...splitText(words, LIMITS.text),
      { text: '', file, ...(message.under ? { under: message.under } : {}) },
    ];
  }
  return splitText(message, LIMITS.text);
}

export function keyboardOf(message: Message): InlineKeyboardMarkup | undefined {
  const rows = (message.rows ?? [])
    .map((row) =>
      row.filter(
        (button) => button.data !== undefined || button.url !== undefined || button.phone !== undefined,
      ),
    )
    .filter((row) => row.length > 0);
  if (rows.length === 0) return undefined;
  return {
    inline_keyboard: rows.map((row) =>
      row.slice(0, ROW).map((button) => {
        const text = cutText(button.label, LIMITS.label)[0]!;
        if (button.url) return { text, url: button.url };
        // Telegram has no button that dials: the number is copied.
        if (button.phone) return { text, copy_text: { text: button.phone } };
        return { text, callback_data: button.data! };
      }),
    ),
  };
}

export function entitiesOf(message: Message): MessageEntity[] | undefined {
  return message.entities?.map((entity) => ({ ...entity })) as MessageEntity[] | undefined;
}

/** The first outcome was unknown: the repeat says so. Entities move with the text. */
export function again(message: Message, label: string): Message {
  const text = `${label} ${message.text}`;
  if (lengthOf(text) > LIMITS.text) return message;
  const by = label.length + 1;
  const moved = message.entities?.map((entity) => ({ ...entity, offset: entity.offset + by }));
  return { ...message, text, ...(moved ? { entities: moved } : {}) };
}

/** reply_markup: checked as the platform does, stricter only where it would silently ignore a field. */
import { badRequest } from './refusal.ts';
import type { Chat, InlineButton, Markup, ReplyButton } from './shapes.ts';

const INLINE_BUTTONS = 100;
const INLINE_ROW = 8;
const REPLY_BUTTONS = 300;
const REPLY_ROW = 12;
/** Bytes of callback_data (Bot API reference, InlineKeyboardButton). */
const DATA_BYTES = 64;
const COPY_CHARACTERS = 256;
/** Bytes of the whole markup as JSON. */
const MARKUP_BYTES = 10_240;

const INLINE_ACTIONS = ['url', 'callback_data', 'copy_text'];
const LOOKS = ['text', 'style', 'icon_custom_emoji_id'];
const REPLY_ACTIONS = ['request_contact', 'request_location'];
const REPLY_OPTIONS = [
  'is_persistent',
  'resize_keyboard',
  'one_time_keyboard',
  'input_field_placeholder',
  'selective',
];

/** The buttons under a message; undefined when there are none. Throws a refusal that says which button is wrong. */
export function readMarkup(value: unknown, chat: Chat): Markup | undefined {
  if (value === undefined) return undefined;
  const markup = asObject(value, 'object expected as reply markup');
  if (JSON.stringify(markup).length > MARKUP_BYTES) throw badRequest('reply markup is too long');
  if ('inline_keyboard' in markup) {
    onlyKnown(markup, ['inline_keyboard'], 'InlineKeyboardMarkup');
    const rows = readRows(markup['inline_keyboard'], readInline, INLINE_BUTTONS, INLINE_ROW);
    return rows.length === 0 ? undefined : { kind: 'inline', rows };
  }
  if ('keyboard' in markup) {
    onlyKnown(markup, ['keyboard', ...REPLY_OPTIONS], 'ReplyKeyboardMarkup');
    const rows = readRows(markup['keyboard'], (b) => readReply(b, chat), REPLY_BUTTONS, REPLY_ROW);
    if (rows.length === 0) throw badRequest('keyboard of ReplyKeyboardMarkup has no button');
    return { kind: 'reply', rows };
  }
  if (markup['remove_keyboard'] === true) {
    onlyKnown(markup, ['remove_keyboard', 'selective'], 'ReplyKeyboardRemove');
    return { kind: 'remove' };
  }
  if (markup['force_reply'] === true) {
    onlyKnown(markup, ['force_reply', 'input_field_placeholder', 'selective'], 'ForceReply');
    return { kind: 'force' };
  }
  throw badRequest('reply markup is none of the known kinds');
}

function readRows<B>(value: unknown, read: (button: unknown) => B, all: number, inRow: number): B[][] {
  if (!Array.isArray(value))
    throw badRequest('field "keyboard" of the reply markup must be an Array of Arrays');
  const rows = value.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest('a row of the reply markup must be an Array');
    if (row.length > inRow) throw badRequest('reply markup is too long');
    return row.map(read);
  });
  if (rows.reduce((sum, row) => sum + row.length, 0) > all) throw badRequest('reply markup is too long');
  return rows.filter((row) => row.length > 0);
}

function readInline(value: unknown): InlineButton {
  const bad = (why: string): Error => badRequest(`can't parse inline keyboard button: ${why}`);
  const button = asObject(
    value,
    "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
  );
  onlyKnown(button, [...LOOKS, ...INLINE_ACTIONS], 'InlineKeyboardButton');
  const { text, url, callback_data: data, copy_text: copy } = button;
  if (typeof text !== 'string' || text.trim() === '') throw bad('field "text" must be a non-empty String');
  const actions = INLINE_ACTIONS.filter((name) => button[name] !== undefined);
  if (actions.length === 0) throw bad('Text buttons are unallowed in the inline keyboard');
  if (actions.length > 1) throw bad(`exactly one of the fields ${actions.join(', ')} may be used`);
  if (data !== undefined) {
    const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0;
    if (bytes < 1 || bytes > DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
    return { text, callback_data: data as string };
  }
  if (url !== undefined) {
    if (typeof url !== 'string' || !/^(https?:\/\/[^\s/]+|tg:\/\/)/i.test(url)) {
      throw badRequest(`inline keyboard button URL '${String(url)}' is invalid: Wrong HTTP URL`);
    }
    return { text, url };
  }
  const words = asObject(copy, "can't parse inline keyboard button: copy_text must be an Object")['text'];
  if (typeof words !== 'string' || words === '' || words.length > COPY_CHARACTERS) {
    throw badRequest('BUTTON_COPY_TEXT_INVALID');
  }
  return { text, copy_text: { text: words } };
}

function readReply(value: unknown, chat: Chat): ReplyButton {
  if (typeof value === 'string') return readReply({ text: value }, chat);
  const button = asObject(value, "can't parse keyboard button: KeyboardButton must be a String or an Object");
  onlyKnown(button, [...LOOKS, ...REPLY_ACTIONS], 'KeyboardButton');
  const { text, request_contact: contact, request_location: location } = button;
  if (typeof text !== 'string' || text.trim() === '') {
    throw badRequest('can\'t parse keyboard button: field "text" must be a non-empty String');
  }
  if (contact === true && chat.type !== 'private') {
    throw badRequest('phone number can be requested in private chats only');
  }
  if (location === true && chat.type !== 'private') {
    throw badRequest('location can be requested in private chats only');
  }
  return {
    text,
    ...(contact === true ? { request_contact: true } : {}),
    ...(location === true ? { request_location: true } : {}),
  };
}

function asObject(value: unknown, why: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badRequest(why);
  return value as Record<string, unknown>;
}

function onlyKnown(object: Record<string, unknown>, known: readonly string[], what: string): void {
  const stranger = Object.keys(object).find((name) => !known.includes(name));
  if (stranger !== undefined) throw badRequest(`unknown field "${stranger}" of ${what}`);
}

/**
 * Receiving from the Zalo Bot Platform. It is another product than the OA: ids cannot be mapped to OA user ids, a webhook is
 * guarded by a secret header instead of a signature, and there are no buttons. Source: Zalo Bot docs (bot.zaloplatforms.com).
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { ZaloError } from './errors.ts';
import { isObject, numberOf, parseLossless, textOf, type Json } from './json.ts';

export interface BotSender {
  id: string;
  name?: string;
  isBot: boolean;
}

interface BotBase {
  /** Also the name under which a repeat is recognised; a digest of the update where the platform gave none. */
  messageId: string;
  /** Milliseconds since 1970; absent when the platform gave none. */
  at?: number;
  from?: BotSender;
  /** `group`: only messages that call the bot or answer it come at all. */
  chat?: { id: string; type: 'private' | 'group' | 'other' };
}

export type BotEvent = BotBase &
  (
    | { kind: 'text'; text: string }
    /** Copy the bytes soon: addresses expire. */
    | { kind: 'image'; url: string; caption?: string }
    | { kind: 'sticker'; sticker?: string; url?: string }
    | { kind: 'voice'; url: string }
    /** A file, contact or link, or a protected person: the platform tells nothing more. */
    | { kind: 'unsupported' }
    /** A name that this version does not know, or a known one without its content. */
    | { kind: 'unknown'; eventName: string }
  );

/**
 * One update, from a webhook (bytes) or from `getUpdates` (its `result`). Bodies come wrapped in `{ok, result}`, as documented,
 * and bare, as captured: both give the same. Throws ZaloError `protocol` for what is no JSON object.
 */
export function parseBotUpdate(body: Uint8Array | object): BotEvent {
  const outer = body instanceof Uint8Array ? read(body) : body;
  if (!isObject(outer)) throw noObject();
  const update = outer.ok === true && isObject(outer.result) ? outer.result : outer;
  const message = isObject(update.message) ? update.message : {};
  const eventName = textOf(update.event_name) ?? '';
  return { ...baseOf(message, update), ...contentOf(eventName, message) };
}

/** Whether the header X-Bot-Api-Secret-Token holds the secret given to `setWebhook`; in constant time, false for an empty secret. */
export function verifyBotSecret(header: string | null | undefined, secret: string): boolean {
  if (secret === '' || header === null || header === undefined) return false;
  return timingSafeEqual(digest(header), digest(secret));
}

/**
 * The guard of a bot's webhook: what to answer, and the event when it is to be handled. 401 for a wrong secret, 400 for a body
 * that is no JSON object. Handle an event whose `messageId` was seen in the last 7 days no second time, then answer 200.
 */
export function readBotWebhook(
  rawBody: Uint8Array,
  header: string | null | undefined,
  secret: string,
): { status: 200; event: BotEvent } | { status: 400 | 401 } {
  if (!verifyBotSecret(header, secret)) return { status: 401 };
  try {
    return { status: 200, event: parseBotUpdate(rawBody) };
  } catch {
    return { status: 400 };
  }
}

function read(bytes: Uint8Array): unknown {
  try {
    return parseLossless(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function noObject(): ZaloError {
  return new ZaloError('protocol', 'Zalo bot update: the body is no JSON object', 'Answer 400.');
}

function baseOf(message: Json, update: Json): BotBase {
  const from = isObject(message.from) ? message.from : {};
  const chat = isObject(message.chat) ? message.chat : {};
  const [fromId, chatId, name] = [textOf(from.id), textOf(chat.id), textOf(from.display_name)];
  const at = numberOf(message.date);
  return {
    messageId: textOf(message.message_id) ?? digest(JSON.stringify(update)).toString('hex'),
    ...(at !== undefined && { at }),
    ...(fromId !== undefined && { from: { id: fromId, ...(name && { name }), isBot: from.is_bot === true } }),
    ...(chatId !== undefined && { chat: { id: chatId, type: chatType(chat.chat_type) } }),
  };
}

function chatType(value: unknown): 'private' | 'group' | 'other' {
  return value === 'PRIVATE' ? 'private' : value === 'GROUP' ? 'group' : 'other';
}

type Content = BotEvent extends infer E ? (E extends BotEvent ? Omit<E, keyof BotBase> : never) : never;

function contentOf(eventName: string, message: Json): Content {
  const [text, caption] = [message.text, textOf(message.caption)];
  // Documented as `photo`, captured as `photo_url`.
  const photo = textOf(message.photo_url) ?? textOf(message.photo);
  const voice = textOf(message.voice_url);
  const [sticker, url] = [textOf(message.sticker), textOf(message.url)];
  switch (eventName) {
    case 'message.text.received':
      if (typeof text === 'string') return { kind: 'text', text };
      break;
    case 'message.image.received':
      if (photo) return { kind: 'image', url: photo, ...(caption && { caption }) };
      break;
    case 'message.sticker.received':
      if (sticker || url) return { kind: 'sticker', ...(sticker && { sticker }), ...(url && { url }) };
      break;
    case 'message.voice.received':
      if (voice) return { kind: 'voice', url: voice };
      break;
    case 'message.unsupported.received':
      return { kind: 'unsupported' };
  }
  return { kind: 'unknown', eventName };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

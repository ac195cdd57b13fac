/** A Zalo OA event as our update. Source: Zalo OA docs, "Webhook events". Pure but for the signature of presses. */
import type { Command, Event, FileRef, Update } from '../../core/update.ts';
import type { EchoEvent, InAttachment, UserMessageEvent, ZaloEvent } from '../../zalo-oa-sdk/index.ts';
import { personOf, readPress } from '../../zalo-oa-sdk/index.ts';

export const ZALO = 'zalo';

const address = (id: string) => `${ZALO}:${id}`;

export interface Reading {
  /** Presses are signed with this: a typed or forwarded payload is only words. */
  pressKey: string;
  oaId: string | undefined;
  at: number;
  /** How long a colleague who writes by hand keeps the bot silent, ms; 0 or left out: not at all. */
  handoverMs?: number;
  /** The SDK's dedupe key. */
  key: string;
}

/** Undefined: nothing that concerns a conversation (our own echoes, receipts, another OA, lifecycle). */
export function readEvent(event: ZaloEvent, reading: Reading): Update | undefined {
  const base = { id: `${ZALO}:${reading.key}`, channel: ZALO, at: reading.at, chatType: 'private' as const };
  if (event.kind === 'follow') {
    const person = address(event.follower.id);
    return {
      ...base,
      person,
      chat: person,
      event: { type: event.event_name === 'unfollow' ? 'unfollow' : 'follow' },
    };
  }
  if (event.kind === 'chatnow' && event.user_id) {
    const person = address(event.user_id);
    return { ...base, person, chat: person, event: { type: 'follow' } };
  }
  if (event.kind === 'submit_info') {
    const phone = String(event.info['phone'] ?? '');
    const person = address(event.sender.id);
    return {
      ...base,
      person,
      chat: person,
      event: phone ? { type: 'contact', phone } : { type: 'other', what: event.event_name },
    };
  }
  if (event.kind === 'oa_echo') return readEcho(event, base, reading.handoverMs);
  if (event.kind === 'consent' && event.event_name === 'user_withdraw') {
    const id = personOf(event);
    return id === undefined
      ? undefined
      : { ...base, person: address(id), chat: address(id), event: { type: 'withdraw' } };
  }
  if (event.kind !== 'user_message') return undefined;
  if (reading.oaId && event.recipient.id !== reading.oaId) return undefined;
  const person = address(event.sender.id);
  return { ...base, person, chat: person, event: readMessage(event, reading.pressKey) };
}

/** What the OA sent is no member's word. By a colleague's hand (`sender.admin_id`): the bot steps back. */
function readEcho(
  event: EchoEvent,
  base: Omit<Update, 'person' | 'chat' | 'event'>,
  handoverMs = 0,
): Update | undefined {
  if (event.sender.admin_id === undefined || handoverMs === 0) return undefined;
  const person = address(event.recipient.id);
  return { ...base, person, chat: person, event: { type: 'handover', until: base.at + handoverMs } };
}

function readMessage(event: UserMessageEvent, pressKey: string): Event {
  const { message, sender } = event;
  const attachment = message.attachments?.[0];
  if (attachment) return readAttachment(attachment, message.text, event.event_name);
  const text = (message.text ?? '').normalize('NFC');
  const data = readPress(pressKey, sender.id, text);
  if (data !== undefined) return { type: 'press', data };
  const command = readCommand(text);
  return {
    type: 'text',
    text,
    ...(command ? { command } : {}),
    ...(message.quote_msg_id ? { replyTo: message.quote_msg_id } : {}),
  };
}

/** `/canbo CODE`, and `#phananh` from the OA's menu bar. A `#` alone before other words is no command. */
function readCommand(text: string): Command | undefined {
  const found = /^[/#]([a-z0-9_]{1,32})(?:\s+([^]*))?$/i.exec(text.trim());
  return found ? { name: found[1]!.toLowerCase(), payload: (found[2] ?? '').trim() } : undefined;
}

function readAttachment(attachment: InAttachment, words: string | undefined, name: string): Event {
  const caption = words ? { caption: words.normalize('NFC') } : {};
  const file = (kind: FileRef['kind'], id: string): FileRef => ({ kind, channel: ZALO, id });
  switch (attachment.type) {
    case 'image':
    case 'gif':
      return { type: 'photo', file: file('photo', attachment.payload.url), ...caption };
    case 'audio':
      return { type: 'voice', file: file('voice', attachment.payload.url) };
    case 'file': {
      const { url, name: fileName, type = '' } = attachment.payload;
      if (/^(jpe?g|png|webp)$/i.test(type)) return { type: 'photo', file: file('photo', url), ...caption };
      return {
        type: 'document',
        file: { ...file('document', url), ...(fileName ? { name: fileName } : {}) },
        ...caption,
      };
    }
    case 'location': {
      const { latitude, longitude } = attachment.payload.coordinates;
      return { type: 'location', latitude: Number(latitude), longitude: Number(longitude) };
    }
    case 'sticker':
      return { type: 'sticker' };
    case 'link':
      return readLink(attachment.payload, words, name);
    default:
      return { type: 'other', what: name };
  }
}

/** A business card is a link whose description is JSON with the number; any other link is what was written. */
function readLink(
  link: { url?: string; description?: string },
  words: string | undefined,
  name: string,
): Event {
  if (name === 'user_send_business_card') {
    const phone = phoneIn(link.description);
    return phone ? { type: 'contact', phone } : { type: 'other', what: name };
  }
  const text = (words ?? link.url ?? '').normalize('NFC');
  return text ? { type: 'text', text } : { type: 'other', what: name };
}

function phoneIn(description: string | undefined): string | undefined {
  try {
    const card = JSON.parse(description ?? '') as { phone?: unknown };
    return card.phone === undefined ? undefined : String(card.phone);
  } catch {
    return undefined;
  }
}

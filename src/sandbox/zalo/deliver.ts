import { pressable, toBubble } from './bubbles.ts';
import { fromOa } from './events.ts';
import type { OaMessage } from './message.ts';
import { serveFile, type Person, type Platform } from './platform.ts';
import type { Webhooks } from './webhooks.ts';

/** `oa_send_*` for each kind. That buttons and the details card echo as these two is an assumption: no page says. */
export const ECHO: Record<OaMessage['kind'], string> = {
  text: 'text',
  buttons: 'text',
  image: 'image',
  gif: 'gif',
  sticker: 'sticker',
  file: 'file',
  list: 'list',
  info: 'template',
};

/** Puts an accepted message on the phone, into the history and, as echo and receipts, on the wire. Gives its id. */
export function deliver(
  platform: Platform,
  hooks: Webhooks,
  person: Person,
  message: OaMessage,
  raw: unknown,
  adminId?: string,
): { id: string; at: number } {
  const { settings } = platform;
  const id = platform.ids.message();
  const at = platform.now();
  const bubble = toBubble(platform, message, { id, at, raw });
  const type = ECHO[message.kind];
  platform.lines.push({
    id,
    userId: person.id,
    fromUser: false,
    at,
    type,
    text: bubble.text,
    reactions: 0,
  });
  person.buttons.set(id, pressable(message));
  person.screen.add(bubble);
  if (settings.echoes) {
    const echo = { ...echoContent(platform, message), msg_id: id };
    hooks.emit(fromOa(platform, person, `oa_send_${type}`, echo, adminId), person.id);
  }
  if (settings.receipts)
    hooks.emit(fromOa(platform, person, 'user_received_message', { msg_id: id }), person.id);
  if (settings.seen) hooks.emit(fromOa(platform, person, 'user_seen_message', { msg_ids: [id] }), person.id);
  return { id, at };
}

/** Text and attachment of an echo; templates come back without their buttons. */
export function echoContent(platform: Platform, message: OaMessage): Record<string, unknown> {
  const text = message.text === undefined ? {} : { text: message.text };
  switch (message.kind) {
    case 'image':
    case 'gif': {
      const url = message.url ?? (message.upload && serveFile(platform, message.upload));
      return { ...text, attachments: [{ type: message.kind, payload: { thumbnail: url, url } }] };
    }
    case 'sticker':
      return { ...text, attachments: [{ type: 'sticker', payload: { id: message.sticker } }] };
    case 'file': {
      const { name, bytes } = message.upload;
      const payload = { url: serveFile(platform, message.upload), size: String(bytes.length), name };
      return { attachments: [{ type: 'file', payload }] };
    }
    case 'info':
      return { attachments: [{ type: 'template', payload: { text: message.card.title } }] };
    default:
      return text;
  }
}

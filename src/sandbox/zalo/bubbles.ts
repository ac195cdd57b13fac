import type { Bubble, BubbleButton } from '../phone.ts';
import type { OaButton } from './buttons.ts';
import type { OaMessage } from './message.ts';
import { serveFile, type Platform } from './platform.ts';

/** The platform's own words on the card that asks for a person's details. */
const SHARE_INFO = 'Chia sẻ thông tin';

/** What can be pressed under a message, in the order in which the phone shows it. */
export function pressable(message: OaMessage): OaButton[] {
  if (message.kind === 'buttons') return message.buttons;
  if (message.kind !== 'list') return [];
  return [...message.cards.flatMap((card) => card.action ?? []), ...message.buttons];
}

/** An OA message as the phone shows it: one button a row. */
export function toBubble(
  platform: Platform,
  message: OaMessage,
  head: { id: string; at: number; raw: unknown },
): Bubble {
  const bubble: Bubble = { ...head, from: 'bot', text: textOf(message) };
  if (message.quotes !== undefined) bubble.quotes = message.quotes;
  const rows = pressable(message).map((button) => [toButton(button)]);
  if (message.kind === 'info') rows.push([{ label: SHARE_INFO, kind: 'contact' }]);
  if (rows.length > 0) bubble.rows = rows;
  if (message.kind === 'image' || message.kind === 'gif') {
    const url = message.url ?? (message.upload && serveFile(platform, message.upload));
    if (url !== undefined) bubble.file = { kind: 'photo', url };
  }
  if (message.kind === 'file')
    bubble.file = {
      kind: 'document',
      url: serveFile(platform, message.upload),
      name: message.upload.name,
    };
  return bubble;
}

function textOf(message: OaMessage): string {
  if (message.kind === 'info') return [message.card.title, message.card.subtitle].join('\n');
  if (message.kind === 'sticker') return message.text ?? `[sticker ${message.sticker}]`;
  if (message.kind !== 'list') return message.text ?? '';
  const cards = message.cards.map((card) => [card.title, card.subtitle].filter(Boolean).join('\n'));
  return [message.text, ...cards].filter(Boolean).join('\n\n');
}

function toButton(button: OaButton): BubbleButton {
  const { title: label, type, target } = button;
  if (type === 'oa.open.url') return { label, kind: 'url', target };
  if (type === 'oa.open.phone' || type === 'oa.open.sms') return { label, kind: 'phone', target };
  return { label, kind: 'press' };
}

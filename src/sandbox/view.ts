import type { Bubble } from './phone.ts';
import type { Slot } from './phones.ts';

/** A bubble as the page gets it: files behind the page's own address, the raw call only when asked for. */
export interface SeenBubble extends Omit<Bubble, 'raw'> {
  /** Telegram's keyboard in place of the entry field: shown by this message, or taken away by it. */
  keyboard?: 'shown' | 'removed';
}

/** Who holds which phone. */
export interface SeenPhone {
  key: string;
  platform: string;
  personKey: string;
  name: string;
  title: string;
  about: string;
  empty: string;
  tries: readonly string[];
  newcomers: boolean;
}

export function seenPhone({ role, phone }: Slot): SeenPhone {
  const { key, platform, title, empty, tries, newcomers } = role;
  // A newcomer is not the person that the cast describes.
  const about = phone.name === role.name ? role.about : 'Người mới, chưa nhắn gì';
  return {
    key,
    platform,
    personKey: personKey({ role, phone }),
    name: phone.name,
    title,
    about,
    empty,
    tries,
    newcomers,
  };
}

/** How the bot names the person: core/update.ts `person`. */
export function personKey({ phone }: Slot): string {
  return `${phone.platform}:${phone.id}`;
}

export function seenBubble(key: string, { raw, file, ...bubble }: Bubble): SeenBubble {
  const keyboard = keyboardOf(raw);
  const url = `/sandbox/files/${encodeURIComponent(key)}/${encodeURIComponent(bubble.id)}`;
  return { ...bubble, ...(file ? { file: { ...file, url } } : {}), ...(keyboard ? { keyboard } : {}) };
}

/** Read from the call itself: a bubble has rows for both kinds of keyboard. */
function keyboardOf(raw: unknown): SeenBubble['keyboard'] {
  const body = (raw as { body?: { reply_markup?: unknown } } | undefined)?.body;
  let markup = body?.reply_markup;
  if (typeof markup === 'string') {
    try {
      markup = JSON.parse(markup) as unknown;
    } catch {
      return undefined;
    }
  }
  if (typeof markup !== 'object' || markup === null) return undefined;
  if ('keyboard' in markup) return 'shown';
  return 'remove_keyboard' in markup ? 'removed' : undefined;
}

/** Our message as Zalo takes it: up to five buttons, else numbered text; plain text; long text in parts. Pure. */
import type { Button, Message } from '../../core/message.ts';
import type { Button as ZaloButton } from '../../zalo-oa-sdk/index.ts';
import { openPhone, openUrl, queryHide, signPress } from '../../zalo-oa-sdk/index.ts';
import type { Limits } from '../channel.ts';
import { cutText, numberButtons, splitText } from '../split.ts';

/** Source: Zalo OA docs, "Tin tư vấn": text 2000, five buttons, title 100, payload 1000 bytes. */
export const LIMITS: Limits = { text: 2000, caption: 2000, buttons: 5, label: 100, data: 1000 };

export function split(message: Message): Message[] {
  return splitText(numberButtons(plain(message), LIMITS.buttons), LIMITS.text);
}

/** No look, no pin: a link's address stands in brackets, a place as a link to a map. */
function plain(message: Message): Message {
  const { entities, location, ...rest } = message;
  const withLinks = [...(entities ?? [])]
    .sort((a, b) => b.offset - a.offset)
    .reduce((text, { url, offset, length }) => {
      const end = offset + length;
      return url ? `${text.slice(0, end)} (${url})${text.slice(end)}` : text;
    }, message.text);
  if (!location) return { ...rest, text: withLinks };
  const map = `https://maps.google.com/?q=${location.latitude},${location.longitude}`;
  return { ...rest, text: [withLinks, map].filter(Boolean).join('\n') };
}

/** A press on Zalo comes back as text: it is signed for this one person. */
export function buttonsOf(message: Message, user: string, pressKey: string): ZaloButton[] {
  return (message.rows ?? []).flat().flatMap((button: Button): ZaloButton[] => {
    const title = cutText(button.label, LIMITS.label)[0]!;
    if (button.url) return [openUrl(title, button.url)];
    if (button.phone) return [openPhone(title, button.phone)];
    return button.data === undefined ? [] : [queryHide(title, signPress(pressKey, user, button.data))];
  });
}

/** Builders of the messages of `/v3.0/oa/message/cs`. Each refuses what Zalo would refuse. Source: Zalo OA docs, "Send consultation message". */
import { asButtons, type Button, type Buttons } from './buttons.ts';
import { checkId, checkText, checkUrl, checkWhole } from './check.ts';
import { ZaloPayloadError } from './errors.ts';
import { CARD_SUBTITLE_MAX, CARD_TITLE_MAX, TEXT_MAX } from './limits.ts';
import type { ListPayload } from './list.ts';

export interface MediaElement {
  media_type: 'image' | 'gif' | 'sticker';
  url?: string;
  attachment_id?: string;
  width?: number;
  height?: number;
}

export interface InfoElement {
  title: string;
  subtitle: string;
  image_url: string;
}

export type Attachment =
  | { type: 'template'; payload: { template_type: 'media'; elements: readonly [MediaElement] } }
  | { type: 'template'; payload: { template_type: 'request_user_info'; elements: readonly [InfoElement] } }
  | { type: 'template'; payload: ListPayload }
  | { type: 'template'; payload: { buttons: Buttons } }
  | { type: 'file'; payload: { token: string } };

/** A message as it goes over the wire. */
export interface OutMessage {
  text?: string;
  quote_message_id?: string;
  attachment?: Attachment;
}

export type ImageSource = { attachmentId: string } | { url: string };

/** Plain text, 1 to 2000 code points after NFC; `quote`: the id of the message that it answers. */
export function textMessage(text: string, quote?: string): OutMessage {
  const message: OutMessage = { text: checkText('text', text, TEXT_MAX) };
  if (quote !== undefined) message.quote_message_id = checkId('quote_message_id', quote);
  return message;
}

/** A question with one to five buttons under it. */
export function buttonsMessage(text: string, buttons: Buttons | readonly Button[]): OutMessage {
  const payload = { buttons: asButtons(buttons) };
  return { text: checkText('text', text, TEXT_MAX), attachment: { type: 'template', payload } };
}

/** A picture (jpg or png up to 1 MB) by the id of an upload (lives 7 days) or by a public address; caption up to 2000. */
export function imageMessage(image: ImageSource, caption?: string): OutMessage {
  const element: MediaElement =
    'attachmentId' in image
      ? { media_type: 'image', attachment_id: checkId('attachment_id', image.attachmentId) }
      : { media_type: 'image', url: checkUrl('url', image.url) };
  const message = media(element);
  return caption === undefined ? message : { text: checkText('text', caption, TEXT_MAX), ...message };
}

/** A GIF by the id of an upload; Zalo wants its width and height in pixels. */
export function gifMessage(attachmentId: string, width: number, height: number): OutMessage {
  return media({
    media_type: 'gif',
    attachment_id: checkId('attachment_id', attachmentId),
    width: checkWhole('width', width, 1, 10_000),
    height: checkWhole('height', height, 1, 10_000),
  });
}

/** A sticker of stickers.zaloapp.com. */
export function stickerMessage(stickerId: string): OutMessage {
  return media({ media_type: 'sticker', attachment_id: checkId('attachment_id', stickerId) });
}

/** A document by the token of an upload (lives 7 days). It carries no caption. */
export function fileMessage(token: string): OutMessage {
  if (typeof token !== 'string' || token === '')
    throw new ZaloPayloadError('token', 'a text', 'something else');
  return { attachment: { type: 'file', payload: { token } } };
}

/** The card by which a person shares name, phone and address; the answer is the event `user_submit_info`. */
export function requestInfoMessage(card: { title: string; subtitle: string; imageUrl: string }): OutMessage {
  const element: InfoElement = {
    title: checkText('title', card.title, CARD_TITLE_MAX),
    subtitle: checkText('subtitle', card.subtitle, CARD_SUBTITLE_MAX),
    image_url: checkUrl('image_url', card.imageUrl),
  };
  return {
    attachment: { type: 'template', payload: { template_type: 'request_user_info', elements: [element] } },
  };
}

function media(element: MediaElement): OutMessage {
  return { attachment: { type: 'template', payload: { template_type: 'media', elements: [element] } } };
}

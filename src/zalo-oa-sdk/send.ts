/** Sending to one person, and the reading of what Zalo answers. */
import type { Api } from './api.ts';
import type { Button, Buttons } from './buttons.ts';
import { checkId } from './check.ts';
import { ZaloApiError, ZaloPayloadError } from './errors.ts';
import { isObject, numberOf, textOf } from './json.ts';
import { listMessage, type ListElement } from './list.ts';
import {
  buttonsMessage,
  fileMessage,
  gifMessage,
  imageMessage,
  requestInfoMessage,
  stickerMessage,
  textMessage,
  type ImageSource,
  type OutMessage,
} from './messages.ts';
import type { Priority } from './rate.ts';

export interface Quota {
  /** `reply`: free within 48 h; the others are of the package, bought or given. */
  type?: string;
  remain?: number;
  total?: number;
  expires?: string;
  owner?: string;
}

export interface Sent {
  messageId: string;
  /** Milliseconds since 1970, when Zalo tells it. */
  sentAt?: number;
  quota?: Quota;
}

export interface SendOptions {
  /** Default `reply`. */
  priority?: Priority;
}

export interface Sending {
  /** Any message that a builder made. Throws ZaloPayloadError before the network, ZaloApiError after. */
  send(userId: string, message: OutMessage, options?: SendOptions): Promise<Sent>;
  /** 1 to 2000 code points after NFC, plain text; `quote`: the id of the message that it answers. */
  sendText(userId: string, text: string, options?: SendOptions & { quote?: string }): Promise<Sent>;
  /** A question of 1 to 2000 code points with one to five buttons; a press comes back as `user_send_text`. */
  sendButtons(userId: string, text: string, buttons: Buttons, options?: SendOptions): Promise<Sent>;
  /** jpg or png up to 1 MB, by upload id (7 days) or public address; caption up to 2000. An old id: `media` (-100). */
  sendImage(userId: string, image: ImageSource & { caption?: string }, options?: SendOptions): Promise<Sent>;
  /** By upload id (7 days); width and height in pixels. */
  sendGif(
    userId: string,
    gif: { attachmentId: string; width: number; height: number },
    options?: SendOptions,
  ): Promise<Sent>;
  /** An id of stickers.zaloapp.com. */
  sendSticker(userId: string, stickerId: string, options?: SendOptions): Promise<Sent>;
  /** By the token of `uploadFile` (7 days); no caption. */
  sendFile(userId: string, token: string, options?: SendOptions): Promise<Sent>;
  /** The card that asks for name, phone, address: title to 100, subtitle to 500. The answer is the event `user_submit_info`. */
  requestUserInfo(
    userId: string,
    card: { title: string; subtitle: string; imageUrl: string },
    options?: SendOptions,
  ): Promise<Sent>;
  /** Needs the capability `list`. */
  sendList(
    userId: string,
    elements: readonly ListElement[],
    options?: SendOptions & { text?: string },
  ): Promise<Sent>;
}

export const CS_PATH = '/v3.0/oa/message/cs';

export function createSending(api: Api, capabilities: { list: boolean }): Sending {
  async function send(userId: string, message: OutMessage, options: SendOptions = {}): Promise<Sent> {
    const json = { recipient: { user_id: checkId('user_id', userId) }, message };
    const data = await api({
      method: 'POST',
      path: CS_PATH,
      json,
      sends: true,
      priority: options.priority ?? 'reply',
    });
    return sentOf(data, CS_PATH);
  }
  return {
    send,
    sendText: async (to, text, options) => await send(to, textMessage(text, options?.quote), options),
    sendButtons: async (to, text, buttons: Buttons | readonly Button[], options) =>
      await send(to, buttonsMessage(text, buttons), options),
    sendImage: async (to, image, options) => await send(to, imageMessage(image, image.caption), options),
    sendGif: async (to, gif, options) =>
      await send(to, gifMessage(gif.attachmentId, gif.width, gif.height), options),
    sendSticker: async (to, id, options) => await send(to, stickerMessage(id), options),
    sendFile: async (to, token, options) => await send(to, fileMessage(token), options),
    requestUserInfo: async (to, card, options) => await send(to, requestInfoMessage(card), options),
    async sendList(to, elements, options) {
      if (!capabilities.list) throw new ZaloPayloadError('capabilities.list', 'true to send lists', 'false');
      return await send(to, listMessage(elements, options?.text), options);
    },
  };
}

/** Zalo said yes; without an id it cannot be followed, which is an unclear end too. */
export function sentOf(data: unknown, path: string): Sent {
  const fields = isObject(data) ? data : {};
  const messageId = textOf(fields.message_id) ?? textOf(fields.msg_id);
  if (messageId === undefined) {
    const remedy = 'Zalo took it but gave no id: look for the echo webhook; do not send again.';
    throw new ZaloApiError({
      class: 'unknown_outcome',
      reason: 'no message_id',
      endpoint: `POST ${path}`,
      remedy,
    });
  }
  const sent: Sent = { messageId };
  const sentAt = numberOf(fields.sent_time);
  if (sentAt !== undefined) sent.sentAt = sentAt;
  const quota = quotaOf(fields.quota);
  if (quota) sent.quota = quota;
  return sent;
}

function quotaOf(value: unknown): Quota | undefined {
  if (!isObject(value)) return undefined;
  const quota: Quota = {};
  const remain = numberOf(value.remain ?? value.remainingQuota);
  const total = numberOf(value.total ?? value.dailyQuota);
  const texts = {
    type: textOf(value.quota_type),
    expires: textOf(value.expired_date),
    owner: textOf(value.owner_type),
  };
  if (remain !== undefined) quota.remain = remain;
  if (total !== undefined) quota.total = total;
  for (const key of ['type', 'expires', 'owner'] as const) {
    const text = texts[key];
    if (text !== undefined) quota[key] = text;
  }
  return quota;
}

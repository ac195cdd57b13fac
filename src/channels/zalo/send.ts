/** One message over the OA API, and what its answer means for the outbox. */
import type { Message } from '../../core/message.ts';
import type { Priority, ZaloClient, ZaloErrorClass } from '../../zalo-oa-sdk/index.ts';
import { asButtons, buttonsMessage, textMessage, ZaloApiError, ZaloError } from '../../zalo-oa-sdk/index.ts';
import type { SendOptions, SendOutcome } from '../channel.ts';
import { numberButtons, splitText } from '../split.ts';
import { buttonsOf, LIMITS } from './message.ts';
import { ZALO } from './update.ts';

export interface Sending {
  client: ZaloClient;
  pressKey: string;
  againLabel(): string;
  /** What stands for a file that Zalo cannot carry. */
  cannotCarry(kind: string): string;
}

export async function sendMessage(parts: Sending, chat: string, message: Message, options: SendOptions): Promise<SendOutcome> {
  const user = chat.slice(ZALO.length + 1);
  const labelled = options.again ? splitText({ ...message, text: `${parts.againLabel()} ${message.text}` }, LIMITS.text)[0]! : message;
  try {
    const sent = await call(parts, user, labelled, options);
    return { ok: true, messageId: sent.messageId };
  } catch (error) {
    return outcomeOf(error);
  }
}

async function call(parts: Sending, user: string, message: Message, options: SendOptions): Promise<{ messageId: string }> {
  const priority: Priority = message.bulk ? 'bulk' : 'reply';
  if (message.file) return sendFile(parts, user, message, options, priority);
  const buttons = buttonsOf(message, user, parts.pressKey);
  if (buttons.length === 0) return parts.client.sendText(user, message.text, { priority, ...(options.under ? { quote: options.under } : {}) });
  const built = { ...buttonsMessage(message.text, asButtons(buttons)), ...(options.under ? { quote_message_id: options.under } : {}) };
  try {
    return await parts.client.send(user, built, { priority });
  } catch (error) {
    // -233, -201: this account may not send buttons. The numbered text says the same.
    if (!(error instanceof ZaloApiError) || (error.code !== -233 && error.code !== -201)) throw error;
    return parts.client.send(user, textMessage(numberButtons(message, 0).text), { priority });
  }
}

/** A picture is uploaded, never sent by an address of ours. Sound and other files are named in words. */
async function sendFile(
  parts: Sending,
  user: string,
  message: Message,
  options: SendOptions,
  priority: Priority,
): Promise<{ messageId: string }> {
  const { kind } = message.file!;
  if (kind !== 'photo' || !options.file) {
    const text = [message.text, parts.cannotCarry(kind)].filter(Boolean).join('\n');
    return parts.client.sendText(user, text, { priority });
  }
  const uploaded = await parts.client.uploadImage({ bytes: options.file.bytes, name: options.file.name });
  return parts.client.sendImage(user, { attachmentId: uploaded.id, ...(message.text ? { caption: message.text } : {}) }, { priority });
}

const KINDS: Readonly<Record<ZaloErrorClass, 'again' | 'unsure' | 'gone' | 'refused'>> = {
  auth: 'again',
  rate: 'again',
  window: 'gone',
  billing: 'again',
  config: 'again',
  payload: 'refused',
  media: 'again',
  transient: 'again',
  unknown_outcome: 'unsure',
  protocol: 'unsure',
};

export function outcomeOf(error: unknown): SendOutcome {
  if (!(error instanceof ZaloError)) return { ok: false, kind: 'unsure', why: error instanceof Error ? error.name : 'unknown error' };
  const kind = KINDS[error.class];
  const afterMs = error instanceof ZaloApiError ? error.retryAfterMs : undefined;
  if (kind === 'again') return { ok: false, kind, why: error.message, ...(afterMs ? { afterMs } : {}) };
  return { ok: false, kind, why: error.message };
}

/** One message over the OA API, and what its answer means for the outbox. */
import type { Message } from '../../core/message.ts';
import type { OutMessage, Priority, ZaloClient, ZaloErrorClass } from '../../zalo-oa-sdk/index.ts';
import {
  asButtons,
  buttonsMessage,
  imageMessage,
  textMessage,
  ZaloApiError,
  ZaloError,
} from '../../zalo-oa-sdk/index.ts';
import type { SendOptions, SendOutcome } from '../channel.ts';
import { lengthOf, numberButtons, splitText } from '../split.ts';
import type { Doubts } from './doubt.ts';
import { buttonsOf, LIMITS } from './message.ts';
import { ZALO } from './update.ts';

export interface Sending {
  client: ZaloClient;
  doubts: Doubts;
  pressKey: string;
  now(): number;
  againLabel(): string;
  /** What stands for a file that Zalo cannot carry. */
  cannotCarry(kind: string): string;
}

/** Before a repeat (`options.again`) it is looked whether the first one arrived: see docs/decisions/0008. */
export async function sendMessage(
  parts: Sending,
  chat: string,
  message: Message,
  options: SendOptions,
): Promise<SendOutcome> {
  const user = chat.slice(ZALO.length + 1);
  try {
    return options.again
      ? await repeat(parts, user, message, options)
      : await sendNow(parts, user, message, options);
  } catch (error) {
    return outcomeOf(error);
  }
}

async function repeat(
  parts: Sending,
  user: string,
  message: Message,
  options: SendOptions,
): Promise<SendOutcome> {
  const labelled = again(message, parts.againLabel());
  const tried = options.tried ?? { from: parts.now() - LOOKED_BACK, last: 0 };
  const forms = [message, labelled].flatMap((one) => formsOf(parts, user, one, options));
  const finding = await parts.doubts.find(user, forms, tried);
  if (finding.is === 'there') return { ok: true, messageId: finding.messageId };
  // Whoever has it sent again has looked where we cannot.
  if (tried.ordered && finding.is !== 'ask-later') return sendNow(parts, user, labelled, options);
  if (finding.is === 'unclear') return { ok: false, kind: 'unclear', why: finding.why };
  if (finding.is === 'ask-later') {
    return {
      ok: false,
      kind: 'again',
      why: finding.why,
      ...(finding.afterMs ? { afterMs: finding.afterMs } : {}),
    };
  }
  if (finding.is === 'no-way' && tried.repeated) {
    return {
      ok: false,
      kind: 'unclear',
      why: `Zalo may have delivered it twice, and cannot be asked. ${finding.why}`,
    };
  }
  return sendNow(parts, user, labelled, options);
}

/** Where nobody tells when it was tried first, ms. */
const LOOKED_BACK = 10 * 60_000;

function again(message: Message, label: string): Message {
  return splitText({ ...message, text: `${label} ${message.text}` }, LIMITS.text)[0]!;
}

async function sendNow(
  parts: Sending,
  user: string,
  message: Message,
  options: SendOptions,
): Promise<SendOutcome> {
  const { messageId } = await call(parts, user, message, options);
  parts.doubts.confirmed(messageId);
  return { ok: true, messageId };
}

async function call(
  parts: Sending,
  user: string,
  message: Message,
  options: SendOptions,
): Promise<{ messageId: string }> {
  const priority: Priority = message.bulk ? 'bulk' : 'reply';
  if (isPicture(message, options)) {
    const uploaded = await parts.client.uploadImage({ bytes: options.file!.bytes, name: options.file!.name });
    return parts.client.send(user, pictureMessage(uploaded.id, message), { priority });
  }
  const [meant, plain] = formsOf(parts, user, message, options);
  try {
    return await parts.client.send(user, meant!, { priority });
  } catch (error) {
    // -233, -201: this account may not send buttons. The numbered text says the same.
    if (!plain || !(error instanceof ZaloApiError) || (error.code !== -233 && error.code !== -201))
      throw error;
    return parts.client.send(user, plain, { priority });
  }
}

/** The ways in which a message goes over the wire: as it is meant, and without buttons where they are refused. */
function formsOf(parts: Sending, user: string, message: Message, options: SendOptions): OutMessage[] {
  if (isPicture(message, options)) return [pictureMessage('-', message)];
  const quote = options.under ? { quote_message_id: options.under } : {};
  const text = message.file
    ? [message.text, parts.cannotCarry(message.file.kind)].filter(Boolean).join('\n')
    : message.text;
  const buttons = message.file ? [] : buttonsOf(message, user, parts.pressKey);
  if (buttons.length === 0) return [textMessage(text, options.under)];
  return [{ ...buttonsMessage(text, asButtons(buttons)), ...quote }, ...numbered(message)];
}

function numbered(message: Message): OutMessage[] {
  const text = numberButtons(message, 0).text;
  return lengthOf(text) <= LIMITS.text ? [textMessage(text)] : [];
}

/** A picture is uploaded, never sent by an address of ours. Sound and other files are named in words. */
function isPicture({ file }: Message, options: SendOptions): boolean {
  return file?.kind === 'photo' && options.file !== undefined;
}

function pictureMessage(attachmentId: string, { text }: Message): OutMessage {
  return imageMessage({ attachmentId }, text || undefined);
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
  // Refused by something before Zalo: nothing was sent.
  protocol: 'again',
};

export function outcomeOf(error: unknown): SendOutcome {
  if (!(error instanceof ZaloError))
    return { ok: false, kind: 'unsure', why: error instanceof Error ? error.name : 'unknown error' };
  const kind = KINDS[error.class];
  const limited = error.class === 'rate' ? ({ limited: 'account' } as const) : {};
  const afterMs = error instanceof ZaloApiError ? error.retryAfterMs : undefined;
  // -234, not at night: the person is there in the morning.
  if (kind === 'again' || (kind === 'gone' && afterMs)) {
    return { ok: false, kind: 'again', why: error.message, ...(afterMs ? { afterMs } : {}), ...limited };
  }
  return { ok: false, kind, why: error.message };
}

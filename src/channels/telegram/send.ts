/** One message over the Bot API, and what its answer means for the outbox. */
import { GrammyError, HttpError, InputFile } from 'grammy';
import type { Api } from 'grammy';
import type { Message } from '../../core/message.ts';
import type { SendOptions, SendOutcome } from '../channel.ts';
import { entitiesOf, keyboardOf } from './message.ts';
import { isGroupId } from './pace.ts';
import { TELEGRAM } from './update.ts';

type Extra = Record<string, unknown>;

export async function sendMessage(
  api: Api,
  chat: string,
  message: Message,
  options: SendOptions,
): Promise<SendOutcome> {
  const id = chat.slice(TELEGRAM.length + 1);
  try {
    const sent = await call(api, id, message, options);
    return sent === undefined ? { ok: true } : { ok: true, messageId: String(sent) };
  } catch (error) {
    const outcome = limitedTo(id, outcomeOf(error));
    // A message that can no longer be edited is said anew.
    if (!outcome.ok && outcome.kind === 'refused' && message.replaces && options.edit) {
      const { edit: _, ...anew } = options;
      return sendMessage(api, chat, message, anew);
    }
    return outcome;
  }
}

async function call(
  api: Api,
  chat: string,
  message: Message,
  options: SendOptions,
): Promise<number | undefined> {
  const keyboard = keyboardOf(message);
  const entities = entitiesOf(message);
  const extra: Extra = {
    ...(keyboard ? { reply_markup: keyboard } : {}),
    ...(options.under
      ? { reply_parameters: { message_id: Number(options.under), allow_sending_without_reply: true } }
      : {}),
  };
  if (options.edit) {
    await api.editMessageText(chat, Number(options.edit), message.text, {
      ...(keyboard ? { reply_markup: keyboard } : {}),
      ...(entities ? { entities } : {}),
    });
    return undefined;
  }
  if (message.location) {
    const { latitude, longitude } = message.location;
    return (await api.sendLocation(chat, latitude, longitude, extra)).message_id;
  }
  if (message.file) return sendFile(api, chat, message, options, extra);
  const plain = { ...extra, ...(entities ? { entities } : {}), link_preview_options: { is_disabled: true } };
  return (await api.sendMessage(chat, message.text, plain)).message_id;
}

async function sendFile(
  api: Api,
  chat: string,
  message: Message,
  options: SendOptions,
  extra: Extra,
): Promise<number> {
  const { kind, id } = message.file!;
  const file = options.file ? new InputFile(options.file.bytes, options.file.name) : id;
  const captioned = { ...extra, ...(message.text ? { caption: message.text } : {}) };
  if (kind === 'photo') return (await api.sendPhoto(chat, file, captioned)).message_id;
  // sendVoice takes OGG, MP3 and M4A only; Zalo's AMR goes as a document.
  if (kind === 'voice' && !options.file?.name.endsWith('.amr'))
    return (await api.sendVoice(chat, file, captioned)).message_id;
  return (await api.sendDocument(chat, file, captioned)).message_id;
}

/** A group has a limit of its own, 20 a minute. Source: Telegram's bot FAQ, "My bot is hitting limits". */
function limitedTo(id: string, outcome: SendOutcome): SendOutcome {
  const own = !outcome.ok && outcome.kind === 'again' && outcome.limited && isGroupId(id);
  return own ? { ...outcome, limited: 'chat' } : outcome;
}

/** 429: wait as told. 403, 400: never. 5xx, or no answer after the request was written: it may have arrived. */
export function outcomeOf(error: unknown): SendOutcome {
  if (error instanceof GrammyError) {
    const { error_code: code, description } = error;
    const why = `Telegram ${code}: ${description}`;
    if (code === 429) {
      const afterMs = (error.parameters.retry_after ?? 1) * 1000;
      return { ok: false, kind: 'again', afterMs, limited: 'account', why };
    }
    if (/message is not modified/.test(description)) return { ok: true };
    if (code === 403 || /chat not found|user is deactivated/.test(description))
      return { ok: false, kind: 'gone', why };
    if (code === 401 || code === 404 || code === 409) return { ok: false, kind: 'again', why };
    if (code >= 500) return { ok: false, kind: 'unsure', why };
    return { ok: false, kind: 'refused', why };
  }
  if (error instanceof HttpError) {
    const cause = causeCode(error);
    const why = `Telegram was not reached${cause ? ` (${cause})` : ''}`;
    return { ok: false, kind: NEVER_WRITTEN.has(cause) ? 'again' : 'unsure', why };
  }
  return { ok: false, kind: 'unsure', why: error instanceof Error ? error.name : 'unknown error' };
}

/** The connection was never made: nothing can have arrived. */
const NEVER_WRITTEN = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** The address of the Bot API holds the token: only the code of the cause is kept. */
function causeCode(error: HttpError): string {
  let cause: unknown = error.error;
  for (let i = 0; i < 4 && typeof cause === 'object' && cause !== null; i++) {
    const { code, errno } = cause as { code?: unknown; errno?: unknown };
    if (typeof code === 'string') return code;
    if (typeof errno === 'string') return errno;
    cause = (cause as { cause?: unknown }).cause;
  }
  return '';
}

import { invalid, Refusal } from './answer.ts';
import { readButtons, type OaButton } from './buttons.ts';
import { asObject, asText, onlyFields, type Fields } from './fields.ts';
import { readInfoRequest, readList, readMedia, type Card } from './templates.ts';
import type { Platform, Upload } from './platform.ts';
import { takeUpload } from './uploads.ts';

const MAX_TEXT = 2000;

/** A message of the OA that has passed the platform's checks. */
export type OaMessage = { text?: string; quotes?: string } & (
  | { kind: 'text' }
  | { kind: 'buttons'; buttons: OaButton[] }
  | { kind: 'image' | 'gif'; url?: string; upload?: Upload }
  | { kind: 'sticker'; sticker: string }
  | { kind: 'file'; upload: Upload }
  | { kind: 'list'; cards: Card[]; buttons: OaButton[] }
  | { kind: 'info'; card: Card }
);

/** Reads `message` of a consultation or group message (Zalo OA docs); throws Refusal. */
export function readMessage(platform: Platform, value: unknown): OaMessage {
  const { strict } = platform.settings;
  const message = asObject(value, 'message');
  onlyFields(message, ['text', 'attachment', 'quote_message_id'], strict);
  const common: { text?: string; quotes?: string } = {};
  if (message.text !== undefined) common.text = asText(message.text, 'text', MAX_TEXT);
  if (message.quote_message_id !== undefined) {
    if (typeof message.quote_message_id !== 'string') throw invalid('quote_message_id');
    if (message.quote_message_id !== '') common.quotes = message.quote_message_id;
  }
  if (message.attachment === undefined) {
    if (common.text === undefined) throw invalid('message');
    return { ...common, kind: 'text' };
  }
  const attachment = asObject(message.attachment, 'attachment');
  onlyFields(attachment, ['type', 'payload'], strict);
  const payload = asObject(attachment.payload, 'payload');
  if (attachment.type === 'file') return { ...common, ...readFile(platform, payload, common.text) };
  if (attachment.type !== 'template') throw invalid('attachment.type');
  return readTemplate(platform, payload, common);
}

function readFile(platform: Platform, payload: Fields, text: string | undefined): OaMessage {
  const { strict } = platform.settings;
  onlyFields(payload, ['token'], strict);
  if (strict && text !== undefined) throw invalid('text');
  return { kind: 'file', upload: takeUpload(platform, 'file', payload.token, 'token') };
}

function readTemplate(
  platform: Platform,
  payload: Fields,
  common: { text?: string; quotes?: string },
): OaMessage {
  const { strict, buttonTemplate, listOnV3 } = platform.settings;
  const type = payload.template_type;
  switch (type) {
    case undefined: {
      onlyFields(payload, ['buttons'], strict);
      const buttons = readButtons(payload.buttons, strict);
      if (common.text === undefined) throw invalid('text');
      return { ...common, kind: 'buttons', buttons };
    }
    case 'button': {
      if (!buttonTemplate) throw new Refusal(-233);
      const text = common.text ?? asText(payload.text, 'payload.text', MAX_TEXT);
      return { ...common, text, kind: 'buttons', buttons: readButtons(payload.buttons, strict) };
    }
    case 'media':
      onlyFields(payload, ['template_type', 'elements'], strict);
      return { ...common, ...readMedia(platform, payload.elements) };
    case 'list':
      if (!listOnV3) throw new Refusal(-233);
      return { ...common, kind: 'list', ...readList(payload, strict) };
    case 'request_user_info':
      onlyFields(payload, ['template_type', 'elements'], strict);
      return { ...common, kind: 'info', card: readInfoRequest(payload.elements) };
    default:
      throw new Refusal(-233);
  }
}

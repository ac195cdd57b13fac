import { invalid, tooLong } from './answer.ts';
import { asList, asObject, asText, asUrl, onlyFields } from './fields.ts';

export const MAX_BUTTONS = 5;
const MAX_TITLE = 100;
const MAX_PAYLOAD_BYTES = 1000;
const MAX_SMS = 160;

export interface OaButton {
  title: string;
  type: 'oa.query.show' | 'oa.query.hide' | 'oa.open.url' | 'oa.open.phone' | 'oa.open.sms';
  /** What a press sends, or what it opens. */
  target: string;
}

/** The buttons of a consultation message (Zalo OA docs, message with buttons); -201 or -210 when wrong. */
export function readButtons(value: unknown, strict: boolean): OaButton[] {
  return asList(value, 'buttons', MAX_BUTTONS).map((item, index) => {
    const at = `buttons[${index}]`;
    const button = asObject(item, at);
    onlyFields(button, ['title', 'type', 'payload', 'image_icon'], strict);
    const title = asText(button.title, `${at}.title`, MAX_TITLE);
    return { title, ...readAction(button.type, button.payload, `${at}`) };
  });
}

/** An action's type and target. Its payload is text for queries and an object for what opens something. */
export function readAction(type: unknown, payload: unknown, at: string): Omit<OaButton, 'title'> {
  const field = `${at}.payload`;
  switch (type) {
    case 'oa.query.show':
    case 'oa.query.hide':
      return { type, target: readPayload(payload, field) };
    case 'oa.open.url':
      return { type, target: asUrl(asObject(payload, field).url, `${field}.url`) };
    case 'oa.open.phone':
      return { type, target: readPhone(asObject(payload, field).phone_code, field) };
    case 'oa.open.sms':
      asText(asObject(payload, field).content, `${field}.content`, MAX_SMS);
      return { type, target: readPhone(asObject(payload, field).phone_code, field) };
    default:
      throw invalid(`${at}.type`);
  }
}

/** Some count 1000 characters, some 1000 bytes: the stricter reading. */
function readPayload(value: unknown, field: string): string {
  const payload = asText(value, field);
  if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) throw tooLong(field);
  return payload;
}

function readPhone(value: unknown, field: string): string {
  if (typeof value !== 'string' || !/^\+?\d{3,15}$/.test(value)) throw invalid(`${field}.phone_code`);
  return value;
}

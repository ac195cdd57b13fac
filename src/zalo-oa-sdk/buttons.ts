/** The five kinds of buttons of an OA message. Source: Zalo OA docs, "Consultation message with buttons". */
import { checkPhone, checkQuery, checkText, checkUrl } from './check.ts';
import { ZaloPayloadError } from './errors.ts';
import { BUTTONS_MAX, BUTTON_TITLE_MAX, SMS_MAX } from './limits.ts';

export type Button =
  | { title: string; type: 'oa.query.show' | 'oa.query.hide'; payload: string }
  | { title: string; type: 'oa.open.url'; payload: { url: string } }
  | { title: string; type: 'oa.open.phone'; payload: { phone_code: string } }
  | { title: string; type: 'oa.open.sms'; payload: { content: string; phone_code: string } };

/** One to five: a sixth does not compile. A list of unknown length goes through `asButtons`. */
export type Buttons =
  | readonly [Button]
  | readonly [Button, Button]
  | readonly [Button, Button, Button]
  | readonly [Button, Button, Button, Button]
  | readonly [Button, Button, Button, Button, Button];

/** A press comes back as an ordinary text (`user_send_text`), shown as the person's own bubble. Payload at most 1000 bytes. */
export const queryShow = (title: string, payload: string): Button => ({
  title,
  type: 'oa.query.show',
  payload,
});
/** As `queryShow`, but nothing appears in the chat. Anyone can type the same text: never take it for a permission. */
export const queryHide = (title: string, payload: string): Button => ({
  title,
  type: 'oa.query.hide',
  payload,
});
/** Opens a page. No event comes back. */
export const openUrl = (title: string, url: string): Button => ({
  title,
  type: 'oa.open.url',
  payload: { url },
});
/** Calls a number, digits only. No event comes back. */
export const openPhone = (title: string, phone: string): Button => ({
  title,
  type: 'oa.open.phone',
  payload: { phone_code: phone },
});
/** Prepares an SMS of at most 160 characters. No event comes back. */
export const openSms = (title: string, phone: string, content: string): Button => ({
  title,
  type: 'oa.open.sms',
  payload: { content, phone_code: phone },
});

/** A list as one to five checked buttons. Throws ZaloPayloadError naming the button and the field. */
export function asButtons(list: readonly Button[]): Buttons {
  if (list.length < 1 || list.length > BUTTONS_MAX) {
    throw new ZaloPayloadError('buttons', `1 to ${BUTTONS_MAX} buttons`, `${list.length}`);
  }
  return list.map((button, index) => checkButton(button, `buttons[${index}]`)) as unknown as Buttons;
}

function checkButton(button: Button, field: string): Button {
  const title = checkText(`${field}.title`, button.title, BUTTON_TITLE_MAX);
  const at = `${field}.payload`;
  switch (button.type) {
    case 'oa.query.show':
    case 'oa.query.hide':
      return { title, type: button.type, payload: checkQuery(at, button.payload) };
    case 'oa.open.url':
      return { title, type: button.type, payload: { url: checkUrl(`${at}.url`, button.payload?.url) } };
    case 'oa.open.phone':
      return {
        title,
        type: button.type,
        payload: { phone_code: checkPhone(`${at}.phone_code`, button.payload?.phone_code) },
      };
    case 'oa.open.sms': {
      const content = checkText(`${at}.content`, button.payload?.content, SMS_MAX);
      const phone_code = checkPhone(`${at}.phone_code`, button.payload?.phone_code);
      return { title, type: button.type, payload: { content, phone_code } };
    }
    default:
      throw new ZaloPayloadError(
        `${field}.type`,
        'one of the five kinds oa.query.* and oa.open.*',
        'another',
      );
  }
}

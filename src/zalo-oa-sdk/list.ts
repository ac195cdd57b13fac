/**
 * Vertical cards. Zalo's page for v3 does not show them though integrators send them, so the client asks for the capability
 * `list` before it sends one.
 */
import { checkPhone, checkQuery, checkText, checkUrl } from './check.ts';
import { ZaloPayloadError } from './errors.ts';
import { CARD_SUBTITLE_MAX, CARD_TITLE_MAX, LIST_ELEMENTS_MAX, TEXT_MAX } from './limits.ts';
import type { OutMessage } from './messages.ts';

export type ListAction =
  | { type: 'oa.open.url'; url: string }
  | { type: 'oa.query.show' | 'oa.query.hide'; payload: string }
  | { type: 'oa.open.phone'; payload: { phone_code: string } };

export interface ListElement {
  title: string;
  subtitle?: string;
  image_url?: string;
  default_action?: ListAction;
}

export interface ListPayload {
  template_type: 'list';
  elements: readonly ListElement[];
  buttons: readonly [];
}

/** One to five cards; the first is the banner and needs subtitle and picture. */
export function listMessage(elements: readonly ListElement[], text?: string): OutMessage {
  if (elements.length < 1 || elements.length > LIST_ELEMENTS_MAX) {
    throw new ZaloPayloadError('elements', `1 to ${LIST_ELEMENTS_MAX} cards`, `${elements.length}`);
  }
  const payload: ListPayload = { template_type: 'list', elements: elements.map(checkElement), buttons: [] };
  const message: OutMessage = { attachment: { type: 'template', payload } };
  return text === undefined ? message : { text: checkText('text', text, TEXT_MAX), ...message };
}

function checkElement(element: ListElement, index: number): ListElement {
  const field = `elements[${index}]`;
  const out: ListElement = { title: checkText(`${field}.title`, element.title, CARD_TITLE_MAX) };
  if (index === 0 || element.subtitle !== undefined) {
    out.subtitle = checkText(`${field}.subtitle`, element.subtitle, CARD_SUBTITLE_MAX);
  }
  if (index === 0 || element.image_url !== undefined)
    out.image_url = checkUrl(`${field}.image_url`, element.image_url);
  if (element.default_action)
    out.default_action = checkAction(element.default_action, `${field}.default_action`);
  return out;
}

function checkAction(action: ListAction, field: string): ListAction {
  if (action.type === 'oa.open.url') return { type: action.type, url: checkUrl(`${field}.url`, action.url) };
  if (action.type === 'oa.open.phone') {
    return {
      type: action.type,
      payload: { phone_code: checkPhone(`${field}.phone_code`, action.payload?.phone_code) },
    };
  }
  if (action.type !== 'oa.query.show' && action.type !== 'oa.query.hide') {
    throw new ZaloPayloadError(`${field}.type`, 'oa.open.url, oa.open.phone or oa.query.*', 'another');
  }
  return { type: action.type, payload: checkQuery(`${field}.payload`, action.payload) };
}

import { invalid } from './answer.ts';
import { readAction, readButtons, type OaButton } from './buttons.ts';
import { asCount, asList, asObject, asText, asUrl, onlyFields, type Fields } from './fields.ts';
import type { Platform, Upload } from './platform.ts';
import { takeUpload } from './uploads.ts';

const MAX_CARDS = 5;
const MAX_TITLE = 100;
const MAX_SUBTITLE = 500;
const MAX_PIXELS = 10_000;

export interface Card {
  title: string;
  subtitle?: string;
  image?: string;
  action?: OaButton;
}

type Media = { kind: 'image' | 'gif'; url?: string; upload?: Upload } | { kind: 'sticker'; sticker: string };

/** The one element of a media template: an image by url or id, a gif with its size, a sticker by id. */
export function readMedia(platform: Platform, value: unknown): Media {
  const { strict } = platform.settings;
  const element = asObject(asList(value, 'elements', 1)[0], 'elements[0]');
  onlyFields(element, ['media_type', 'url', 'attachment_id', 'width', 'height'], strict);
  switch (element.media_type) {
    case 'sticker': {
      const sticker = asText(element.attachment_id, 'attachment_id');
      if (!/^[0-9a-f]+$/i.test(sticker)) throw invalid('attachment_id');
      return { kind: 'sticker', sticker };
    }
    case 'gif':
      asCount(element.width, 'width', 1, MAX_PIXELS);
      asCount(element.height, 'height', 1, MAX_PIXELS);
      return { kind: 'gif', ...readSource(platform, 'gif', element) };
    case 'image':
      return { kind: 'image', ...readSource(platform, 'image', element) };
    default:
      throw invalid('media_type');
  }
}

function readSource(platform: Platform, kind: 'image' | 'gif', element: Fields) {
  if ((element.url === undefined) === (element.attachment_id === undefined)) throw invalid('attachment_id');
  if (element.url !== undefined) return { url: asUrl(element.url, 'url') };
  return { upload: takeUpload(platform, kind, element.attachment_id, 'attachment_id') };
}

/** A list of cards; the first one is the banner and needs a subtitle and an image. */
export function readList(payload: Fields, strict: boolean): { cards: Card[]; buttons: OaButton[] } {
  onlyFields(payload, ['template_type', 'elements', 'buttons'], strict);
  const cards = asList(payload.elements, 'elements', MAX_CARDS).map((item, index) => {
    const card = readCard(item, `elements[${index}]`);
    if (index === 0 && (!card.subtitle || !card.image)) throw invalid('elements[0]');
    return card;
  });
  const none = payload.buttons === undefined || (Array.isArray(payload.buttons) && !payload.buttons.length);
  return { cards, buttons: none ? [] : readButtons(payload.buttons, strict) };
}

/** The card that asks a person for name, phone and address: title <= 100, subtitle <= 500, an image. */
export function readInfoRequest(value: unknown): Card {
  const card = readCard(asList(value, 'elements', 1)[0], 'elements[0]');
  if (!card.subtitle) throw invalid('elements[0].subtitle');
  if (!card.image) throw invalid('elements[0].image_url');
  return card;
}

function readCard(value: unknown, at: string): Card {
  const element = asObject(value, at);
  const card: Card = { title: asText(element.title, `${at}.title`, MAX_TITLE) };
  if (element.subtitle !== undefined)
    card.subtitle = asText(element.subtitle, `${at}.subtitle`, MAX_SUBTITLE);
  if (element.image_url !== undefined) card.image = asUrl(element.image_url, `${at}.image_url`);
  if (element.default_action !== undefined) {
    const action = asObject(element.default_action, `${at}.default_action`);
    // Unlike a button, an action that opens an address has it beside `type`.
    const payload = action.type === 'oa.open.url' ? { url: action.url } : action.payload;
    card.action = { title: card.title, ...readAction(action.type, payload, `${at}.default_action`) };
  }
  return card;
}

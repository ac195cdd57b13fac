import type { Phone } from './phone.ts';
import { samplePaper, samplePhoto, sampleVoice, VOICE_SECONDS } from './samples/index.ts';

/** What the page asked for cannot be done as asked; the message is for the person at the page. */
export class BadAction extends Error {}

type Body = Readonly<Record<string, unknown>>;
type Action = (phone: Phone, body: Body) => Promise<void>;

/** Where the sample location is: the middle of Quảng Ngãi city. */
const PLACE = { latitude: 15.1205, longitude: 108.7923 };
/** A number of the form of a real one, in a block that is given to nobody. */
const NUMBER = '0900000123';

/** What a hand can do with a phone, by the last part of the route. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  say: (phone, body) => phone.say(words(body)),
  reply: (phone, body) => phone.reply(bubbleId(body), words(body)),
  press: (phone, body) => phone.press(bubbleId(body), place(body, 'row'), place(body, 'column')),
  photo(phone, { caption }) {
    const text = typeof caption === 'string' ? caption.trim() : '';
    return text === '' ? phone.sendPhoto(samplePhoto()) : phone.sendPhoto(samplePhoto(), text);
  },
  voice: (phone) => phone.sendVoice(sampleVoice(), VOICE_SECONDS),
  document: (phone) => phone.sendDocument(samplePaper()),
  location: (phone) => phone.sendLocation(PLACE.latitude, PLACE.longitude),
  contact: (phone) => phone.sendContact(NUMBER),
  sticker: (phone) => phone.sendSticker(),
  /** The first tap in an empty chat: Telegram's START, Zalo's "Quan tâm". */
  start: (phone) => (isFollower(phone) ? phone.follow() : phone.say('/start')),
};

function isFollower(phone: Phone): phone is Phone & { follow(): Promise<void> } {
  return 'follow' in phone;
}

function words({ text }: Body): string {
  if (typeof text !== 'string' || text.trim() === '') throw new BadAction('Thiếu lời nhắn (text).');
  return text;
}

function bubbleId({ bubble }: Body): string {
  if (typeof bubble !== 'string' || bubble === '') throw new BadAction('Thiếu mã tin nhắn (bubble).');
  return bubble;
}

function place(body: Body, name: 'row' | 'column'): number {
  const value = body[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new BadAction(`Thiếu số thứ tự của nút (${name}).`);
  return value;
}

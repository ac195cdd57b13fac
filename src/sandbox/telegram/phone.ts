/** One person's phone in one chat of the platform. */
import type { Phone } from '../phone.ts';
import { fileInfo, photoSizes } from './files.ts';
import { commandEntities, press, speak } from './people.ts';
import type { Kept, Person, Place, World } from './world.ts';
import { CAPTION_LIMIT, TEXT_LIMIT } from './text.ts';

/** What a press on "send my place" sends: the middle of Quảng Ngãi city. */
const HERE = { latitude: 15.1205, longitude: 108.7923 };

/** The phone of `person`, open at `place`; its actions reject for what the app would not let a person do. */
export function createPhone(world: World, place: Place, person: Person): Phone {
  const { user } = person;
  let cleared = 0;

  function find(bubbleId: string): Kept {
    const kept = place.kept.get(Number(bubbleId));
    if (!kept) throw new Error(`no message ${bubbleId} in the chat of ${user.first_name}`);
    return kept;
  }
  /** Telegram's apps cut a long text into messages of the limit. */
  function write(text: string, replyTo?: Kept): void {
    const words = text.trim();
    if (words === '') throw new Error('an empty message cannot be sent');
    for (let at = 0; at < words.length; at += TEXT_LIMIT) {
      const part = words.slice(at, at + TEXT_LIMIT);
      const entities = commandEntities(part);
      const content = { text: part, ...(entities.length > 0 ? { entities } : {}) };
      speak(world, place, person, content, replyTo ? { replyTo: replyTo.message } : {});
    }
  }
  function contact(phone: string): void {
    const own = { phone_number: phone, first_name: user.first_name, user_id: user.id };
    speak(world, place, person, { contact: own });
  }
  function touch(bubbleId: string, row: number, column: number): void {
    const kept = find(bubbleId);
    const { markup } = kept;
    if (markup?.kind === 'inline') {
      const button = markup.rows[row]?.[column];
      if (button) return press(world, place, person, kept, button);
    } else if (markup?.kind === 'reply') {
      const button = markup.rows[row]?.[column];
      if (button?.request_contact) return contact(phoneNumber(user.id));
      if (button?.request_location) return void speak(world, place, person, { location: HERE });
      if (button) return write(button.text);
    }
    throw new Error(`message ${bubbleId} has no button in row ${row}, column ${column}`);
  }

  return {
    platform: 'telegram',
    id: String(user.id),
    name: user.first_name,
    bubbles: () =>
      [...place.kept.values()].filter((k) => k.message.message_id >= cleared).map((k) => k.bubble),
    say: async (text) => write(text),
    reply: async (bubbleId, text) => write(text, find(bubbleId)),
    press: async (bubbleId, row, column) => touch(bubbleId, row, column),
    async sendPhoto(sample, caption) {
      if ((caption?.length ?? 0) > CAPTION_LIMIT)
        throw new Error(`a caption has at most ${CAPTION_LIMIT} characters`);
      const file = world.files.add('photo', sample);
      const content = { photo: photoSizes(file), ...(caption ? { caption } : {}) };
      speak(world, place, person, content, { file });
    },
    async sendVoice(sample, seconds) {
      const file = world.files.add('voice', sample);
      const voice = fileInfo(file, { duration: seconds, mime_type: sample.mime });
      speak(world, place, person, { voice }, { file });
    },
    async sendDocument(sample) {
      const file = world.files.add('document', sample);
      const document = fileInfo(file, { file_name: sample.name, mime_type: sample.mime });
      speak(world, place, person, { document }, { file });
    },
    async sendLocation(latitude, longitude) {
      speak(world, place, person, { location: { latitude, longitude } });
    },
    sendContact: async (phone) => contact(phone),
    async sendSticker() {
      const sample = {
        bytes: new Uint8Array([0x52, 0x49, 0x46, 0x46]),
        name: 'sticker.webp',
        mime: 'image/webp',
      };
      const file = world.files.add('sticker', sample);
      const look = { type: 'regular', is_animated: false, is_video: false, emoji: '👍' };
      speak(
        world,
        place,
        person,
        { sticker: { ...fileInfo(file, { width: 512, height: 512 }), ...look } },
        { file },
      );
    },
    onChange(listener) {
      const own = (): void => listener();
      place.listeners.add(own);
      return () => void place.listeners.delete(own);
    },
    clear() {
      const last = [...place.kept.keys()].at(-1);
      cleared = (last ?? -1) + 1;
      for (const listener of [...place.listeners]) listener();
    },
  };
}

/** A made-up number that stays the same for a person. */
function phoneNumber(id: number): string {
  return `+84900${String(id).slice(-6).padStart(6, '0')}`;
}

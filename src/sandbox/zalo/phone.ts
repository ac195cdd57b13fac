import type { Bubble, Phone, Sample } from '../phone.ts';
import { audio, businessCard, document, gif, image, link, location, sticker, video } from './attachments.ts';
import { phoneOf } from './business.ts';
import { aboutUser, followed, fromOa, fromUser } from './events.ts';
import type { Person, Platform } from './platform.ts';
import type { Webhooks } from './webhooks.ts';
import { interact } from './window.ts';

/** A Zalo user's phone: what every phone can, and what only Zalo knows. */
export interface ZaloPhone extends Phone {
  readonly platform: 'zalo';
  follow(): Promise<void>;
  unfollow(): Promise<void>;
  /** Sends the card `request_user_info`: name, phone and address the person fills in. */
  submitInfo(info: { name?: string; phone?: string; address?: string }): Promise<void>;
  /** Sends to this person answer `code` from now on: -217 (default), -218, -227, -244. */
  block(code?: number): void;
  unblock(): void;
  /** Takes consent back: the platform tells the bot to delete, and forgets the interaction. */
  withdraw(): Promise<void>;
  react(bubbleId: string, icon: string): Promise<void>;
  /** The first tap on "Message"; later taps tell the bot nothing. */
  clickChatNow(): Promise<void>;
  /** A tap on the OA's menu, which sends its payload like a hidden button. */
  pressMenu(payload: string): Promise<void>;
  /** Reads the OA's messages: `user_seen_message`. */
  see(): Promise<void>;
  sendGif(sample: Sample): Promise<void>;
  sendVideo(sample: Sample): Promise<void>;
  /** Words that Zalo knows as an address. */
  sendLink(url: string, title?: string): Promise<void>;
  /** Presses the newest button with this label, wherever it stands; throws when there is none. */
  pressLabel(label: string): Promise<void>;
}

interface Said {
  text?: string;
  quotes?: string;
  attachment?: { type: string; payload: object };
  bubble?: Partial<Bubble>;
  /** A hidden press leaves no bubble. */
  hidden?: boolean;
}

export function createPhone(platform: Platform, hooks: Webhooks, person: Person): ZaloPhone {
  const { screen } = person;

  function tell(kind: string, said: Said): Promise<void> {
    if (person.blocked !== undefined)
      return Promise.reject(new Error(`${person.name} has blocked the OA; call unblock() first.`));
    const id = platform.ids.message();
    const at = platform.now();
    const text = said.text ?? '';
    const message = {
      ...(said.text === undefined ? {} : { text }),
      msg_id: id,
      ...(said.quotes === undefined ? {} : { quote_msg_id: said.quotes }),
      ...(said.attachment ? { attachments: [said.attachment] } : {}),
    };
    const raw = fromUser(platform, person, `user_send_${kind}`, { message });
    interact(platform, person);
    platform.lines.push({ id, userId: person.id, fromUser: true, at, type: kind, text, reactions: 0 });
    const quotes = said.quotes === undefined ? {} : { quotes: said.quotes };
    if (!said.hidden) screen.add({ id, from: 'person', at, text, ...quotes, ...said.bubble, raw });
    hooks.emit(raw, person.id);
    return Promise.resolve();
  }

  const bubbleOf = (id: string): Bubble => {
    const bubble = screen.find(id);
    if (!bubble) throw new Error(`${person.name}'s phone shows no bubble ${id}.`);
    return bubble;
  };

  const phone: ZaloPhone = {
    platform: 'zalo',
    id: person.id,
    name: person.name,
    bubbles: () => screen.bubbles(),
    onChange: (listener) => screen.onChange(listener),
    clear: () => screen.clear(),
    say: (text) => tell('text', { text }),
    async reply(bubbleId, text) {
      await tell('text', { text, quotes: bubbleOf(bubbleId).id });
    },
    async press(bubbleId, row, column) {
      const shown = bubbleOf(bubbleId).rows?.[row]?.[column];
      if (!shown) throw new Error(`Bubble ${bubbleId} has no button at ${row}, ${column}.`);
      if (shown.kind === 'contact') return phone.submitInfo({});
      const button = person.buttons.get(bubbleId)?.[row];
      // What opens an address or a call tells the bot nothing.
      if (!button?.type.startsWith('oa.query.')) return;
      await tell('text', { text: button.target, hidden: button.type === 'oa.query.hide' });
    },
    pressMenu: (payload) => tell('text', { text: payload, hidden: true }),
    sendPhoto(sample: Sample, caption?: string) {
      const text = caption === undefined ? {} : { text: caption };
      return tell('image', { ...text, ...image(platform, sample) });
    },
    sendVoice: (sample) => tell('audio', audio(platform, sample)),
    sendDocument: (sample) => tell('file', document(platform, sample)),
    sendLocation: (latitude, longitude) => tell('location', location(latitude, longitude)),
    sendContact: (number) => tell('business_card', businessCard(number)),
    sendSticker: () => tell('sticker', sticker()),
    sendGif: (sample) => tell('gif', gif(platform, sample)),
    sendVideo: (sample) => tell('video', video(platform, sample)),
    sendLink: (url, title) => tell('link', { text: url, ...link(url, title) }),
    async pressLabel(label) {
      const newest = [...screen.bubbles()].reverse();
      for (const { id, rows = [] } of newest) {
        const row = rows.findIndex((buttons) => buttons[0]?.label === label);
        if (row >= 0) return await phone.press(id, row, 0);
      }
      throw new Error(`${person.name}'s phone shows no button "${label}".`);
    },
    async follow() {
      person.follower = true;
      interact(platform, person);
      hooks.emit(followed(platform, person, 'follow'), person.id);
    },
    async unfollow() {
      person.follower = false;
      hooks.emit(followed(platform, person, 'unfollow'), person.id);
    },
    async submitInfo(given) {
      const name = given.name ?? person.name;
      const number = given.phone ?? phoneOf(person);
      const address = given.address ?? '';
      person.info = { address, city: '', district: '', phone: number, name, user_dob: '' };
      const block = { user_city: '', user_ward: '', user_address: address };
      const info = platform.settings.oldInfoForm
        ? { address, phone: number, city: '', district: '', name, ward: '' }
        : { name, phone: number, user_dob: '', gender: '', full_address: block };
      hooks.emit(fromUser(platform, person, 'user_submit_info', { info }), person.id);
    },
    block(code = -217) {
      person.blocked = code;
    },
    unblock() {
      delete person.blocked;
    },
    async withdraw() {
      delete person.interactedAt;
      person.info = {};
      hooks.emit(aboutUser(platform, person, 'user_withdraw'), person.id);
    },
    async react(bubbleId, icon) {
      const message = { msg_id: bubbleOf(bubbleId).id, react_icon: icon };
      hooks.emit(fromUser(platform, person, 'user_reacted_message', { message }), person.id);
    },
    async clickChatNow() {
      if (person.clickedChatNow) return;
      person.clickedChatNow = true;
      interact(platform, person);
      const event = platform.settings.chatNowFollower
        ? followed(platform, person, 'user_click_chatnow')
        : aboutUser(platform, person, 'user_click_chatnow');
      hooks.emit(event, person.id);
    },
    async see() {
      const msg_ids = screen.bubbles().flatMap(({ from, id }) => (from === 'bot' ? id : []));
      if (msg_ids.length > 0)
        hooks.emit(fromOa(platform, person, 'user_seen_message', { msg_ids }), person.id);
    },
  };
  return phone;
}

import { createHash } from 'node:crypto';
import type { Sample } from '../../phone.ts';
import type { Ids } from '../ids.ts';
import type { ZaloSettings } from '../options.ts';
import { createScreen, type Screen } from '../screen.ts';
import type { createBotUpdates } from './updates.ts';

export interface BotChat {
  id: string;
  type: 'PRIVATE' | 'GROUP';
  screen: Screen;
}

export interface BotWorld {
  token: string;
  now: () => number;
  ids: Ids;
  settings: ZaloSettings;
  chats: Map<string, BotChat>;
  updates: ReturnType<typeof createBotUpdates>;
  /** Every fetch of a photo's address: the platform fetches each more than once. */
  photoFetches: { url: string; status: number }[];
  /** Messages of this month. */
  sent: { month: string; count: number };
  /** Keeps a file and gives the address it is served under. */
  serve(file: Sample): string;
}

/** One person's chat with the bot. Ids are of the Bot Platform's own kind: no OA user id can be made of them. */
export interface BotPhone {
  readonly id: string;
  bubbles: Screen['bubbles'];
  say(text: string): void;
  sendPhoto(sample: Sample, caption?: string): void;
  sendSticker(): void;
  sendVoice(sample: Sample): void;
  /** Files, contacts, links: the bot learns only that something came. */
  sendOther(): void;
}

/** The chat of that id; there from now on. */
export function chatOf(world: BotWorld, id: string, type: BotChat['type']): BotChat {
  const known = world.chats.get(id);
  if (known) return known;
  const chat: BotChat = { id, type, screen: createScreen() };
  world.chats.set(id, chat);
  return chat;
}

/** 20 hex digits, the same for the same seed. */
export function botId(seed: string): string {
  return createHash('sha256').update(`bot|${seed}`).digest('hex').slice(0, 20);
}

/** What one person does in the chat with the bot. */
export function createBotPhone(world: BotWorld, who: { id: string; name: string }): BotPhone {
  const chat = chatOf(world, botId(who.id), 'PRIVATE');
  const from = { id: chat.id, display_name: who.name, is_bot: false };
  const tell = (kind: string, content: Record<string, string>) => post(world, chat, from, kind, content);
  return {
    id: chat.id,
    bubbles: chat.screen.bubbles,
    say: (text) => tell('text', { text }),
    sendPhoto: (sample, caption) =>
      tell('image', {
        photo_url: world.serve(sample),
        message_type: 'CHAT_PHOTO',
        ...(caption === undefined ? {} : { caption }),
      }),
    sendSticker: () => tell('sticker', { sticker: botId('sticker'), url: 'https://zalo-api.zadn.vn/s.png' }),
    sendVoice: (sample) => tell('voice', { voice_url: world.serve(sample), message_type: 'CHAT_VOICE' }),
    sendOther: () => tell('unsupported', {}),
  };
}

/** In a group the bot hears only what calls it or answers it. */
export function sayInGroup(
  world: BotWorld,
  groupId: string,
  who: { id: string; name: string },
  text: string,
  calls: boolean,
): void {
  const chat = chatOf(world, botId(groupId), 'GROUP');
  const from = { id: botId(who.id), display_name: who.name, is_bot: false };
  if (calls) post(world, chat, from, 'text', { text });
}

function post(
  world: BotWorld,
  chat: BotChat,
  from: object,
  kind: string,
  content: Record<string, string>,
): void {
  const message_id = world.ids.message();
  const at = world.now();
  const message = { from, chat: { id: chat.id, chat_type: chat.type }, ...content, message_id, date: at };
  const event = { event_name: `message.${kind}.received`, message };
  const text = content.text ?? content.caption ?? `[${kind}]`;
  chat.screen.add({ id: message_id, from: 'person', at, text, raw: event });
  world.updates.add(event);
}

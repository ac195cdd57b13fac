/** Who and what there is on the platform: people, chats, their messages, files and open presses. */
import type { Bubble } from '../phone.ts';
import { toBubble } from './bubble.ts';
import { createFiles, type Files, type StoredFile } from './files.ts';
import { badRequest, forbidden } from './refusal.ts';
import type { Chat, Content, Markup, Message, User } from './shapes.ts';
import { createUpdates, type Updates } from './updates.ts';

export interface Person {
  user: User;
  /** Has written to the bot, so that the bot may write. */
  started: boolean;
  blocked: boolean;
}

export interface Kept {
  message: Message;
  by: 'bot' | 'person';
  markup?: Markup;
  file?: StoredFile;
  raw?: unknown;
  at: number;
  bubble: Bubble;
}

export interface Place {
  chat: Chat;
  kept: Map<number, Kept>;
  /** Is the bot in it? Only groups turn it out. */
  botStatus: 'member' | 'left' | 'kicked';
  /** sendChatAction: what the bot is doing, and since when. */
  action?: { action: string; at: number };
  listeners: Set<() => void>;
}

export interface Query {
  at: number;
  user: User;
}

export interface Toast {
  at: number;
  /** The id of the person whose press was answered. */
  person: string;
  text: string;
  alert: boolean;
}

export interface Post {
  by: 'bot' | 'person';
  user: User;
  content: Content;
  replyTo?: Message;
  markup?: Markup;
  file?: StoredFile;
  raw?: unknown;
}

export interface World {
  readonly now: () => number;
  readonly me: User;
  readonly files: Files;
  readonly updates: Updates;
  readonly queries: Map<string, Query>;
  readonly toasts: Toast[];
  readonly commands: Map<string, { command: string; description: string }[]>;
  person(id: number, name: string): Person;
  findPerson(id: number): Person | undefined;
  place(chat: Chat): Place;
  findPlace(chatId: number): Place | undefined;
  /** The chat to send to; throws Telegram's refusals. */
  openPlace(chatId: number): Place;
  post(place: Place, post: Post): Kept;
  /** After a change of a message: what people see of it. */
  refresh(place: Place, kept: Kept): void;
  nextQueryId(): string;
}

export interface WorldOptions {
  me: User;
  now: () => number;
  firstId: number;
  /** Where the page fetches files. */
  root: () => string;
}

/** An empty platform with one bot; message ids start at `firstId`. */
export function createWorld({ me, now, firstId, root }: WorldOptions): World {
  const people = new Map<number, Person>();
  const places = new Map<number, Place>();
  let messageId = firstId;
  let queryId = firstId;

  const place = (chat: Chat): Place => {
    const found = places.get(chat.id);
    if (found) return found;
    const made: Place = { chat, kept: new Map(), botStatus: 'member', listeners: new Set() };
    places.set(chat.id, made);
    return made;
  };
  const announce = (changed: Place): void => {
    for (const listener of [...changed.listeners]) listener();
  };

  return {
    now,
    me,
    files: createFiles(firstId),
    updates: createUpdates({ firstId, now }),
    queries: new Map(),
    toasts: [],
    commands: new Map(),
    person(id, name) {
      const found = people.get(id);
      if (found) return found;
      const user: User = { id, is_bot: false, first_name: name, language_code: 'vi' };
      const made = { user, started: false, blocked: false };
      people.set(id, made);
      place({ id, type: 'private', first_name: name });
      return made;
    },
    findPerson: (id) => people.get(id),
    place,
    findPlace: (chatId) => places.get(chatId),
    openPlace(chatId) {
      const found = places.get(chatId);
      if (!found) throw badRequest('chat not found');
      if (found.chat.type !== 'private') {
        if (found.botStatus === 'member') return found;
        const group = `${found.chat.type} chat`;
        throw forbidden(
          found.botStatus === 'kicked'
            ? `bot was kicked from the ${group}`
            : `bot is not a member of the ${group}`,
        );
      }
      const person = people.get(chatId);
      if (person?.blocked) throw forbidden('bot was blocked by the user');
      if (!person?.started) throw forbidden("bot can't initiate conversation with a user");
      return found;
    },
    post(at, { by, user, content, replyTo, markup, file, raw }) {
      const { reply_to_message: _deeper, ...quoted } = replyTo ?? ({} as Message);
      const message: Message = {
        message_id: messageId++,
        from: user,
        chat: at.chat,
        date: Math.floor(now() / 1000),
        ...content,
        ...(replyTo ? { reply_to_message: quoted } : {}),
        ...(markup?.kind === 'inline' ? { reply_markup: { inline_keyboard: markup.rows } } : {}),
      };
      const source = {
        message,
        by,
        at: now(),
        ...(markup ? { markup } : {}),
        ...(file ? { file } : {}),
        ...(raw === undefined ? {} : { raw }),
      };
      const kept: Kept = { ...source, bubble: toBubble(source, root()) };
      at.kept.set(message.message_id, kept);
      delete at.action;
      announce(at);
      return kept;
    },
    refresh(at, kept) {
      kept.bubble = toBubble(kept, root());
      announce(at);
    },
    nextQueryId: () => String(4_000_000_000_000 + queryId++),
  };
}

/** What a handler holds: the update, and the wishes that it puts into the turn. */
import type { Message } from '../core/message.ts';
import type { Command, Event, FileRef, Update } from '../core/update.ts';
import { parseArgs } from './args.ts';
import type { Effect } from './effects.ts';
import { typedByPress } from './typed.ts';

export type EventOf<T extends Event['type']> = Extract<Event, { type: T }>;
export type PressEvent = EventOf<'press'>;
/** Everything that a person sends, as against presses, follow, unfollow, and what happens without their doing. */
export type MessageEvent = Exclude<Event, { type: NoMessage }>;
type NoMessage = 'press' | 'follow' | 'unfollow' | 'handover' | 'withdraw';
const noMessage: ReadonlySet<string> = new Set<NoMessage>([
  'press',
  'follow',
  'unfollow',
  'handover',
  'withdraw',
]);

/** Beside the text of an answer: `Markup.…`, entities, or any other part of a message. */
export type Extra = Partial<Omit<Message, 'text'>>;
export type CaptionExtra = Extra & { caption?: string | Message };

const done = Promise.resolve();

/** One update on its way through the routes. Nothing is sent from here: answers become effects of the turn. */
export class Context<S = unknown> {
  readonly update: Update;
  /** What the handlers wish for, in order. The shell stores them with the turn. */
  readonly effects: Effect[] = [];
  /** For one update only: middleware leaves things here for later handlers. */
  readonly state: Record<string, unknown> = {};
  /** The match of the route that runs. */
  match: RegExpExecArray | undefined = undefined;
  /** The session's slot; filled by session(). */
  kept: { shared: { value: S | undefined }; touched: boolean } | undefined = undefined;

  constructor(update: Update) {
    this.update = typedByPress(update);
  }

  /** What is remembered of this person in this chat. Undefined without session(). */
  get session(): S {
    if (this.kept !== undefined) this.kept.touched = true;
    return this.kept?.shared.value as S;
  }
  set session(value: S) {
    this.kept ??= { shared: { value }, touched: true };
    this.kept.shared.value = value;
    this.kept.touched = true;
  }

  get channel(): string {
    return this.update.channel;
  }
  /** Ids are strings with the channel in front: `telegram:42`. */
  get from(): { id: string; name: string | undefined; first_name: string } {
    const { person, name } = this.update;
    return { id: person, name, first_name: name ?? '' };
  }
  get chat(): { id: string; type: 'private' | 'group' } {
    return { id: this.update.chat, type: this.update.chatType };
  }
  get message(): MessageEvent | undefined {
    const { event } = this.update;
    return isMessage(event) ? event : undefined;
  }
  /** The words of a message, or the caption of a picture or document. */
  get text(): string | undefined {
    const { event } = this.update;
    if (event.type === 'text') return event.text;
    return event.type === 'photo' || event.type === 'document' ? event.caption : undefined;
  }
  get callbackQuery(): PressEvent | undefined {
    const { event } = this.update;
    return event.type === 'press' ? event : undefined;
  }
  /** The command's name, lower case, without the slash. */
  get command(): string | undefined {
    return commandOf(this.update.event)?.name;
  }
  /** What stands after the command's name. */
  get payload(): string | undefined {
    return commandOf(this.update.event)?.payload;
  }
  /** The payload in words; quotes keep words together, a backslash takes the next character as it is. */
  get args(): string[] {
    return parseArgs(this.payload ?? '');
  }
  /** What a /start link carried. */
  get startPayload(): string | undefined {
    return this.command === 'start' ? this.payload : undefined;
  }

  reply(text: string | Message, extra?: Extra): Promise<void> {
    return this.wish({ type: 'send', message: compile(text, extra) });
  }
  replyWithPhoto(photo: string | FileRef, extra?: CaptionExtra): Promise<void> {
    return this.sendFile('photo', photo, extra);
  }
  replyWithDocument(document: string | FileRef, extra?: CaptionExtra): Promise<void> {
    return this.sendFile('document', document, extra);
  }
  replyWithVoice(voice: string | FileRef, extra?: CaptionExtra): Promise<void> {
    return this.sendFile('voice', voice, extra);
  }
  replyWithLocation(latitude: number, longitude: number, extra?: Extra): Promise<void> {
    return this.wish({ type: 'send', message: { text: '', ...extra, location: { latitude, longitude } } });
  }
  /** Tells the person that the press was seen. Nothing happens where the platform has no such sign. */
  answerCbQuery(text?: string): Promise<void> {
    return this.wish(text === undefined ? { type: 'acknowledge' } : { type: 'acknowledge', text });
  }
  /** Replaces the message whose button was pressed; where there is none, the channel sends a new one. */
  editMessageText(text: string | Message, extra?: Extra): Promise<void> {
    const messageId = this.callbackQuery?.messageId;
    const message = compile(text, extra);
    return this.wish(
      messageId === undefined ? { type: 'edit', message } : { type: 'edit', messageId, message },
    );
  }
  /** Shows that an answer is on its way; whatever the action is called, channels show it as typing. */
  sendChatAction(_action = 'typing'): Promise<void> {
    return this.wish({ type: 'typing' });
  }

  private sendFile(kind: 'photo' | 'document' | 'voice', file: string | FileRef, extra: CaptionExtra = {}) {
    const { caption = '', ...rest } = extra;
    const ref = typeof file === 'string' ? { kind, channel: this.channel, id: file } : file;
    return this.wish({ type: 'send', message: { ...compile(caption, rest), file: ref } });
  }
  private wish(effect: Effect): Promise<void> {
    this.effects.push(effect);
    return done;
  }
}

function compile(text: string | Message, extra?: Extra): Message {
  if (typeof text === 'string') return extra === undefined ? { text } : { text, ...extra };
  return { ...text, ...extra };
}

function isMessage(event: Event): event is MessageEvent {
  return !noMessage.has(event.type);
}

function commandOf(event: Event): Command | undefined {
  return event.type === 'text' ? event.command : undefined;
}

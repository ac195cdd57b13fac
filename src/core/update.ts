/** What a channel brings in: one thing that one person did, whatever the channel. */

/** A file that a person sent. Its bytes stay with the platform until a job copies them. */
export interface FileRef {
  kind: 'photo' | 'voice' | 'document' | 'video';
  /** The channel that can fetch the bytes. */
  channel: string;
  /** The platform's handle: Telegram's file_id, Zalo's https address. Never logged. */
  id: string;
  name?: string;
  bytes?: number;
  /** Length of a voice note. */
  seconds?: number;
}

/** `/name payload`, as typed, or as a platform's own command. `name` is lower case, without the slash. */
export interface Command {
  name: string;
  payload: string;
}

export type Event =
  | {
      type: 'text';
      text: string;
      command?: Command;
      /** The platform's id of the message that this one answers (reply, quote). */
      replyTo?: string;
    }
  /** A button: `data` is what the button carried (see core/press.ts). `messageId`: the message that bore it. */
  | { type: 'press'; data: string; messageId?: string; pressId?: string }
  | { type: 'photo'; file: FileRef; caption?: string; replyTo?: string }
  | { type: 'voice'; file: FileRef; replyTo?: string }
  | { type: 'document'; file: FileRef; caption?: string; replyTo?: string }
  | { type: 'location'; latitude: number; longitude: number }
  | { type: 'contact'; phone: string }
  | { type: 'sticker' }
  /** The person opened the conversation without a word (Zalo's follow). */
  | { type: 'follow' }
  /** The person blocked or left: nothing more can be sent. */
  | { type: 'unfollow' }
  /** A colleague writes to the person by hand: until then (ms) the bot is silent. Not the person's own act. */
  | { type: 'handover'; until: number }
  /** The person takes the consent back, on the platform: everything kept of them goes. */
  | { type: 'withdraw' }
  /** Something that the platform has and the product does not use; `what` is the platform's name of it. */
  | { type: 'other'; what: string };

export type EventType = Event['type'];

export interface Update {
  /** `telegram:123`, `zalo:msg:96d3…`: the same update twice has the same id. */
  id: string;
  /** `telegram`, `zalo`. */
  channel: string;
  /** Milliseconds since 1970: when the channel received it. The only clock that core ever sees. */
  at: number;
  /** `telegram:42`: who did it. Updates of one person are handled in order. */
  person: string;
  /** `telegram:-100…`: where answers go. Equal to `person` in a private chat. */
  chat: string;
  chatType: 'private' | 'group';
  /** The display name, where the channel tells it. */
  name?: string;
  event: Event;
}

/** What happens about a person without their doing: it opens no window and is no visit. */
export function isOwnAct(event: Event): boolean {
  return event.type !== 'handover' && event.type !== 'withdraw' && event.type !== 'unfollow';
}

/** Where a person's conversation is kept: a person in a group does not share it with the private chat. */
export function conversationKey(update: Pick<Update, 'person' | 'chat' | 'chatType'>): string {
  return update.chatType === 'private' ? update.person : `${update.chat}|${update.person}`;
}

/** The port of a channel: in, a pure reading of what the platform brings; out, one message at a time. */
import type { Message } from '../core/message.ts';
import type { FileRef, Update } from '../core/update.ts';

export interface Limits {
  /** Characters of one text message, as the platform counts them. */
  text: number;
  caption: number;
  /** Buttons of one message; more become numbered text. */
  buttons: number;
  label: number;
  /** Bytes that a button can carry. */
  data: number;
}

/** How a send can fail. `unsure`: the platform may have taken it. */
export type SendFailure =
  | { kind: 'again'; afterMs?: number; why: string }
  | { kind: 'unsure'; why: string }
  | { kind: 'gone'; why: string }
  | { kind: 'refused'; why: string };

export type SendOutcome = { ok: true; messageId?: string } | ({ ok: false } & SendFailure);

export interface SendOptions {
  /** The platform's id of the message to answer under, or to edit. */
  under?: string;
  edit?: string;
  /** The first outcome is unknown: say "(gửi lại)". */
  again?: boolean;
  /** The bytes of the message's file, where its id is not enough. */
  file?: { bytes: Uint8Array; name: string };
}

export interface Channel {
  name: string;
  limits: Limits;
  /** Whether a message that is out can be replaced in place. */
  canEdit: boolean;
  /** Whether a file that came over this channel can be sent on by its id; otherwise bytes are handed in. */
  forwardsById: boolean;
  /** One message as the list of messages that the platform can take, none over its limits. Pure. */
  split(message: Message): Message[];
  /** Never throws for what the platform or the network does: that is an outcome. */
  send(chat: string, message: Message, options: SendOptions): Promise<SendOutcome>;
  /** Tells the platform that a press was seen, with a short word where there is one. Best effort, after the commit. */
  acknowledge?(update: Update, text?: string): Promise<void>;
  /** Shows that an answer is on its way. Best effort. */
  typing?(chat: string): Promise<void>;
  /** The bytes of a file that a member sent over this channel. */
  download(file: FileRef): Promise<{ bytes: Uint8Array; name: string }>;
}

/** What takes updates in: answers when everything that the update caused is stored. */
export type Receive = (update: Update) => Promise<'applied' | 'duplicate'>;

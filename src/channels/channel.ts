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

/**
 * How a send can fail. `again`: surely not taken · `unsure`: the platform may have taken it · `gone`: this person cannot be
 * reached · `refused`: it never will be taken · `unclear`: nobody can tell whether an earlier attempt arrived; a person must look.
 */
export type SendFailure =
  /**
   * `limited`: too many were sent, says the platform, and the attempt counts for nothing; all of the account waits `afterMs`,
   * or only that chat. `unbegun`: nothing was even tried.
   */
  | { kind: 'again'; afterMs?: number; limited?: 'account' | 'chat'; unbegun?: true; why: string }
  | { kind: 'unsure'; why: string }
  | { kind: 'gone'; why: string }
  | { kind: 'refused'; why: string }
  | { kind: 'unclear'; why: string };

export type SendOutcome = { ok: true; messageId?: string } | ({ ok: false } & SendFailure);

export interface SendOptions {
  /** The platform's id of the message to answer under, or to edit. */
  under?: string;
  edit?: string;
  /** The first outcome is unknown: say "(gửi lại)". */
  again?: boolean;
  /** With `again`: when it was tried, so that the channel can look whether it arrived. */
  tried?: Tried;
  /** The bytes of the message's file, where its id is not enough. */
  file?: { bytes: Uint8Array; name: string };
}

/** Milliseconds since 1970. */
export interface Tried {
  /** No attempt began before. */
  from: number;
  /** The last attempt had ended by then. */
  last: number;
  /** It was sent a second time already, labelled, and that outcome is unknown too. */
  repeated?: true;
  /** The update that it answers, if it is an answer: nothing before that can be it. */
  cause?: string;
  /** A person knows all this and wants it sent again. */
  ordered?: true;
}

/** Filled bit by bit up to `burst`; each message takes one. In any time no more go than `burst` and what was filled meanwhile. */
export interface Bucket {
  burst: number;
  perMinute: number;
}

/** How fast the platform lets one account send. */
export interface Pace {
  account: Bucket;
  /** What may reach the platform of the account in any one second, however unevenly requests travel. */
  mostInOneSecond: number;
  chat: Bucket;
  group: Bucket;
  isGroup(chat: string): boolean;
}

export interface Channel {
  name: string;
  limits: Limits;
  /** Whether a message that is out can be replaced in place. */
  canEdit: boolean;
  /** Whether a file that came over this channel can be sent on by its id; otherwise bytes are handed in. */
  forwardsById: boolean;
  /** How long after a person's last act they can be written to, ms; left out: as long as one likes. */
  replyWithin?: number;
  /** Left out: the channel waits for itself, or need not. */
  pace?: Pace;
  /** What keeps the channel from working that a person must put right, in English; undefined: nothing that is known. */
  trouble?(): string | undefined;
  /** What else of it a monitor should watch, by a name in snake case. */
  gauges?(): Record<string, { help: string; value: number }>;
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

/** What goes out, whatever the channel. The channel decides how it looks. */
import type { FileRef } from './update.ts';

/** Exactly one of `data`, `url`, `phone`, `share` says what a press does. */
export interface Button {
  label: string;
  /** Comes back as a press (core/press.ts). */
  data?: string;
  url?: string;
  /** A number to call. */
  phone?: string;
  /** Asks the phone for its own number or place; a channel that cannot, leaves the button out. */
  share?: 'contact' | 'location';
  /** A way about (back, cancel, menu), never numbered among the answers. */
  nav?: boolean;
}

/** A stretch of `text` with a look; offset and length in UTF-16 units, as Telegram counts. Plain where a channel has none. */
export interface Entity {
  type:
    | 'bold'
    | 'italic'
    | 'underline'
    | 'strikethrough'
    | 'spoiler'
    | 'code'
    | 'pre'
    | 'blockquote'
    | 'text_link';
  offset: number;
  length: number;
  url?: string;
  language?: string;
}

export interface Message {
  text: string;
  entities?: readonly Entity[];
  rows?: readonly (readonly Button[])[];
  file?: FileRef;
  location?: { latitude: number; longitude: number };
  /** This message is the card of that report in its chat: its platform id is remembered. */
  card?: string;
  /** Lands under the card of that report (reply, quote), where the chat has one. */
  under?: string;
  /** Tells of that report without its card: dropped with it when the member asks to be forgotten before it went out. */
  about?: string;
  /** Replaces the card of that report in place; where a channel cannot edit, nothing is sent. */
  editCard?: string;
  /** Takes the place of that message of the platform; a channel that cannot edit sends it anew. */
  replaces?: string;
  /** Bulk gives way to replies. */
  bulk?: true;
  /** Stands for the cards of so many reports, of which these are named. */
  digest?: { count: number; references: readonly string[] };
  /** Goes before everything else, in its chat too: an urgent card, a cry for help. */
  urgent?: true;
}

/**
 * What is stored: one row type a table, its key, and the indexes by which it is found.
 * Both engines are built from this description; nothing else says what is in the store.
 */
import type { Message } from '../core/message.ts';
import type { FileRef } from '../core/update.ts';
import type { Conversation } from '../core/conversation.ts';
import type { Report } from '../core/report.ts';
import { monthOf } from '../core/time.ts';

/** A person on one channel, member or officer. `id` as in Update.person. */
export interface Person {
  id: string;
  channel: string;
  /** The private chat, once the person has written there. */
  chat?: string;
  name?: string;
  phone?: string;
  /** The person's unit (organization.yml `ma`). */
  unit?: string;
  firstAt: number;
  lastAt: number;
  /** The platform says that nothing can be delivered any more. */
  gone?: true;
  /** When officers were last told of a word of danger: once in a while is enough. */
  alarmAt?: number;
  /** A colleague is writing to this person by hand: until then the bot is silent. */
  pausedUntil?: number;
}

/** One yes or no to one purpose; a new version of the text asks again. Law 91/2025/QH15, article 9. */
export interface Consent {
  /** `person|purpose`. */
  id: string;
  person: string;
  purpose: string;
  version: number;
  agreed: boolean;
  at: number;
}

export type Role = 'handle' | 'publish' | 'admin';

/** An officer's seat: a person, for one unit, with its roles. Cards go to `chat`. */
export interface Officer {
  /** `person|unit`. */
  id: string;
  person: string;
  unit: string;
  roles: Role[];
  channel: string;
  chat: string;
  chatType: 'private' | 'group';
  name: string;
  since: number;
}

/** A one-time code. Only its SHA-256 is kept. */
export interface Invitation {
  /** Hex SHA-256 of the code. */
  id: string;
  unit: string;
  roles: Role[];
  by?: string;
  at: number;
  /** After this the code is refused; none for the first administrator's. */
  until?: number;
  usedBy?: string;
  usedAt?: number;
}

/** A message about a report in one chat, so that a reply to it finds the report; written when the platform has told its id. */
export interface Card {
  /** `chat|messageId`. */
  id: string;
  chat: string;
  messageId: string;
  report: string;
  /** It is the card itself, under which further words land. */
  main?: true;
}

/**
 * A message to go out. `ready` waits for `due`; `sending` was handed to the platform and its outcome is not stored
 * (found at start: it may have arrived, so its repeat is labelled); `dead` waits for a person.
 */
export interface Outgoing {
  /** The update that caused it, and a number: deciding twice gives the same row. */
  id: string;
  channel: string;
  chat: string;
  /** Order within the chat: rising, never reused. */
  order: number;
  state: 'ready' | 'sending' | 'sent' | 'dead';
  due: number;
  at: number;
  attempt: number;
  /** ms: when it was last handed to the platform, and the time before that; an engine may leave them out. */
  tried?: number;
  triedBefore?: number;
  /** Of the attempts, those that never began or were turned away for being too many: they make no wait longer. */
  free?: number;
  /** An earlier attempt may have arrived: the repeat says "(gửi lại)". */
  unsure?: true;
  message: Message;
  error?: string;
  /** Of a dead one. */
  why?: DeadWhy;
  /** ms: a person had it sent again; from then on it is tried for days anew. */
  revived?: number;
}

/**
 * Why a message waits for a person. `gone`: its reader blocked the bot or cannot be reached · `refused`: the platform never
 * takes it · `unclear`: it may have arrived, and nobody can tell · `late`: tried for days.
 */
export type DeadWhy = 'gone' | 'refused' | 'unclear' | 'late';

/** A member's file, copied from the platform. */
export interface StoredFile {
  /** `channel|platform id`. */
  id: string;
  ref: FileRef;
  /** File name under DATA_DIR/files, once copied. */
  path?: string;
  /** Its person's data were erased: a job takes the copy away, then this row. */
  erased?: true;
}

/** A named thing of the shell: a platform's token pair, the administrator's code, a polling offset. */
export interface Kept {
  id: string;
  value: unknown;
}

/** A question that was not answered surely, for editors; masked (core/mask.ts), without a name. */
export interface Miss {
  id: string;
  at: number;
  question: string;
  kind: 'unsure' | 'unknown' | 'wrong';
  nearest?: string;
}

export interface Tables {
  persons: Person;
  conversations: Conversation;
  consents: Consent;
  officers: Officer;
  invitations: Invitation;
  reports: Report;
  cards: Card;
  outbox: Outgoing;
  files: StoredFile;
  kept: Kept;
  misses: Miss;
}

export type Table = keyof Tables;

/** For each table, the fields (or derived strings) by which rows are found besides their key `id`. */
export const indexes = {
  persons: {},
  conversations: {},
  consents: { person: (row: Consent) => row.person },
  officers: { unit: (row: Officer) => row.unit, person: (row: Officer) => row.person },
  invitations: {},
  reports: {
    member: (row: Report) => row.member,
    /** Reports that wait for an officer to enrol anywhere above carry the holder `-`. */
    holder: (row: Report) => row.holder ?? '-',
  },
  cards: { report: (row: Card) => row.report },
  outbox: {
    chat: (row: Outgoing) => row.chat,
    /** The report that a message tells of. */
    report: ({ message }: Outgoing) => message.card ?? message.under ?? message.editCard ?? message.about,
    /** Those that wait for a person. */
    dead: (row: Outgoing) => (row.state === 'dead' ? '-' : undefined),
  },
  files: {
    /** Without a copy. */
    waiting: (row: StoredFile) => (row.path || row.erased ? undefined : '-'),
    erased: (row: StoredFile) => (row.erased ? '-' : undefined),
  },
  kept: {},
  /** So that a week of them is found, and what is too old to keep. */
  misses: { month: (row: Miss) => monthOf(row.at) },
} satisfies { [T in Table]: Record<string, (row: Tables[T]) => string | undefined> };

export type IndexOf<T extends Table> = keyof (typeof indexes)[T] & string;

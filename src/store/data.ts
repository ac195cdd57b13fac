/**
 * What is stored: one row type a table, its key, and the indexes by which it is found.
 * Both engines are built from this description; nothing else says what is in the store.
 */
import type { FileRef } from '../core/update.ts';
import type { Conversation } from '../core/conversation.ts';
import type { Report } from '../core/report.ts';
import type { Outgoing } from './outgoing.ts';
import { monthOf } from '../core/time.ts';
import { isOver } from '../core/report-acts.ts';

export type { DeadWhy, Outgoing } from './outgoing.ts';

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
  /** How often it was asked in the same words on that day, once the day is over. Left out: once. */
  times?: number;
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

/** Where a row stands in an index: under a value, by its id; or under a value by a time (ms), then by its id. */
export type Standing = string | { of: string; at: number } | undefined;

/** The value of an index that lists every row. */
export const every = '-';

/** ms: the clock that runs on a report, to acknowledge or to resolve it. */
export function runningClock({ state, due }: Report): number | undefined {
  if (state === 'sent') return due?.acknowledge;
  return state === 'acknowledged' ? due?.resolve : undefined;
}

/** For each table, the fields (or derived strings) by which rows are found besides their key `id`. */
export const indexes = {
  persons: {},
  conversations: {},
  consents: { person: (row: Consent) => row.person },
  officers: {
    unit: (row: Officer) => row.unit,
    person: (row: Officer) => row.person,
    /** Few people, wherever they sit. */
    admin: (row: Officer) => (row.roles.includes('admin') ? every : undefined),
    publish: (row: Officer) => (row.roles.includes('publish') ? every : undefined),
  },
  invitations: {},
  reports: {
    /** By the time at which they were sent, as the three below. */
    member: (row: Report) => ({ of: row.member, at: row.at }),
    unit: (row: Report) => ({ of: row.unit ?? '-', at: row.at }),
    /** Reports that wait for an officer to enrol anywhere above carry the holder `-`. */
    holder: (row: Report) => ({ of: row.holder ?? '-', at: row.at }),
    sent: (row: Report) => ({ of: every, at: row.at }),
    /** Of a holder, those that are not over; and those in one state, `holder|state`. */
    open: (row: Report) => (isOver(row) ? undefined : { of: row.holder ?? '-', at: row.at }),
    state: (row: Report) => ({ of: `${row.holder ?? '-'}|${row.state}`, at: row.at }),
    /** Those with a clock that runs, by its end. */
    due: (row: Report) => timed(runningClock(row)),
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
} satisfies { [T in Table]: Record<string, (row: Tables[T]) => Standing> };

function timed(at: number | undefined): Standing {
  return at === undefined ? undefined : { of: every, at };
}

export type IndexOf<T extends Table> = keyof (typeof indexes)[T] & string;

/** Where a row stands in that index; throws for a name that is not there. */
export function standingOf<T extends Table>(
  table: T,
  index: string,
  row: Tables[T],
): { of: string; at?: number } | undefined {
  const known = (indexes[table] as Record<string, (row: Tables[T]) => Standing>)[index];
  if (!known) throw new Error(`No index ${index} of ${table}: name it in store/data.ts`);
  const standing = known(row);
  return typeof standing === 'string' ? { of: standing } : standing;
}

export const indexNamesOf = (table: Table): string[] => Object.keys(indexes[table]);

/** The indexes in which rows stand by a time. */
const timedIndexes: { [T in Table]?: readonly IndexOf<T>[] } = {
  reports: ['member', 'unit', 'holder', 'sent', 'open', 'state', 'due'],
};

export const isTimed = (table: Table, index: string): boolean =>
  (timedIndexes[table] as readonly string[] | undefined)?.includes(index) === true;

/** ms for which a row that is over and done with stays at hand; then an engine may move it out of memory. */
export const restsAfter = 30 * 24 * 3_600_000;

/** Since when (ms) a row is over and done with: it is still found and may come back to life, but seldom is. */
const overSince: { [T in Table]?: (row: Tables[T]) => number | undefined } = {
  reports: (row) => (isOver(row) ? (row.happened.at(-1)?.at ?? row.at) : undefined),
  invitations: (row) => row.usedAt ?? row.until,
  misses: (row) => row.at,
};

export function mayRest<T extends Table>(table: T, row: Tables[T], now: number): boolean {
  const since = overSince[table]?.(row);
  return since !== undefined && since + restsAfter <= now;
}

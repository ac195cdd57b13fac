/**
 * The third door: what a stored row must look like, whoever wrote it. Every engine checks a row before it is written
 * and when it comes back from outside; the types below fail to compile when they drift from data.ts.
 */
import { z } from 'zod';
import type { Table, Tables } from './data.ts';
import { fitsOf, type Fits } from './fits.ts';
import {
  text,
  ms,
  count,
  key,
  yes,
  file,
  message,
  position,
  choice,
  role,
  hop,
  happening,
} from './shapes.ts';

/** Rises when stored rows change in a way that older rows must be led over; each step is one entry of `upgrades`. */
export const schemaVersion = 1;

/** Leads a row of the version before to this one. Index 0 leads version 1 to 2. */
type Upgrade = (table: string, row: unknown) => unknown;
const upgrades: readonly Upgrade[] = [];

const rows = {
  persons: z.object({
    id: key,
    channel: text,
    chat: text.exactOptional(),
    name: text.exactOptional(),
    phone: text.exactOptional(),
    unit: text.exactOptional(),
    firstAt: ms,
    lastAt: ms,
    gone: yes.exactOptional(),
    alarmAt: ms.exactOptional(),
    pausedUntil: ms.exactOptional(),
  }),
  conversations: z.object({
    id: key,
    stack: z.array(position),
    asked: z.object({ tag: text, choices: z.array(choice) }).exactOptional(),
    misses: z.number(),
    draft: z.array(position).exactOptional(),
    earlier: z.array(z.array(position)).exactOptional(),
  }),
  consents: z.object({
    id: key,
    person: key,
    purpose: text,
    version: z.number(),
    agreed: z.boolean(),
    at: ms,
  }),
  officers: z.object({
    id: key,
    person: key,
    unit: key,
    roles: z.array(role),
    channel: text,
    chat: text,
    chatType: z.enum(['private', 'group']),
    name: text,
    since: ms,
  }),
  invitations: z.object({
    id: key,
    unit: text,
    roles: z.array(role),
    by: text.exactOptional(),
    at: ms,
    until: ms.exactOptional(),
    usedBy: text.exactOptional(),
    usedAt: ms.exactOptional(),
  }),
  reports: z.object({
    id: key,
    update: text,
    at: ms,
    member: key,
    name: text.exactOptional(),
    channel: text,
    unit: text.exactOptional(),
    holder: key.exactOptional(),
    category: text,
    urgency: z.enum(['urgent', 'normal']),
    story: text,
    files: z.array(file),
    people: z.number().exactOptional(),
    place: z
      .object({
        text: text.exactOptional(),
        latitude: z.number().exactOptional(),
        longitude: z.number().exactOptional(),
      })
      .exactOptional(),
    contact: z.enum(['bot', 'phone', 'hidden']),
    phone: text.exactOptional(),
    hideFromOwnUnit: z.boolean(),
    state: z.enum(['sent', 'acknowledged', 'resolved', 'rejected', 'closed', 'withdrawn']),
    hops: z.array(hop),
    happened: z.array(happening),
    acknowledgedBy: z.object({ person: text, name: text, at: ms }).exactOptional(),
    openQuestion: z.object({ at: ms, by: text }).exactOptional(),
    due: z.object({ acknowledge: ms, resolve: ms }).exactOptional(),
    rating: z.number().exactOptional(),
  }),
  cards: z.object({ id: key, chat: text, messageId: text, report: key, main: yes.exactOptional() }),
  outbox: z.object({
    id: key,
    channel: text,
    chat: text,
    order: count,
    state: z.enum(['ready', 'sending', 'sent', 'dead']),
    due: ms,
    at: ms,
    attempt: count,
    tried: ms.exactOptional(),
    triedBefore: ms.exactOptional(),
    free: count.exactOptional(),
    unsure: yes.exactOptional(),
    message,
    error: text.exactOptional(),
    why: z.enum(['gone', 'refused', 'unclear', 'late']).exactOptional(),
    revived: ms.exactOptional(),
  }),
  files: z.object({ id: key, ref: file, path: text.exactOptional(), erased: yes.exactOptional() }),
  kept: z.object({ id: key, value: z.unknown() }),
  misses: z.object({
    id: key,
    at: ms,
    question: text,
    kind: z.enum(['unsure', 'unknown', 'wrong']),
    nearest: text.exactOptional(),
    times: count.exactOptional(),
  }),
} satisfies { [T in Table]: z.ZodType };

/** A type with every optional field made a visible one, so that a field that only one side has is a difference. */
type Plain<V> = V extends readonly (infer E)[]
  ? Plain<E>[]
  : V extends object
    ? { -readonly [K in keyof V]-?: [object extends Pick<V, K> ? 'optional' : 'needed', Plain<V[K]>] }
    : V;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Differs = {
  [T in Table]: Same<Plain<Tables[T]>, Plain<z.infer<(typeof rows)[T]>>> extends true ? never : T;
}[Table];
/** "Type 'true' is not assignable to type '"cards"'": the row of `cards` in data.ts has changed, and above it not. */
const everyTableAgrees: [Differs] extends [never] ? true : Differs = true;
void everyTableAgrees;

export const tableNames = Object.keys(rows) as Table[];

export function isTable(name: unknown): name is Table {
  return typeof name === 'string' && Object.hasOwn(rows, name);
}

export const schemaOf = (table: Table): z.ZodType => rows[table];

const fits = Object.fromEntries(tableNames.map((table) => [table, fitsOf(rows[table])])) as Record<
  Table,
  Fits
>;

/** What is wrong with a row, as field and reason without any value (values are members' words); nothing when right. */
export function faultOf(table: Table, row: unknown): string | undefined {
  return fits[table](row) ? undefined : reasonOf(table, row);
}

function reasonOf(table: Table, row: unknown): string | undefined {
  const result = schemaOf(table).safeParse(row);
  if (result.success) return undefined;
  const issue = result.error.issues[0];
  return `${table}.${issue?.path.map(String).join('.') || 'row'}: ${issue?.message ?? 'wrong'}`;
}

/** A row written under an older version, led step by step to today's shape. */
export function upgrade(table: string, row: unknown, from: number): unknown {
  return upgrades.slice(from - 1).reduce((older, step) => step(table, older), row);
}

/** From the bytes of a webhook to an event: never throws for an event that it does not know. */
import { createHash } from 'node:crypto';
import { ZaloError } from './errors.ts';
import { kindOf, type EventKind } from './event-names.ts';
import type { ZaloEvent } from './events.ts';
import { isObject, parseLossless, textOf, type Json } from './json.ts';

/** Fields without which an event of this kind says nothing. */
const NEEDED: Partial<Record<EventKind, readonly string[]>> = {
  user_message: ['sender.id', 'recipient.id', 'message.msg_id'],
  group_message: ['sender.id', 'recipient.id', 'message.msg_id'],
  anonymous_message: ['sender.id', 'message.msg_id'],
  oa_echo: ['sender.id', 'recipient.id', 'message.msg_id'],
  delivered: ['message.msg_id'],
  reaction: ['sender.id', 'recipient.id', 'message.msg_id'],
  follow: ['follower.id'],
  submit_info: ['sender.id'],
  chatnow: ['user_id'],
};

const TEXT_FIELDS = [
  'app_id',
  'timestamp',
  'user_id_by_app',
  'oa_id',
  'user_id',
  'group_id',
  'conversation_id',
];

/** Throws ZaloError `protocol` when the bytes are not a JSON object: answer 400. Verify the MAC before. */
export function parseEvent(rawBody: Uint8Array): ZaloEvent {
  let body: unknown;
  try {
    body = parseLossless(new TextDecoder('utf-8', { fatal: true }).decode(rawBody));
  } catch {
    body = undefined;
  }
  if (!isObject(body))
    throw new ZaloError('protocol', 'Zalo webhook: the body is no JSON object', 'Answer 400.');
  const event = withTextIds(body);
  const name = textOf(event.event_name) ?? '';
  const kind = kindOf(name);
  const base = { ...event, event_name: name, timestamp: textOf(event.timestamp) ?? '' };
  if (!kind) return { ...base, kind: 'unknown' };
  const malformed = missingIn(event, kind);
  if (malformed !== undefined) return { ...base, kind: 'unknown', malformed };
  // Checked above: what `kind` promises is there.
  return { ...base, kind } as unknown as ZaloEvent;
}

/** Milliseconds since 1970 of the event, as Zalo dates it; undefined when it has no readable date. */
export function eventTime(event: ZaloEvent): number | undefined {
  return /^\d{12,14}$/.test(event.timestamp) ? Number(event.timestamp) : undefined;
}

/** The person whom an event is about, never the OA; undefined when it is about nobody. */
export function personOf(event: ZaloEvent): string | undefined {
  switch (event.kind) {
    case 'user_message':
    case 'group_message':
    case 'anonymous_message':
    case 'submit_info':
      return event.sender.id;
    case 'oa_echo':
      return event.recipient.id;
    case 'delivered':
    case 'seen':
      return event.recipient?.id;
    case 'reaction':
      return event.event_name === 'oa_reacted_message' ? event.recipient.id : event.sender.id;
    case 'follow':
      return event.follower.id;
    case 'chatnow':
      return event.user_id;
    case 'tag':
      return undefined;
    default:
      return personIn(event);
  }
}

/** A name for this happening: the same for every repeat of it, and for nothing else. Keep it for 7 days at least. */
export function dedupeKey(event: ZaloEvent, rawBody: Uint8Array): string {
  const name = event.event_name;
  const at = event.timestamp;
  switch (event.kind) {
    case 'user_message':
    case 'group_message':
    case 'anonymous_message':
      return `msg:${event.message.msg_id}`;
    case 'seen':
      if (at !== '') return `${name}:${short(event.message.msg_ids.join(','))}:${at}`;
      break;
    case 'oa_echo':
    case 'delivered':
      if (at !== '') return `${name}:${event.message.msg_id}:${at}`;
      break;
    case 'reaction':
      if (at !== '') return `${name}:${event.sender.id}:${event.message.msg_id}:${at}`;
      break;
    case 'follow':
    case 'submit_info':
    case 'chatnow':
      if (at !== '') return `${name}:${personOf(event)}:${at}`;
  }
  return createHash('sha256').update(rawBody).digest('hex');
}

function personIn(event: Json): string | undefined {
  const data = isObject(event.data) ? event.data : {};
  const follower = isObject(event.follower) ? event.follower.id : undefined;
  const sender = isObject(event.sender) ? event.sender.id : undefined;
  const id = textOf(event.user_id) ?? textOf(follower) ?? textOf(data.user_id);
  if (id !== undefined) return id;
  const name = String(event.event_name);
  return name.startsWith('user_') || name === 'update_user_info' ? textOf(sender) : undefined;
}

function withTextIds(body: Json): Json {
  const event: Json = { ...body };
  for (const key of TEXT_FIELDS) if (typeof event[key] === 'number') event[key] = String(event[key]);
  for (const key of ['sender', 'recipient', 'follower']) {
    const party = event[key];
    if (isObject(party))
      event[key] = { ...party, ...(textOf(party.id) !== undefined && { id: textOf(party.id) }) };
  }
  if (event.user_id === undefined && isObject(event.follower)) event.user_id = event.follower.id;
  const info = event.info;
  if (isObject(info) && typeof info.phone === 'number') event.info = { ...info, phone: String(info.phone) };
  return event;
}

function missingIn(event: Json, kind: EventKind): string | undefined {
  const missing = NEEDED[kind]?.find((path) => typeof at(event, path) !== 'string' || at(event, path) === '');
  if (missing !== undefined) return missing;
  if (kind === 'seen' && !isTextList(at(event, 'message.msg_ids'))) return 'message.msg_ids';
  if (kind === 'submit_info' && !isObject(event.info)) return 'info';
  if (kind === 'tag' && !isObject(event.tag)) return 'tag';
  const attachments = at(event, 'message.attachments');
  if (attachments !== undefined && !(Array.isArray(attachments) && attachments.every(isAttachment)))
    return 'message.attachments';
  const text = at(event, 'message.text');
  return text === undefined || typeof text === 'string' ? undefined : 'message.text';
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((part, key) => (isObject(part) ? part[key] : undefined), value);
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** What a known type of attachment must hold; an unknown type is passed on as it is. */
const ATTACHMENT_NEEDS = new Map([
  ['image', ['url']],
  ['gif', ['url']],
  ['audio', ['url']],
  ['video', ['url']],
  ['file', ['url']],
  ['sticker', ['id']],
  ['location', ['coordinates.latitude', 'coordinates.longitude']],
]);

function isAttachment(value: unknown): boolean {
  if (!isObject(value) || typeof value.type !== 'string' || !isObject(value.payload)) return false;
  const { type, payload } = value;
  return (ATTACHMENT_NEEDS.get(type) ?? []).every((path) => textOf(at(payload, path)) !== undefined);
}

function short(ids: string): string {
  return ids.length <= 200 ? ids : createHash('sha256').update(ids).digest('hex');
}

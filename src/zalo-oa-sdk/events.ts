/**
 * What Zalo tells by webhook. `kind` is ours and sorts the many names; `event_name` and all else are as they came, with ids as
 * text. Source: Zalo OA docs, "Webhook events".
 */
import type { EventKind, EventNames } from './event-names.ts';

interface Base<K extends EventKind> {
  kind: K;
  event_name: EventNames<K>;
  app_id?: string;
  /** Milliseconds since 1970, as text; a repeat carries the same. */
  timestamp: string;
  /** The same person for every OA of this app; may be missing. */
  user_id_by_app?: string;
  oa_id?: string;
}

interface Party {
  id: string;
}

/** Addresses of Zalo's CDN expire: copy the bytes soon. */
export type InAttachment =
  | { type: 'image' | 'gif'; payload: { url: string; thumbnail?: string } }
  | { type: 'link'; payload: { url?: string; thumbnail?: string; description?: string; title?: string } }
  | { type: 'audio'; payload: { url: string } }
  | { type: 'video'; payload: { url: string; thumbnail?: string; description?: string } }
  | { type: 'sticker'; payload: { id: string; url?: string } }
  | { type: 'location'; payload: { coordinates: { latitude: string; longitude: string } } }
  | { type: 'file'; payload: { url: string; name?: string; size?: string; type?: string; checksum?: string } }
  | { type: 'template'; payload: Record<string, unknown> };

export interface InMessage {
  msg_id: string;
  text?: string;
  /** The message that the person quoted. */
  quote_msg_id?: string;
  attachments?: InAttachment[];
}

/** A person wrote, or pressed an `oa.query` button: nothing tells the two apart. */
export interface UserMessageEvent extends Base<'user_message'> {
  sender: Party;
  /** The OA. */
  recipient: Party;
  message: InMessage;
}
/** A person wrote in a GMF group. `recipient.id` is the group: never answer it as a person. */
export interface GroupMessageEvent extends Base<'group_message'> {
  sender: Party;
  recipient: Party;
  message: InMessage;
}
/** A visitor of a web page with the chat plugin. */
export interface AnonymousMessageEvent extends Base<'anonymous_message'> {
  sender: Party;
  recipient?: Party;
  conversation_id?: string;
  message: InMessage;
}
/** What the OA itself sent: by the API, or by a colleague in OA Manager (`sender.admin_id`). Never a member's word. */
export interface EchoEvent extends Base<'oa_echo'> {
  sender: Party & { admin_id?: string };
  recipient: Party;
  message: { msg_id: string; text?: string; attachments?: unknown[] };
}
/** Delivered. Mind the direction: the sender is the OA, the recipient the person. */
export interface DeliveredEvent extends Base<'delivered'> {
  sender?: Party;
  recipient?: Party;
  message: { msg_id: string };
}
/** Read, same direction. */
export interface SeenEvent extends Base<'seen'> {
  sender?: Party;
  recipient?: Party;
  message: { msg_ids: string[] };
}
export interface ReactionEvent extends Base<'reaction'> {
  sender: Party;
  recipient: Party;
  message: { msg_id: string; react_icon?: string };
}
export interface FollowEvent extends Base<'follow'> {
  follower: Party;
  source?: string;
}
/** The answer to the info card; `phone` is always text here. */
export interface SubmitInfoEvent extends Base<'submit_info'> {
  sender: Party;
  recipient?: Party;
  info: { name?: string; phone?: string; [field: string]: unknown };
}
/** The first tap on "Message". `user_id` is filled from `follower.id` where Zalo uses that form. */
export interface ChatNowEvent extends Base<'chatnow'> {
  user_id: string;
}
export interface TagEvent extends Base<'tag'> {
  tag: { name?: string; user_ids?: string[] };
}
/** Events whose shape Zalo documents thinly: use `personOf` and treat every field as perhaps missing. */
export interface LooseEvent<K extends LooseKind> extends Base<K> {
  [field: string]: unknown;
}
export type LooseKind =
  'echo_elsewhere' | 'call' | 'profile' | 'consent' | 'lifecycle' | 'widget' | 'zbs' | 'group';

/** A name that this version does not know, or a known one in a shape that it cannot read (`malformed` names the field). */
export interface UnknownEvent {
  kind: 'unknown';
  event_name: string;
  timestamp: string;
  malformed?: string;
  [field: string]: unknown;
}

export type KnownEvent =
  | UserMessageEvent
  | GroupMessageEvent
  | AnonymousMessageEvent
  | EchoEvent
  | DeliveredEvent
  | SeenEvent
  | ReactionEvent
  | FollowEvent
  | SubmitInfoEvent
  | ChatNowEvent
  | TagEvent
  | { [K in LooseKind]: LooseEvent<K> }[LooseKind];

export type ZaloEvent = KnownEvent | UnknownEvent;

import type { Person, Platform } from './platform.ts';

export type ZaloEvent = { event_name: string; app_id: string; timestamp: string } & Record<string, unknown>;

type Head = Pick<Platform, 'appId' | 'oaId' | 'now'>;

function stamp(platform: Head): string {
  return String(platform.now());
}

/** A person's message, reaction or form: the OA is the recipient. */
export function fromUser(
  platform: Head,
  person: Person,
  name: string,
  rest: Record<string, unknown>,
): ZaloEvent {
  return {
    app_id: platform.appId,
    sender: { id: person.id },
    user_id_by_app: person.idByApp,
    recipient: { id: platform.oaId },
    event_name: name,
    ...rest,
    timestamp: stamp(platform),
  };
}

/** An echo or a receipt: the sender is the OA, `user_received_message` and `user_seen_message` included. */
export function fromOa(
  platform: Head,
  person: Person,
  name: string,
  message: Record<string, unknown>,
  adminId?: string,
): ZaloEvent {
  return {
    app_id: platform.appId,
    user_id_by_app: person.idByApp,
    sender: adminId === undefined ? { id: platform.oaId } : { id: platform.oaId, admin_id: adminId },
    recipient: { id: person.id },
    event_name: name,
    message,
    timestamp: stamp(platform),
  };
}

/** `follow` and `unfollow` (and, in one typing, the first tap): neither sender nor message id. */
export function followed(platform: Head, person: Person, name: string): ZaloEvent {
  return {
    oa_id: platform.oaId,
    follower: { id: person.id },
    user_id_by_app: person.idByApp,
    event_name: name,
    source: 'oa_profile',
    app_id: platform.appId,
    timestamp: stamp(platform),
  };
}

/** `user_click_chatnow`, `user_withdraw`: only who. */
export function aboutUser(platform: Head, person: Person, name: string): ZaloEvent {
  return {
    app_id: platform.appId,
    oa_id: platform.oaId,
    user_id: person.id,
    user_id_by_app: person.idByApp,
    event_name: name,
    timestamp: stamp(platform),
  };
}

/** What concerns the OA alone, as `permission_revoked`. */
export function aboutOa(platform: Head, name: string, rest: Record<string, unknown> = {}): ZaloEvent {
  return {
    app_id: platform.appId,
    oa_id: platform.oaId,
    event_name: name,
    ...rest,
    timestamp: stamp(platform),
  };
}

/** A message in a GMF group: the recipient is the group. */
export function inGroup(
  platform: Head,
  groupId: string,
  sender: { id: string; idByApp?: string },
  name: string,
  message: Record<string, unknown>,
): ZaloEvent {
  return {
    app_id: platform.appId,
    oa_id: platform.oaId,
    sender: { id: sender.id },
    recipient: { id: groupId },
    ...(sender.idByApp === undefined ? {} : { user_id_by_app: sender.idByApp }),
    event_name: name,
    message,
    timestamp: stamp(platform),
  };
}

/** What happens to a GMF group or in its membership. The docs show these names without a shape: `group_id` is assumed. */
export function aboutGroup(platform: Head, groupId: string, name: string, person?: Person): ZaloEvent {
  return {
    app_id: platform.appId,
    oa_id: platform.oaId,
    group_id: groupId,
    ...(person ? { user_id: person.id, user_id_by_app: person.idByApp } : {}),
    event_name: name,
    timestamp: stamp(platform),
  };
}

/** To or from somebody on a web page: ids of the page's own. */
export function anonymous(
  platform: Head,
  ends: { from: string; to: string; conversation: string },
  name: string,
  message: Record<string, unknown>,
): ZaloEvent {
  return {
    app_id: platform.appId,
    oa_id: platform.oaId,
    sender: { id: ends.from },
    recipient: { id: ends.to },
    conversation_id: ends.conversation,
    event_name: name,
    message,
    timestamp: stamp(platform),
  };
}

/** A ZBS message by phone was delivered: the same name as the OA's receipt, the recipient a number. */
export function zbsReceived(
  platform: Head,
  phone: string,
  message: { msg_id: string; tracking_id: unknown },
): ZaloEvent {
  return {
    app_id: platform.appId,
    oa_id: platform.oaId,
    sender: { id: platform.oaId },
    recipient: { id: phone },
    event_name: 'user_received_message',
    message: { delivery_time: stamp(platform), ...message },
    timestamp: stamp(platform),
  };
}

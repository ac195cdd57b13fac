import { invalid, Refusal } from './answer.ts';
import { asList, asText } from './fields.ts';
import type { Group, Person, Platform } from './platform.ts';
import { knownUser } from './users.ts';

/** People of a group of 100 beside the OA. */
const MAX_MEMBERS = 99;

/** What `updateinfo` may switch. */
export const SETTINGS = [
  'lock_send_msg',
  'join_appr',
  'enable_msg_history',
  'enable_link_join',
  'auto_delete_date',
] as const;

/** The group that the OA is in, else -403. */
export function groupOf(platform: Platform, id: unknown): Group {
  const group = platform.groups.get(asText(id, 'group_id'));
  if (!group) throw new Refusal(-403);
  return group;
}

/** One to 99 people whom the OA knows: -201 for a wrong list, -213 for a stranger. */
export function membersIn(platform: Platform, value: unknown): Person[] {
  const ids = asList(value, 'member_user_ids', MAX_MEMBERS);
  if (new Set(ids).size !== ids.length) throw invalid('member_user_ids');
  return ids.map((id) => knownUser(platform, id));
}

/** A new group with the OA in it; `id` is drawn when left out. */
export function createGroup(platform: Platform, name: string, people: readonly Person[], id?: string): Group {
  const groupId = id ?? platform.ids.message();
  const group: Group = {
    id: groupId,
    name,
    link: `https://zalo.me/g/${groupId}`,
    members: new Set(people.map((person) => person.id)),
    settings: {},
    messages: [],
  };
  platform.groups.set(groupId, group);
  return group;
}

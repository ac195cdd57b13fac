/** Who a person is, as far as Zalo tells. Source: Zalo OA docs, "User". Store no more of it than is needed. */
import type { Api } from './api.ts';
import { checkId, checkText, checkWhole } from './check.ts';
import { ZaloPayloadError } from './errors.ts';
import { isObject, numberOf, textOf, type Json } from './json.ts';

export interface UserDetail {
  userId: string;
  /** The same person for every OA of this app; may be missing. */
  userIdByApp?: string;
  displayName?: string;
  alias?: string;
  isFollower?: boolean;
  /** `dd/mm/yyyy`: a date without a time, too coarse for the 48 hours. */
  lastInteractionDate?: string;
  avatar?: string;
  tags: string[];
  /** Only after the person submitted the info card; empty fields are left out. */
  shared: {
    name?: string;
    phone?: string;
    address?: string;
    city?: string;
    district?: string;
    birthday?: string;
  };
}

export interface UserFilter {
  tag?: string;
  /** `TODAY`, `YESTERDAY`, `L7D`, `L30D` or `YYYY_MM_DD:YYYY_MM_DD`. */
  lastInteraction?: string;
  isFollower?: boolean;
}

export interface UserPage {
  total: number;
  userIds: string[];
}

export interface Users {
  /** Throws ZaloApiError `window` (-213) for somebody who never wrote. */
  userDetail(userId: string): Promise<UserDetail>;
  /** `count` at most 50, `offset` at most 9951: cut a larger audience by tag or period. */
  userList(page: { offset: number; count: number }, filter?: UserFilter): Promise<UserPage>;
  /** The name by which the OA's staff see a person. */
  setAlias(userId: string, alias: string): Promise<void>;
  /** Tags are seen by every administrator of the OA: put no case in them. */
  tagUser(userId: string, tag: string): Promise<void>;
  /** A tag that the person does not have is no error. */
  untagUser(userId: string, tag: string): Promise<void>;
  /** From everybody. */
  removeTag(tag: string): Promise<void>;
  /** All tags of the OA. */
  tags(): Promise<string[]>;
}

export function createUsers(api: Api): Users {
  const post = async (path: string, json: object) => void (await api({ method: 'POST', path, json }));
  const checkTag = (tag: string) => checkText('tag_name', tag, 100);
  return {
    async userDetail(userId) {
      const data = { user_id: checkId('user_id', userId) };
      return userOf(await api({ method: 'GET', path: '/v3.0/oa/user/detail', data }), userId);
    },
    async userList(page, filter = {}) {
      const answer = await api({
        method: 'GET',
        path: '/v3.0/oa/user/getlist',
        data: listQuery(page, filter),
      });
      const fields = isObject(answer) ? answer : {};
      const users = Array.isArray(fields.users) ? fields.users : [];
      const ids = users.map((user: unknown) => (isObject(user) ? textOf(user.user_id) : undefined));
      return { total: numberOf(fields.total) ?? 0, userIds: ids.filter((id) => id !== undefined) };
    },
    setAlias: async (userId, alias) =>
      await post('/v3.0/oa/user/update', {
        user_id: checkId('user_id', userId),
        alias: checkText('alias', alias, 100),
      }),
    tagUser: async (userId, tag) =>
      await post('/v2.0/oa/tag/tagfollower', {
        user_id: checkId('user_id', userId),
        tag_name: checkTag(tag),
      }),
    untagUser: async (userId, tag) =>
      await post('/v2.0/oa/tag/rmfollowerfromtag', {
        user_id: checkId('user_id', userId),
        tag_name: checkTag(tag),
      }),
    removeTag: async (tag) => await post('/v2.0/oa/tag/rmtag', { tag_name: checkTag(tag) }),
    async tags() {
      const data = await api({ method: 'GET', path: '/v2.0/oa/tag/gettagsofoa' });
      return Array.isArray(data) ? data.filter((tag): tag is string => typeof tag === 'string') : [];
    },
  };
}

function listQuery(page: { offset: number; count: number }, filter: UserFilter): Json {
  const data: Json = {
    offset: checkWhole('offset', page.offset, 0, 9951),
    count: checkWhole('count', page.count, 1, 50),
  };
  if (filter.tag !== undefined) data.tag_name = checkText('tag_name', filter.tag, 100);
  if (filter.lastInteraction !== undefined)
    data.last_interaction_period = checkPeriod(filter.lastInteraction);
  if (filter.isFollower !== undefined) data.is_follower = String(filter.isFollower);
  return data;
}

function checkPeriod(period: string): string {
  if (/^(TODAY|YESTERDAY|L7D|L30D|\d{4}_\d\d_\d\d:\d{4}_\d\d_\d\d)$/.test(period)) return period;
  throw new ZaloPayloadError(
    'last_interaction_period',
    'TODAY, YESTERDAY, L7D, L30D or YYYY_MM_DD:YYYY_MM_DD',
    'another',
  );
}

function userOf(answer: unknown, asked: string): UserDetail {
  const fields = isObject(answer) ? answer : {};
  const notes = isObject(fields.tags_and_notes_info) ? fields.tags_and_notes_info : {};
  const tags = Array.isArray(notes.tag_names) ? notes.tag_names.filter((tag) => typeof tag === 'string') : [];
  const shared = isObject(fields.shared_info) ? fields.shared_info : {};
  return {
    userId: textOf(fields.user_id) ?? asked,
    ...pick(fields, { userIdByApp: 'user_id_by_app', displayName: 'display_name', alias: 'user_alias' }),
    ...pick(fields, { lastInteractionDate: 'user_last_interaction_date', avatar: 'avatar' }),
    ...(typeof fields.user_is_follower === 'boolean' && { isFollower: fields.user_is_follower }),
    tags,
    shared: {
      ...pick(shared, { name: 'name', phone: 'phone', address: 'address' }),
      ...pick(shared, { city: 'city', district: 'district', birthday: 'user_dob' }),
    },
  };
}

/** Texts by new names; a number becomes a text, an empty text nothing. */
function pick<K extends string>(fields: Json, names: Record<K, string>): Partial<Record<K, string>> {
  const out: Partial<Record<K, string>> = {};
  for (const key of Object.keys(names) as K[]) {
    const text = textOf(fields[names[key]]);
    if (text !== undefined) out[key] = text;
  }
  return out;
}

/** GMF groups. Needs a verified OA and a package with a GMF asset. Source: Zalo OA docs, "GMF". */
import type { Api } from './api.ts';
import { checkId, checkText, checkWhole } from './check.ts';
import { ZaloPayloadError } from './errors.ts';
import { isObject, numberOf, textOf } from './json.ts';
import { TEXT_MAX } from './limits.ts';
import { mention, stripMentions } from './mentions.ts';
import type { OutMessage } from './messages.ts';
import { sentOf, type SendOptions, type Sent } from './send.ts';

export interface Group {
  groupId: string;
  name?: string;
  members?: number;
  status?: string;
}

export interface GroupTextOptions extends SendOptions {
  /** Ids to call, before the text; the group's own id calls everybody. Tokens inside the text are always taken out. */
  mentions?: readonly string[];
}

export interface Groups {
  /** Plain text to a group, up to 2000 code points with its mentions. Throws ZaloPayloadError, ZaloApiError (-237, -403). */
  sendGroupText(groupId: string, text: string, options?: GroupTextOptions): Promise<Sent>;
  /** Text, picture, gif, sticker or file. Groups take neither buttons nor lists: those throw ZaloPayloadError. */
  sendGroup(groupId: string, message: OutMessage, options?: SendOptions): Promise<Sent>;
  /** The groups that the OA is in; `count` 1 to 50. Throws ZaloPayloadError, ZaloApiError (-237). */
  groups(page: { offset: number; count: number }): Promise<{ total: number; groups: Group[] }>;
  /** Ids of a group's people; `count` 1 to 50. Empty, too, where Zalo answers in a shape that is not known. */
  groupMembers(groupId: string, page: { offset: number; count: number }): Promise<string[]>;
}

const SEND_PATH = '/v3.0/oa/group/message';

export function createGroups(api: Api): Groups {
  async function post(groupId: string, message: OutMessage, options: SendOptions): Promise<Sent> {
    const json = { recipient: { group_id: checkId('group_id', groupId) }, message };
    const call = { method: 'POST', path: SEND_PATH, json, sends: true } as const;
    return sentOf(await api({ ...call, priority: options.priority ?? 'handoff' }), SEND_PATH);
  }
  return {
    async sendGroupText(groupId, text, options = {}) {
      const calls = (options.mentions ?? []).map((id) => mention(checkId('mentions', id)));
      const whole = [...calls, stripMentions(text)].join(' ');
      return await post(groupId, { text: checkText('text', whole, TEXT_MAX) }, options);
    },
    async sendGroup(groupId, message, options = {}) {
      const payload = message.attachment?.payload;
      if (
        payload &&
        ('buttons' in payload || ('template_type' in payload && payload.template_type !== 'media'))
      ) {
        throw new ZaloPayloadError('attachment', 'media or file in a group', 'a template');
      }
      const text = message.text === undefined ? {} : { text: stripMentions(message.text) };
      return await post(groupId, { ...message, ...text }, options);
    },
    async groups(page) {
      const data = await api({ method: 'GET', path: '/v3.0/oa/group/getgroupsofoa', query: queryOf(page) });
      const fields = isObject(data) ? data : {};
      const list = Array.isArray(fields.groups) ? fields.groups : [];
      const groups = list.map(groupOf).filter((group) => group !== undefined);
      return { total: numberOf(fields.total) ?? groups.length, groups };
    },
    async groupMembers(groupId, page) {
      const query = { group_id: checkId('group_id', groupId), ...queryOf(page) };
      const data = await api({ method: 'GET', path: '/v3.0/oa/group/listmember', query });
      return membersOf(data);
    },
  };
}

function queryOf(page: { offset: number; count: number }): Record<string, string> {
  const offset = checkWhole('offset', page.offset, 0, 1_000_000);
  return { offset: String(offset), count: String(checkWhole('count', page.count, 1, 50)) };
}

function groupOf(value: unknown): Group | undefined {
  const fields = isObject(value) ? value : {};
  const groupId = textOf(fields.group_id);
  if (groupId === undefined) return undefined;
  const name = textOf(fields.name);
  const members = numberOf(fields.total_member);
  const status = textOf(fields.status);
  return {
    groupId,
    ...(name && { name }),
    ...(members !== undefined && { members }),
    ...(status && { status }),
  };
}

/** The docs do not show the shape for certain: a list of objects with an id, bare or under `members` or `users`. */
function membersOf(data: unknown): string[] {
  const list = isObject(data) ? (data.members ?? data.users ?? data.data) : data;
  if (!Array.isArray(list)) return [];
  const ids = list.map((one: unknown) => (isObject(one) ? textOf(one.user_id ?? one.id) : textOf(one)));
  return ids.filter((id) => id !== undefined);
}

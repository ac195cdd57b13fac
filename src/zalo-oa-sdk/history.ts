/** What was said, ten at a time: to look up a send whose end is unclear. Source: Zalo OA docs, "Conversation". */
import type { Api } from './api.ts';
import { checkId, checkWhole } from './check.ts';
import { isObject, numberOf, textOf } from './json.ts';

export interface Entry {
  messageId: string;
  from: 'oa' | 'user';
  /** Milliseconds since 1970. */
  at: number;
  /** `text`, `photo`, … as Zalo names it. */
  type?: string;
  text?: string;
  /** The person's id. */
  userId?: string;
}

export interface History {
  /** With one person: `count` at most 10; believed newest first, which Zalo does not promise. Throws ZaloPayloadError, ZaloApiError. */
  conversation(userId: string, page?: { offset?: number; count?: number }): Promise<Entry[]>;
  /** The last line of each chat, `count` at most 10. Throws ZaloPayloadError, ZaloApiError. */
  recentChats(page?: { offset?: number; count?: number }): Promise<Entry[]>;
}

export function createHistory(api: Api): History {
  const pageOf = (page: { offset?: number; count?: number } = {}) => ({
    offset: checkWhole('offset', page.offset ?? 0, 0, 1_000_000),
    count: checkWhole('count', page.count ?? 10, 1, 10),
  });
  return {
    async conversation(userId, page) {
      const data = { user_id: checkId('user_id', userId), ...pageOf(page) };
      return entriesOf(await api({ method: 'GET', path: '/v2.0/oa/conversation', data }));
    },
    recentChats: async (page) =>
      entriesOf(await api({ method: 'GET', path: '/v2.0/oa/listrecentchat', data: pageOf(page) })),
  };
}

function entriesOf(data: unknown): Entry[] {
  return Array.isArray(data) ? data.map(entryOf).filter((entry) => entry !== undefined) : [];
}

function entryOf(value: unknown): Entry | undefined {
  if (!isObject(value)) return undefined;
  const messageId = textOf(value.message_id);
  const at = numberOf(value.time);
  if (messageId === undefined || at === undefined) return undefined;
  const from = numberOf(value.src) === 0 ? 'oa' : 'user';
  const type = textOf(value.type);
  const text = typeof value.message === 'string' ? value.message : undefined;
  const userId = textOf(from === 'oa' ? value.to_id : value.from_id);
  return {
    messageId,
    from,
    at,
    ...(type && { type }),
    ...(text !== undefined && { text }),
    ...(userId && { userId }),
  };
}

/** What is not a message to one person: an article to all followers, a reaction. Source: Zalo OA docs, "Broadcast", "Article", "Reaction". */
import type { Api } from './api.ts';
import { checkId, checkWhole } from './check.ts';
import { ZaloPayloadError } from './errors.ts';
import { isObject, textOf } from './json.ts';
import { sentOf, type Sent } from './send.ts';

/** Whom an article reaches; a part left out reaches all. Numbers are Zalo's own codes. */
export interface Target {
  /** 0 to 7: Zalo's age groups. */
  ages?: readonly number[];
  /** 0 all, 1 male, 2 female (Zalo's docs do not say it in so many words). */
  gender?: 0 | 1 | 2;
  /** 0 North, 1 Central, 2 South. */
  locations?: readonly (0 | 1 | 2)[];
  /** 0 to 63. */
  cities?: readonly number[];
  /** 1 iOS, 2 Android, 3 Windows. */
  platform?: readonly (1 | 2 | 3)[];
}

/** Laugh, worry, sad, like, love, angry, surprised; the last takes a reaction back. */
export const reactions = [':>', '--b', ':-((', '/-strong', '/-heart', ':-h', ':o', '/-remove'] as const;
export type Reaction = (typeof reactions)[number];

export interface Broadcasting {
  /** Sends a published article to followers, in the bulk lane. Throws ZaloPayloadError, ZaloApiError. */
  broadcastArticle(articleId: string, target?: Target): Promise<Sent>;
  /**
   * Articles are made slowly: the id that belongs to the token of `/v2.0/article/create`, undefined while Zalo still works on
   * it. Ask again after some seconds.
   */
  articleId(token: string): Promise<string | undefined>;
  /** At most 50 on one message; costs no quota. */
  react(userId: string, messageId: string, icon: Reaction): Promise<void>;
}

const PATH = '/v2.0/oa/message';

export function createBroadcasting(api: Api): Broadcasting {
  return {
    async broadcastArticle(articleId, target = {}) {
      const element = { media_type: 'article', attachment_id: checkId('article_id', articleId) };
      const attachment = { type: 'template', payload: { template_type: 'media', elements: [element] } };
      const json = { recipient: { target: targetOf(target) }, message: { attachment } };
      return sentOf(await api({ method: 'POST', path: PATH, json, sends: true, priority: 'bulk' }), PATH);
    },
    async articleId(token) {
      try {
        const data = await api({ method: 'POST', path: '/v2.0/article/verify', json: { token } });
        return isObject(data) ? textOf(data.id) : undefined;
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === -214) return undefined;
        throw error;
      }
    },
    async react(userId, messageId, icon) {
      if (!reactions.includes(icon))
        throw new ZaloPayloadError('react_icon', `one of ${reactions.join(' ')}`, 'another');
      const sender_action = { react_icon: icon, react_message_id: checkId('react_message_id', messageId) };
      const json = { recipient: { user_id: checkId('user_id', userId) }, sender_action };
      await api({ method: 'POST', path: PATH, json, priority: 'reply' });
    },
  };
}

function targetOf(target: Target): Record<string, readonly number[]> {
  const out: Record<string, readonly number[]> = {};
  const list = (name: string, values: readonly number[] | undefined, min: number, max: number) => {
    if (values) out[name] = values.map((value) => checkWhole(`target.${name}`, value, min, max));
  };
  list('ages', target.ages, 0, 7);
  list('gender', target.gender === undefined ? undefined : [target.gender], 0, 2);
  list('locations', target.locations, 0, 2);
  list('cities', target.cities, 0, 63);
  list('platform', target.platform, 1, 3);
  return out;
}

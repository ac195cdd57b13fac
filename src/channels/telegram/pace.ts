/**
 * How fast a bot may send: about 30 messages a second, one a second in one chat with short bursts, 20 a minute in a group,
 * edits among them. Source: Telegram's bot FAQ, "My bot is hitting limits, how do I avoid this?".
 */
import type { Pace } from '../channel.ts';
import { TELEGRAM } from './update.ts';

/** Ids of groups and channels are negative. */
export function isGroupId(id: string): boolean {
  return id.startsWith('-');
}

/**
 * What lies in a bucket counts, too: in no second more than 30, in no minute more than 20 in a group. The account's leaves
 * room for requests that overtake each other on their way; the group's for a second process, which takes over without
 * knowing what was sent.
 */
export const PACE: Pace = {
  account: { burst: 4, perMinute: 23 * 60 },
  chat: { burst: 5, perMinute: 60 },
  group: { burst: 4, perMinute: 12 },
  isGroup: (chat) => isGroupId(chat.slice(TELEGRAM.length + 1)),
};

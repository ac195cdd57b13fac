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
 * What lies in a bucket counts, too: the account's lets 4 + 26 go in a second, so that two processes that follow each other
 * keep the limit, and each its own in what arrives (`mostInOneSecond`); the group's 4 + 12 in a minute, and 4 more for a
 * second process, which takes over without knowing what was sent.
 */
export const PACE: Pace = {
  account: { burst: 4, perMinute: 26 * 60 },
  mostInOneSecond: 30,
  chat: { burst: 5, perMinute: 60 },
  group: { burst: 4, perMinute: 12 },
  isGroup: (chat) => isGroupId(chat.slice(TELEGRAM.length + 1)),
};

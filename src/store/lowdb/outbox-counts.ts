/** How many messages wait and how many will never arrive, by channel: counted as rows change, never by looking at all. */
import type { Outgoing } from '../data.ts';

export interface ChannelCounts {
  waiting: number;
  dead: number;
}

export interface OutboxCounts {
  /** A row has come (1) or gone (-1). */
  change(row: Outgoing, by: 1 | -1): void;
  all(): ReadonlyMap<string, Readonly<ChannelCounts>>;
}

export function createOutboxCounts(): OutboxCounts {
  const channels = new Map<string, ChannelCounts>();
  return {
    change({ channel, state }, by) {
      if (state === 'sent') return;
      const counts = channels.get(channel) ?? { waiting: 0, dead: 0 };
      counts[state === 'dead' ? 'dead' : 'waiting'] += by;
      channels.set(channel, counts);
    },
    all: () => channels,
  };
}

/** What an operator asks of the store, from what is counted anyway. */
import { every, type Table } from '../data.ts';
import { tableNames } from '../schema.ts';
import type { ChannelStats, Stats } from '../store.ts';
import { findPeeks, type State } from './state.ts';

export function statsOf(state: State, now: number): Stats {
  const { queue, rows, past } = state;
  const channels: Record<string, ChannelStats> = {};
  for (const [channel, { waiting, dead }] of queue.counts()) {
    if (waiting + dead === 0) continue;
    const oldestDue = queue.nextDue(channel);
    channels[channel] = { waiting, dead, ...(oldestDue !== undefined && { oldestDue }) };
  }
  const all = Object.values(channels);
  const oldestDue = queue.nextDue();
  return {
    outbox: all.reduce((sum, { waiting }) => sum + waiting, 0),
    dead: all.reduce((sum, { dead }) => sum + dead, 0),
    ...(oldestDue !== undefined && { oldestDue }),
    channels,
    late: findPeeks(state, 'reports', 'due', every, { to: now + 1 }).length,
    rows: Object.fromEntries(
      tableNames.map((table) => [table, rows[table].size + past[table].size]),
    ) as Record<Table, number>,
  };
}

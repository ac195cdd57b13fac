/** What an operator's monitor reads. No label holds a person, a chat or a word. */
import type { Channel } from '../channels/channel.ts';
import type { Stats, Store } from '../store/store.ts';
import type { Dispatcher } from './delivery/dispatcher.ts';
import type { LaneState } from './delivery/lane.ts';
import { createHistogram, gauge, prometheusText } from './prometheus.ts';
import type { Family, Labels } from './prometheus.ts';

export interface Metrics {
  count(name: Counter): void;
  /** How long an update took, from its arrival until it was durable, ms. */
  turn(ms: number): void;
  /** A webhook of a name that nobody knows. Odd names, and those beyond the first fifty, count as `other`. */
  unknownEvent(channel: string, name: string): void;
  /** The store, with the time of each commit noted. */
  timed(store: Store): Store;
  /** `inHand`: updates that are being handled or wait for it. */
  text(
    store: Store,
    dispatcher: Dispatcher,
    channels: ReadonlyMap<string, Channel>,
    inHand: number,
  ): Promise<string>;
}

/** A platform may invent names for ever; a label may not. */
const MOST_NAMES = 50;
/** Seconds: from a commit on a quiet disk to a turn that waits behind others. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const LANE_STATES: readonly LaneState[] = ['up', 'down', 'waiting', 'elsewhere'];

const COUNTERS = {
  updates_applied: 'Updates whose effects are stored',
  updates_duplicate: 'Updates that had come before',
  updates_failed: 'Updates that could not be stored and will come again',
  updates_refused: 'Updates that came while too many were in hand, and will come again',
} as const;
export type Counter = keyof typeof COUNTERS;

/** `monotonic`: ms of a clock that nobody sets. */
export function createMetrics(now: () => number, monotonic: () => number): Metrics {
  const counts = new Map<Counter, number>();
  const unknown = new Map<string, { labels: Labels; value: number }>();
  const turns = createHistogram(
    'satcanh_turn_seconds',
    'From an update’s arrival until it is durable',
    BOUNDS,
  );
  const commits = createHistogram('satcanh_commit_seconds', 'Time of a commit until it is durable', BOUNDS);

  function counters(): Family[] {
    return (Object.keys(COUNTERS) as Counter[]).map((name) => ({
      name: `satcanh_${name}_total`,
      type: 'counter',
      help: COUNTERS[name],
      samples: [{ value: counts.get(name) ?? 0 }],
    }));
  }

  return {
    count: (name) => void counts.set(name, (counts.get(name) ?? 0) + 1),
    turn: (ms) => turns.observe(ms / 1000),
    unknownEvent(channel, name) {
      const shown = /^[a-z0-9_]{1,64}$/.test(name) ? name : 'other';
      const known = unknown.has(`${channel} ${shown}`) || unknown.size < MOST_NAMES;
      const event = known ? shown : 'other';
      const before = unknown.get(`${channel} ${event}`)?.value ?? 0;
      unknown.set(`${channel} ${event}`, { labels: { channel, event }, value: before + 1 });
    },
    timed: (store) => ({
      ...store,
      async commit(key, decide) {
        const began = monotonic();
        const done = await store.commit(key, decide);
        commits.observe((monotonic() - began) / 1000);
        return done;
      },
    }),
    async text(store, dispatcher, channels, inHand) {
      const stats = await store.stats();
      return prometheusText([
        ...counters(),
        turns.family(),
        commits.family(),
        ...ofSends(dispatcher),
        ...ofOutbox(stats, [...channels.keys()], now()),
        ...ofChannels(dispatcher, channels),
        gauge(
          'satcanh_clocks_due',
          'Reports whose clock, to take them or to resolve them, has run out',
          stats.late,
        ),
        gauge('satcanh_updates_in_hand', 'Updates that are being handled or wait for it', inHand),
        gauge('process_resident_memory_bytes', 'Memory of this process', process.memoryUsage.rss()),
        {
          name: 'satcanh_unknown_events_total',
          type: 'counter',
          help: 'Webhooks that this version does not know, by name',
          samples: [...unknown.values()],
        },
        {
          name: 'satcanh_rows',
          type: 'gauge',
          help: 'Rows in the store',
          samples: Object.entries(stats.rows).map(([table, value]) => ({ labels: { table }, value })),
        },
      ]);
    },
  };
}

function ofSends(dispatcher: Dispatcher): Family[] {
  const samples = [...dispatcher.status()].flatMap(([channel, { sends }]) =>
    Object.entries(sends).map(([result, value]) => ({ labels: { channel, result }, value })),
  );
  const help = 'Messages handed to a platform, by result';
  return [{ name: 'satcanh_sends_total', type: 'counter', help, samples }];
}

/** Of all channels, for alarms; and of each, those that are configured with nothing, too. */
function ofOutbox(stats: Stats, configured: readonly string[], now: number): Family[] {
  const names = [...new Set([...configured, ...Object.keys(stats.channels)])].sort();
  const age = (due: number | undefined): number => (due === undefined ? 0 : Math.max(0, now - due) / 1000);
  const of = (channel: string) => stats.channels[channel] ?? { waiting: 0, dead: 0 };
  const messages = names.flatMap((channel) =>
    (['waiting', 'dead'] as const).map((state) => ({
      labels: { channel, state },
      value: of(channel)[state],
    })),
  );
  const ages = names.map((channel) => ({ labels: { channel }, value: age(of(channel).oldestDue) }));
  return [
    gauge('satcanh_outbox_waiting', 'Messages that wait or are being sent', stats.outbox),
    gauge('satcanh_outbox_oldest_seconds', 'How long the oldest one has been due', age(stats.oldestDue)),
    gauge('satcanh_outbox_dead', 'Messages that a person has to look at', stats.dead),
    {
      name: 'satcanh_outbox_messages',
      type: 'gauge',
      help: 'Messages of the outbox by channel: those that wait or are being sent, and those for a person to look at',
      samples: messages,
    },
    {
      name: 'satcanh_outbox_age_seconds',
      type: 'gauge',
      help: 'How long the oldest one of a channel has been due',
      samples: ages,
    },
  ];
}

function ofChannels(dispatcher: Dispatcher, channels: ReadonlyMap<string, Channel>): Family[] {
  const states = [...dispatcher.status()].flatMap(([channel, { state }]) =>
    LANE_STATES.map((one) => ({ labels: { channel, state: one }, value: one === state ? 1 : 0 })),
  );
  const troubles = [...channels.values()].map(({ name, trouble }) => ({
    labels: { channel: name },
    value: trouble?.() === undefined ? 1 : 0,
  }));
  const gauges = [...channels.values()].flatMap((channel) =>
    Object.entries(channel.gauges?.() ?? {}).map(([name, { help, value }]) =>
      gauge(`satcanh_${name}`, help, value),
    ),
  );
  return [
    {
      name: 'satcanh_channel_state',
      type: 'gauge',
      help: '1 for how a channel stands: up; down: it does not answer; waiting: it asked for silence; elsewhere: another process sends for it',
      samples: states,
    },
    {
      name: 'satcanh_channel_ok',
      type: 'gauge',
      help: '0: a person has to put something right, /readyz says what',
      samples: troubles,
    },
    ...gauges,
  ];
}

/** Counts since the start, as Prometheus text. No label holds a person, a chat or a word. */
import type { Store } from '../store/store.ts';

export interface Metrics {
  count(name: Counter): void;
  /** A webhook of a name that nobody knows. Odd names, and those beyond the first fifty, count as `other`. */
  unknownEvent(channel: string, name: string): void;
  text(store: Store, sends: Readonly<Record<string, number>>, gauges?: readonly Gauge[]): Promise<string>;
}

export interface Gauge {
  name: string;
  help: string;
  value: number;
}

/** A platform may invent names for ever; a label may not. */
const MOST_NAMES = 50;

const COUNTERS = {
  updates_applied: 'Updates whose effects are stored',
  updates_duplicate: 'Updates that had come before',
  updates_failed: 'Updates that could not be stored and will come again',
  updates_refused: 'Updates that came while too many were in hand, and will come again',
} as const;
export type Counter = keyof typeof COUNTERS;

export function createMetrics(now: () => number): Metrics {
  const counts = new Map<Counter, number>();
  const unknown = new Map<string, number>();
  return {
    unknownEvent(channel, name) {
      const shown = /^[a-z0-9_]{1,64}$/.test(name) ? name : 'other';
      const label = (event: string) => `channel="${channel}",event="${event}"`;
      const key = unknown.size < MOST_NAMES || unknown.has(label(shown)) ? label(shown) : label('other');
      unknown.set(key, (unknown.get(key) ?? 0) + 1);
    },
    count: (name) => void counts.set(name, (counts.get(name) ?? 0) + 1),
    async text(store, sends, gauges = []) {
      const stats = await store.stats();
      const age = stats.oldestDue === undefined ? 0 : Math.max(0, now() - stats.oldestDue) / 1000;
      const lines = (Object.keys(COUNTERS) as Counter[]).flatMap((name) =>
        metric(`satcanh_${name}_total`, 'counter', COUNTERS[name], counts.get(name) ?? 0),
      );
      lines.push(
        '# HELP satcanh_sends_total Messages handed to a platform, by result',
        '# TYPE satcanh_sends_total counter',
      );
      for (const [result, count] of Object.entries(sends))
        lines.push(`satcanh_sends_total{result="${result}"} ${count}`);
      lines.push(...metric('satcanh_outbox_waiting', 'gauge', 'Messages that wait to be sent', stats.outbox));
      lines.push(
        ...metric('satcanh_outbox_oldest_seconds', 'gauge', 'How long the oldest one has been due', age),
      );
      lines.push(
        ...metric('satcanh_outbox_dead', 'gauge', 'Messages that could not be delivered', stats.dead),
      );
      lines.push(
        '# HELP satcanh_unknown_events_total Webhooks that this version does not know, by name',
        '# TYPE satcanh_unknown_events_total counter',
      );
      for (const [label, count] of unknown) lines.push(`satcanh_unknown_events_total{${label}} ${count}`);
      for (const { name, help, value } of gauges) lines.push(...metric(name, 'gauge', help, value));
      lines.push('# HELP satcanh_rows Rows in the store', '# TYPE satcanh_rows gauge');
      for (const [table, rows] of Object.entries(stats.rows))
        lines.push(`satcanh_rows{table="${table}"} ${rows}`);
      return `${lines.join('\n')}\n`;
    },
  };
}

function metric(name: string, type: 'counter' | 'gauge', help: string, value: number): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, `${name} ${value}`];
}

/** Prometheus' text format, version 0.0.4: families of samples, each with its help and type once. */

export type Labels = Readonly<Record<string, string>>;

export interface Family {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  help: string;
  /** `suffix` of a histogram's parts: `_bucket`, `_sum`, `_count`. */
  samples: readonly { suffix?: string; labels?: Labels; value: number }[];
}

const escaped = (text: string): string => text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

function labelsText(labels: Labels | undefined): string {
  const pairs = Object.entries(labels ?? {}).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}

export function prometheusText(families: readonly Family[]): string {
  const lines = families.flatMap(({ name, type, help, samples }) => [
    `# HELP ${name} ${help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')}`,
    `# TYPE ${name} ${type}`,
    ...samples.map(
      ({ suffix = '', labels, value }) => `${name}${suffix}${labelsText(labels)} ${numberText(value)}`,
    ),
  ]);
  return `${lines.join('\n')}\n`;
}

export function gauge(name: string, help: string, value: number, labels?: Labels): Family {
  return { name, type: 'gauge', help, samples: [{ value, ...(labels ? { labels } : {}) }] };
}

/** How long things take. */
export interface Histogram {
  /** Seconds. */
  observe(seconds: number): void;
  family(): Family;
}

/** `bounds`: seconds, rising; what is longer counts in the last, open one. */
export function createHistogram(name: string, help: string, bounds: readonly number[]): Histogram {
  const counts = bounds.map(() => 0);
  let sum = 0;
  let count = 0;
  return {
    observe(seconds) {
      sum += seconds;
      count++;
      const at = bounds.findIndex((bound) => seconds <= bound);
      if (at >= 0) counts[at]! += 1;
    },
    family() {
      let upTo = 0;
      const buckets = bounds.map((bound, i) => ({
        suffix: '_bucket',
        labels: { le: String(bound) },
        value: (upTo += counts[i]!),
      }));
      const all = { suffix: '_bucket', labels: { le: '+Inf' }, value: count };
      const rest = [
        { suffix: '_sum', value: sum },
        { suffix: '_count', value: count },
      ];
      return { name, type: 'histogram', help, samples: [...buckets, all, ...rest] };
    },
  };
}

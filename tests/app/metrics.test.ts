/** What monitoring reads: valid, complete, and without anything personal. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Channel, SendOutcome } from '../../src/channels/channel.ts';
import { readinessOf } from '../../src/app/readiness.ts';
import { createHistogram, prometheusText } from '../../src/app/prometheus.ts';
import { createMemoryStore } from '../../src/store/lowdb/index.ts';
import { createPlay, fileReport } from '../play.ts';
import type { Play } from '../play.ts';
import { until } from './rows.ts';

interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** The text format as its description has it; throws for whatever is not of it. */
function parse(text: string): Map<string, { type: string; samples: Sample[] }> {
  const families = new Map<string, { type: string; samples: Sample[] }>();
  const helped = new Set<string>();
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  for (const line of text.slice(0, -1).split('\n')) {
    const help = /^# HELP ([a-z_:][\w:]*) (.+)$/.exec(line);
    const type = /^# TYPE ([a-z_:][\w:]*) (counter|gauge|histogram)$/.exec(line);
    const sample = /^([a-z_:][\w:]*)(?:\{(.*)\})? (-?[\d.e+-]+|\+Inf|NaN)$/.exec(line);
    if (help) {
      if (helped.has(help[1]!)) throw new Error(`${help[1]} is explained twice`);
      helped.add(help[1]!);
    } else if (type) {
      if (families.has(type[1]!)) throw new Error(`${type[1]} has two types`);
      families.set(type[1]!, { type: type[2]!, samples: [] });
    } else if (sample) {
      const name = sample[1]!;
      const family = families.get(name) ?? families.get(name.replace(/_(bucket|sum|count)$/, ''));
      if (!family) throw new Error(`${name} has no type before it`);
      const labels = [...(sample[2] ?? '').matchAll(/(\w+)="((?:[^"\\\n]|\\.)*)"(?:,|$)/g)];
      if (labels.map(([whole]) => whole).join('') !== (sample[2] ?? '')) throw new Error(`labels of ${line}`);
      const pairs = labels.map(([, key, value]) => [key!, value!]);
      family.samples.push({
        name,
        labels: Object.fromEntries(pairs),
        value: Number(sample[3]!.replace('+', '')),
      });
    } else throw new Error(`not of the format: ${line}`);
  }
  for (const [name, { samples }] of families) {
    const keys = samples.map((one) => `${one.name} ${JSON.stringify(one.labels)}`);
    if (new Set(keys).size !== keys.length) throw new Error(`${name} has a sample twice`);
    if (!helped.has(name)) throw new Error(`${name} is not explained`);
  }
  return families;
}

const WANTED = [
  'updates_applied_total', 'updates_duplicate_total', 'updates_failed_total', 'turn_seconds', 'commit_seconds',
  'outbox_messages', 'outbox_age_seconds', 'sends_total', 'clocks_due', 'channel_state', 'channel_ok', 'rows',
].map((name) => `satcanh_${name}`); // prettier-ignore

describe('/metrics', () => {
  let play: Play;
  let outcome: SendOutcome | undefined;
  afterEach(() => play.stop());

  async function read() {
    const families = parse(await play.app.metricsText());
    const value = (name: string, labels: Record<string, string> = {}) =>
      families
        .get(`satcanh_${name}`)
        ?.samples.find((one) => Object.entries(labels).every(([key, text]) => one.labels[key] === text))
        ?.value;
    return { families, value };
  }

  it('is valid Prometheus text with everything that is promised, and no person in it', async () => {
    play = await createPlay({ fail: ({ chat }) => (chat === 'zalo:77' ? outcome : undefined) });
    const admin = await play.enrolAdmin();
    const member = play.player('zalo', '31337', { name: 'Nguyễn Thị Hoa' });
    const reference = await fileReport(member, 'Chuyện riêng của tôi');
    play.app.metrics.unknownEvent('zalo', 'user_dances"\n');
    const { families, value } = await read();
    expect([...families.keys()]).toEqual(expect.arrayContaining(WANTED));
    const text = await play.app.metricsText();
    for (const secret of ['31337', '900', 'Hoa', 'riêng', reference, admin.id]) {
      const labels = [...families.values()].flatMap(({ samples }) =>
        samples.flatMap((one) => Object.values(one.labels)),
      );
      expect(labels.join(' ')).not.toContain(secret);
      if (secret !== '900') expect(text).not.toContain(secret);
    }
    expect(value('sends_total', { channel: 'zalo', result: 'sent' })).toBe(member.received().length);
    expect(value('channel_state', { channel: 'zalo', state: 'up' })).toBe(1);
    expect(families.get('satcanh_commit_seconds')!.type).toBe('histogram');
    const commits = families.get('satcanh_commit_seconds')!.samples;
    expect(commits.at(-1)!.value).toBeGreaterThan(10);
    expect(value('clocks_due')).toBe(0);
  });

  it('tells depth and age of the outbox for each channel, and what became of sends', async () => {
    play = await createPlay({ fail: ({ chat }) => (chat === 'zalo:77' ? outcome : undefined) });
    outcome = { ok: false, kind: 'again', afterMs: 60_000, why: 'later' };
    await play.store.commit({ at: play.clock.at }, () => ({
      send: ['một', 'hai'].map((text, i) => ({
        id: `x/${i}`,
        channel: 'zalo',
        chat: 'zalo:77',
        message: { text },
      })),
    }));
    await until(async () => (await read()).value('sends_total', { channel: 'zalo', result: 'again' }) === 1);
    expect((await read()).value('outbox_messages', { channel: 'zalo', state: 'waiting' })).toBe(2);
    outcome = { ok: false, kind: 'refused', why: 'no' };
    play.clock.at += 60_000;
    await until(
      async () => (await read()).value('outbox_messages', { channel: 'zalo', state: 'dead' }) === 2,
    );
    expect((await read()).value('outbox_messages', { channel: 'telegram', state: 'waiting' })).toBe(0);
    expect((await read()).value('sends_total', { channel: 'zalo', result: 'dead' })).toBe(2);
    play.app.metrics.count('updates_failed');
    expect((await read()).value('updates_failed_total')).toBe(1);
  });

  it('counts the clocks that have run out', async () => {
    play = await createPlay();
    await play.enrolOfficer('ldld-quang-ngai');
    await fileReport(play.player('telegram', '1'), 'Chuyện');
    play.clock.at += 30 * 24 * 3_600_000;
    expect((await read()).value('clocks_due')).toBe(1);
  });
});

describe('the text format', () => {
  it('escapes what a label and a help may hold', () => {
    const text = prometheusText([
      { name: 'a', type: 'gauge', help: 'x\\y\nz', samples: [{ labels: { of: 'q"\\\n' }, value: 1.5 }] },
    ]);
    expect(text).toBe('# HELP a x\\\\y\\nz\n# TYPE a gauge\na{of="q\\"\\\\\\n"} 1.5\n');
    expect(parse(text).get('a')!.samples).toHaveLength(1);
  });

  it('a histogram counts upwards, and the open end counts all', () => {
    const times = createHistogram('t', 'time', [0.1, 1]);
    for (const seconds of [0.05, 0.1, 0.5, 7]) times.observe(seconds);
    const { samples } = times.family();
    expect(samples.map(({ value }) => value)).toEqual([2, 3, 4, 7.65, 4]);
  });
});

describe('/readyz', () => {
  const channel = (name: string, why?: string) => ({ name, trouble: () => why }) as unknown as Channel;

  it('says nothing when all is well, and a line for each thing that is wrong', async () => {
    const store = createMemoryStore({ now: () => 0 });
    expect(await readinessOf(store, [channel('telegram')])).toBeUndefined();
    const troubles = [
      channel('telegram', 'Telegram: the token is refused'),
      channel('zalo', 'Zalo: grant again'),
    ];
    expect(await readinessOf(store, troubles)).toBe('Telegram: the token is refused\nZalo: grant again');
    const broken = { ...store, stats: () => Promise.reject(new Error('PostgreSQL cannot be reached')) };
    expect(await readinessOf(broken, [channel('zalo', 'Zalo: grant again')])).toBe(
      'store: Error: PostgreSQL cannot be reached\nZalo: grant again',
    );
  });
});

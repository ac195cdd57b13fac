/** What happens at a time of day happens once: over processes, restarts and failures, and not in the night. */
import { describe, expect, it } from 'vitest';
import type { Job } from '../../src/app/jobs/job.ts';
import { createJobs } from '../../src/app/jobs/runner.ts';
import { daily, weekly } from '../../src/app/jobs/when.ts';
import type { Knowledge } from '../../src/app/knowledge.ts';
import { createMemoryStore } from '../../src/store/lowdb/index.ts';

/** Saturday 21/11/2026 in Việt Nam. */
const at = (clock: string, day = 21) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return Date.UTC(2026, 10, day, hours - 7, minutes);
};
const HOURS = { from: '18:00', until: '21:30' };

describe('when a job is due', () => {
  it('daily: from its hour on until the quiet hours, with one slot for the whole day', () => {
    const slot = daily(HOURS);
    expect(slot(at('17:59'))).toBeUndefined();
    expect(slot(at('18:00'))).toBe(at('18:00'));
    expect(slot(at('21:29'))).toBe(at('18:00'));
    expect(slot(at('21:30'))).toBeUndefined();
    expect(slot(at('18:05', 22))).toBe(at('18:00', 22));
  });

  it('weekly: on Monday, or on the next day on which the bot runs, and not again that week', () => {
    const slot = weekly(1, HOURS);
    const monday = at('18:00', 16);
    expect(slot(at('18:00', 16))).toBe(monday);
    expect(slot(at('19:00', 18))).toBe(monday);
    expect(slot(at('20:00', 22))).toBe(monday);
    expect(slot(at('18:30', 23))).toBe(at('18:00', 23));
    expect(slot(at('07:00', 17))).toBeUndefined();
  });
});

describe('the runner', () => {
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

  function begin(clock: { at: number }, job: Job, store = createMemoryStore({ now: () => clock.at })) {
    const jobs = createJobs({
      ...{ store, jobs: [job], log },
      knowledge: () => ({}) as Knowledge,
      now: () => clock.at,
    });
    return { store, jobs };
  }

  const counting = (fail: () => boolean = () => false): Job => ({
    id: 'evening',
    slot: daily(HOURS),
    decide: (_, { key, at: when }) => {
      if (fail()) throw new Error('not today');
      return { put: { misses: [{ id: key, at: when, question: '', kind: 'unknown' }] } };
    },
  });
  const ran = async (store: ReturnType<typeof begin>['store']) => (await store.stats()).rows.misses;

  it('runs a slot once, however often it looks, and again the next day', async () => {
    const clock = { at: at('18:01') };
    const { store, jobs } = begin(clock, counting());
    await jobs.run();
    clock.at += 60_000;
    await jobs.run();
    expect(await ran(store)).toBe(1);
    clock.at = at('18:00', 22);
    await jobs.run();
    expect(await ran(store)).toBe(2);
  });

  it('a second process on the same store, or the same after a restart, does not run it again', async () => {
    const clock = { at: at('18:01') };
    const first = begin(clock, counting());
    const second = begin(clock, counting(), first.store);
    await Promise.all([first.jobs.run(), second.jobs.run()]);
    expect(await ran(first.store)).toBe(1);
  });

  it('a job that fails is tried again at the next look', async () => {
    const clock = { at: at('18:01') };
    let broken = true;
    const { store, jobs } = begin(
      clock,
      counting(() => broken),
    );
    await jobs.run();
    expect(await ran(store)).toBe(0);
    broken = false;
    await jobs.run();
    expect(await ran(store)).toBe(1);
  });
});

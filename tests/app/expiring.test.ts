import { describe, expect, it } from 'vitest';
import { createKnowledge } from '../../src/app/knowledge.ts';
import { expiring } from '../../src/app/jobs/expiring.ts';
import { createJobs } from '../../src/app/jobs/runner.ts';
import { createPlay, realKnowledge } from '../play.ts';

const morning = (day: string) => Date.parse(`${day}T08:30:00+07:00`);
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** The real content, of which every item ends in 2027 or later, with some ends of the test's own. */
async function withEnds(...ends: string[]) {
  const { bundle } = await realKnowledge();
  const faq = bundle.faq.map((item, i) => (ends[i] ? { ...item, until: ends[i] } : item));
  const play = await createPlay({ knowledge: createKnowledge({ ...bundle, faq }) });
  const jobs = (at: number) =>
    createJobs({
      store: play.store,
      jobs: [expiring],
      knowledge: () => play.knowledge,
      now: () => at,
      log: quiet,
    }).run();
  const path = (i: number) => play.knowledge.bundle.faq[i]!.path;
  return {
    play,
    path,
    run: async (day: string) => {
      await jobs(morning(day));
      await play.settle();
    },
  };
}

describe('an item that ends', () => {
  it('is brought to the editors 14, 7 and 1 days before, once each day, all in one message', async () => {
    const { play, path, run } = await withEnds('2026-12-31', '2026-12-31', '2026-12-24');
    const admin = await play.enrolAdmin();
    const before = admin.received().length;
    const told: string[] = [];
    for (let day = 10; day <= 31; day++) {
      const had = admin.received().length;
      await run(`2026-12-${day}`);
      await run(`2026-12-${day}`);
      if (admin.received().length > had) told.push(`${day}: ${admin.received().length - had}`);
    }
    // 24/12 ends 14 and 7 and 1 days after the 10th, 17th, 23rd; 31/12 after the 17th, 24th, 30th.
    expect(told).toEqual(['10: 1', '17: 1', '23: 1', '24: 1', '30: 1']);
    const both = admin.received()[before + 1]!.text;
    expect(both).toContain(`24/12/2026: ${path(2)}`);
    expect(both.indexOf(path(2))).toBeLessThan(both.indexOf(path(0)));
    expect(both).toContain(`31/12/2026: ${path(1)}`);
    await play.stop();
  });

  it('is not forgotten when the bot was down, or nobody published, on that day', async () => {
    const { play, path, run } = await withEnds('2026-12-31');
    await run('2026-12-01');
    await run('2026-12-17');
    const admin = await play.enrolAdmin();
    await run('2026-12-20');
    expect(admin.last().text).toContain(`31/12/2026: ${path(0)}`);
    const had = admin.received().length;
    await run('2026-12-21');
    expect(admin.received()).toHaveLength(had);
    await play.stop();
  });

  it('is one of a short list when very many end together', async () => {
    const { play, run } = await withEnds(...Array.from({ length: 40 }, () => '2026-12-31'));
    const admin = await play.enrolAdmin();
    await run('2026-12-30');
    expect(admin.last().text).toContain('Còn 28 mục nữa');
    expect(admin.last().text.length).toBeLessThan(2000);
    await play.stop();
  });
});

import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { jobs } from '../../src/app/jobs/index.ts';
import { createJobs } from '../../src/app/jobs/runner.ts';
import { createKnowledge } from '../../src/app/knowledge.ts';
import { groupMisses, missesSince } from '../../src/app/misses.ts';
import { openStore } from '../../src/open-store.ts';
import type { Miss } from '../../src/store/data.ts';
import { NOON, createPlay, realKnowledge } from '../play.ts';
import type { Play } from '../play.ts';

const DAY = 86_400_000;
/** Monday 23/11/2026, 09:00 in Việt Nam. */
const MONDAY = Date.UTC(2026, 10, 23, 2, 0);
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const miss = (question: string, i = 0, more: Partial<Miss> = {}): Miss => ({
  ...{ id: `m${i}`, at: NOON + i, question, kind: 'unknown' },
  ...more,
});
const all = (play: Play) => play.store.read((view) => missesSince(view, 0, play.clock.at));

async function runJobs(play: Play, at: number): Promise<void> {
  play.clock.at = at;
  const { store, knowledge } = play;
  await createJobs({ store, jobs, knowledge: () => knowledge, now: () => at, log: quiet }).run();
  await play.settle();
}

const ASKED = [
  'cong ty co xe dua don cong nhan khong',
  'Công ty có xe đưa đón công nhân không?',
  'cty có xe đưa đón công nhân k ạ',
];

describe('what the bot could not answer', () => {
  it('is kept without numbers and names, whether unknown, unsure or “Chưa đúng”', async () => {
    const play = await createPlay();
    const member = play.player('telegram', '1', { name: 'Lê Thị Hoa' });
    await member.say('em là Lê Thị Hoa 0912345678, công ty có xe đưa đón không');
    await member.say('Thông điệp 5K là gì?');
    await member.press('Chưa đúng');
    const kept = await all(play);
    expect(kept.map(({ kind }) => kind)).toEqual([expect.stringMatching(/^un/), 'wrong']);
    expect(kept[0]?.question).toBe('em là ‹tên› ‹số›, công ty có xe đưa đón không');
    expect(kept[1]).toMatchObject({ question: 'Thông điệp 5K là gì?', nearest: '5k-la-gi' });
    expect(JSON.stringify(kept)).not.toMatch(/Hoa|0912|telegram:1"/);
    await play.stop();
  });

  it('is put together when it asks for the same, with the nearest item and a line that YAML reads', async () => {
    const knowledge = await realKnowledge();
    const misses = [...ASKED, 'nuôi gà: loại nào # tốt'].map((question, i) => miss(question, i));
    const [first, second, ...rest] = groupMisses(misses, knowledge, NOON);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ count: 3, question: ASKED[1], kinds: { unknown: 3 } });
    expect(first?.nearest?.path).toMatch(/^content\/faq\/.*\.md$/);
    expect(parse(`cach_hoi_khac:\n${first?.line}`)).toEqual({ cach_hoi_khac: [ASKED[1]] });
    expect(parse(`cach_hoi_khac:\n${second?.line}`)).toEqual({ cach_hoi_khac: ['nuôi gà: loại nào # tốt'] });
  });

  it('is left out once an added way of asking answers it surely; a wrong answer only by another item', async () => {
    const { bundle } = await realKnowledge();
    const [item] = bundle.faq;
    if (!item) throw new Error('No FAQ');
    const taught = createKnowledge({
      ...bundle,
      faq: [{ ...item, otherWays: [...item.otherWays, ASKED[1]!] }, ...bundle.faq.slice(1)],
    });
    const misses = ASKED.map((question, i) => miss(question, i));
    expect(groupMisses(misses, taught, NOON)).toEqual([]);
    const wrong = (nearest: string) => [miss(ASKED[0]!, 0, { kind: 'wrong', nearest })];
    expect(groupMisses(wrong(item.id), taught, NOON)).toHaveLength(1);
    expect(groupMisses(wrong('another'), taught, NOON)).toEqual([]);
  });

  it('reaches the editors on Monday, once, and nobody else', async () => {
    const play = await createPlay();
    const admin = await play.enrolAdmin();
    const officer = await play.enrolOfficer('ldld-quang-ngai');
    const member = play.player('zalo', '7');
    for (const question of ASKED) await member.say(question);
    const before = [admin, officer].map((one) => one.received().length);
    await runJobs(play, MONDAY);
    await runJobs(play, MONDAY + 60_000);
    const news = admin.received().slice(before[0]);
    expect(news).toHaveLength(1);
    expect(news[0]?.text).toContain(`${ASKED[1]} (3 lần)`);
    expect(news[0]?.text).toContain(`  - ${ASKED[1]}`);
    expect(news[0]?.text).not.toContain('Còn');
    expect(officer.received()).toHaveLength(before[1]!);
    await play.stop();
  });

  it('is kept once for each day and wording when the day is over, and still counts as often as it was asked', async () => {
    const play = await createPlay();
    const admin = await play.enrolAdmin();
    const thursday = MONDAY - 4 * DAY;
    const asked = [0, 0, 0, 1].flatMap((day, n) =>
      [0, 1].map((i) => miss(ASKED[1]!, 10 * n + i, { at: thursday + day * DAY + n * 1_000 + i })),
    );
    const wrong = miss(ASKED[1]!, 99, { at: thursday, kind: 'wrong', nearest: 'khac' });
    await play.store.commit({ at: NOON }, () => ({ put: { misses: [...asked, wrong] } }));
    await runJobs(play, MONDAY - 3 * DAY);
    await runJobs(play, MONDAY - 3 * DAY + 60_000);
    expect((await all(play)).map(({ times = 1 }) => times)).toEqual([6, 1, 1, 1]);
    await runJobs(play, MONDAY);
    expect((await all(play)).map(({ times = 1 }) => times)).toEqual([6, 1, 2]);
    expect(admin.received().at(-1)?.text).toContain('(9 lần)');
    await play.stop();
  });

  it('is not spoken of in a week without any, and swept after ninety days', async () => {
    const play = await createPlay();
    const admin = await play.enrolAdmin();
    const before = admin.received().length;
    const rows = [miss('cũ', 0, { at: MONDAY - 91 * DAY }), miss('mới hơn', 1, { at: MONDAY - 89 * DAY })];
    await play.store.commit({ at: NOON }, () => ({ put: { misses: rows } }));
    await runJobs(play, MONDAY);
    expect(admin.received()).toHaveLength(before);
    expect((await all(play)).map(({ id }) => id)).toEqual(['m1']);
    await play.stop();
  });

  it('is printed by npm run misses beside a running bot, for people and for machines', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'satcanh-misses-'));
    const now = Date.now();
    const store = await openStore({ dataDir: dir }, { now: () => now });
    const rows = ASKED.map((question, i) => miss(question, i, { at: now - 1000 + i }));
    await store.commit({ at: now }, () => ({
      put: { misses: [...rows, miss('xưa', 9, { at: now - 9 * DAY })] },
    }));
    const env = { ...process.env, DATA_DIR: dir };
    const run = async (...args: string[]) =>
      (await promisify(execFile)('node', ['--import', 'tsx', 'src/bin/misses.ts', ...args], { env })).stdout;
    const groups = JSON.parse(await run('--json')) as { count: number; line: string }[];
    expect(groups).toEqual([expect.objectContaining({ count: 3, line: `  - ${ASKED[1]}` })]);
    expect(await run()).toContain(`3 lần (chưa chắc`);
    await store.close();
  });

  it('names the folder, and what to set, where there is no store yet', () => {
    const dir = join(mkdtempSync(join(tmpdir(), 'satcanh-misses-')), 'none');
    const env = { ...process.env, DATA_DIR: dir, DATABASE_URL: '' };
    const { status, stderr } = spawnSync('node', ['--import', 'tsx', 'src/bin/misses.ts'], {
      env,
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain(`Chưa có kho dữ liệu trong thư mục ${dir}. Đặt DATA_DIR`);
    expect(stderr).toContain('DATABASE_URL');
  });
});

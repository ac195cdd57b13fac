import { describe, expect, it } from 'vitest';
import { createEditors, tellEditors } from '../../src/app/tell-editors.ts';
import type { Standing } from '../../src/content/live.ts';
import { NOON, createPlay } from '../play.ts';
import type { Play } from '../play.ts';

const MINUTE = 60_000;
const GOOD: Standing = { good: { hash: 'good', at: NOON - 48 * MINUTE } };
const fault = (line: number) => ({
  ...{ path: 'content/faq/sot.md', line, column: 9, severity: 'error' as const, frame: '' },
  ...{ message: '‘vacxin’ không có trong danh sách chu_de', hint: 'có phải ‘vac-xin’?' },
});
const broken = (hash: string, faults = 1): Standing => ({
  ...GOOD,
  refused: { hash, faults: Array.from({ length: faults }, (_, i) => fault(4 + i)) },
});

async function withEditor(): Promise<{
  play: Play;
  read(): string[];
  tell(standing: Standing, after: number): Promise<boolean>;
}> {
  const play = await createPlay();
  const admin = await play.enrolAdmin();
  const before = admin.received().length;
  return {
    play,
    read: () =>
      admin
        .received()
        .slice(before)
        .map(({ text }) => text),
    async tell(standing, after) {
      const done = await tellEditors(play.store, play.knowledge, standing, NOON + after);
      await play.settle();
      return done;
    },
  };
}

describe('the editors', () => {
  it('read one message for a broken version: file, line, what is wrong, and what members see meanwhile', async () => {
    const { play, read, tell } = await withEditor();
    await tell(broken('a'), 0);
    expect(read()).toHaveLength(1);
    expect(read()[0]).toContain(
      'content/faq/sot.md:4:9 (dòng 4): ‘vacxin’ không có trong danh sách chu_de. có phải ‘vac-xin’?',
    );
    expect(read()[0]).toContain('đoàn viên vẫn đang thấy bản 09:12');
    expect(read()[0]).not.toContain('lỗi nữa');
    await play.stop();
  });

  it('read nothing more while it stays broken, however often it is saved, and one word when it is mended', async () => {
    const { play, read, tell } = await withEditor();
    await tell(broken('a', 5), 0);
    expect(read()[0]).toContain('Còn 2 lỗi nữa');
    for (const hash of ['b', 'c', 'a']) await tell(broken(hash), 10 * MINUTE);
    expect(read()).toHaveLength(1);
    await tell({ good: { hash: 'new', at: NOON + 11 * MINUTE } }, 11 * MINUTE);
    await tell({ good: { hash: 'newer', at: NOON + 12 * MINUTE } }, 12 * MINUTE);
    expect(read()).toHaveLength(2);
    expect(read()[1]).toContain('Đoàn viên đang thấy bản 10:11');
    await tell(broken('a'), 60 * MINUTE);
    expect(read()).toHaveLength(3);
    await play.stop();
  });

  it('read the day too when the version is of another one', async () => {
    const { play, read, tell } = await withEditor();
    await tell({ ...broken('a'), good: { hash: 'g', at: NOON - 24 * 60 * MINUTE } }, 0);
    expect(read()[0]).toContain('vẫn đang thấy bản 10:00 ngày 20/11');
    await play.stop();
  });

  it('read it once, however many processes share the store', async () => {
    const { play, read } = await withEditor();
    await Promise.all(
      Array.from({ length: 8 }, () => tellEditors(play.store, play.knowledge, broken('a'), NOON)),
    );
    await play.settle();
    expect(read()).toHaveLength(1);
    await play.stop();
  });

  it('are not told what another process still saw a moment ago', async () => {
    const { play, read, tell } = await withEditor();
    await tell(broken('a'), 0);
    await tell(GOOD, 1000);
    await tell(broken('a'), 1500);
    expect(read()).toHaveLength(2);
    await play.stop();
  });

  it('are told later when nobody publishes yet', async () => {
    const play = await createPlay();
    expect(await tellEditors(play.store, play.knowledge, broken('a'), NOON)).toBe(false);
    const admin = await play.enrolAdmin();
    expect(await tellEditors(play.store, play.knowledge, broken('a'), NOON)).toBe(true);
    await play.settle();
    expect(admin.last().text).toContain('đoàn viên vẫn đang thấy bản 09:12');
    await play.stop();
  });

  it('are not told what was mended at once', async () => {
    const { play, read } = await withEditor();
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const editors = createEditors({
      ...{ store: play.store, knowledge: () => play.knowledge, now: () => NOON, log, tellAfterMs: 100 },
    });
    editors.standing(broken('a'));
    editors.standing(GOOD);
    await new Promise((resolve) => setTimeout(resolve, 200));
    editors.standing(broken('b'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await play.settle();
    expect(read()).toHaveLength(1);
    editors.stop();
    await play.stop();
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKnowledge } from '../../src/app/knowledge.ts';
import { createPlay, realKnowledge } from '../play.ts';
import type { Play, Player } from '../play.ts';
import { conversationOf, place } from './rows.ts';

const FORM = ['Phản ánh khó khăn', 'Đồng ý', 'CĐCS Nhà máy A', 'Lương, thưởng'];

describe('the health checks', () => {
  let play: Play;
  let member: Player;
  beforeEach(async () => {
    play = await createPlay();
    member = play.player('telegram', '1');
  });
  afterEach(() => play.stop());
  const lastText = () => member.last().text;

  it('open from the vaccine screen, the 5K screen, an answer, and by words', async () => {
    for (const [first, label] of [
      ['Vắc xin', 'Kiểm tra sau tiêm'],
      ['5K', 'Kiểm tra triệu chứng'],
      ['tiêm về sốt', 'Kiểm tra sau tiêm'],
      ['bị sốt ho phải làm sao', 'Kiểm tra triệu chứng'],
    ] as const) {
      await member.say(first);
      await member.press(label);
      expect(lastText(), first).toMatch(/^Bước 1\/5/);
      await member.say('menu');
    }
    for (const words of ['kiểm tra triệu chứng', 'kiem tra phan ung sau tiem']) {
      await member.say(words);
      expect(lastText(), words).toMatch(/^Bước 1\/5/);
    }
  });

  it('keep nothing: left or ended, no answer is stored and no draft', async () => {
    for (const way of [['menu'], ['huỷ'], ['Phản ánh khó khăn', 'huỷ'], ['Không', 'Không', 'Không', 'Có']]) {
      await member.say('kiểm tra triệu chứng');
      await member.say('Không');
      for (const words of way) await member.say(words);
      const conversation = await conversationOf(play, member);
      expect(conversation.draft, way.join()).toBeUndefined();
      expect(JSON.stringify(conversation), way.join()).not.toMatch(
        /"flow":"symptom-check"|"outcome"|o-nha|di-kham/,
      );
    }
    expect(lastText()).toContain('đi khám');
  });

  it('on a half-filled report: the report waits and goes on, whether the check ends, is cancelled or is left', async () => {
    for (const words of FORM) await member.say(words);
    const at = await place(play, member);
    await member.say('kiểm tra sau tiêm');
    expect(lastText()).toMatch(/^Bước 1\/5/);
    const said = (await member.say('Có')).map(({ text }) => text).join('\n');
    expect(said).toMatch(/Xin gọi ngay:\n115[^]*Bước 4\/11/);
    expect(await place(play, member)).toBe(at);
    await member.say('kiểm tra sau tiêm');
    await member.say('huỷ');
    expect(lastText()).toMatch(/Đã thôi kiểm tra[^]*Bước 4\/11/);
    expect(await place(play, member)).toBe(at);
    await member.say('kiểm tra sau tiêm');
    await member.say('quay lại');
    expect(await place(play, member)).toBe(at);
    await member.say('kiểm tra sau tiêm');
    const alarm = (await member.say('tôi khó thở quá')).map(({ text }) => text).join('\n');
    expect(alarm).toMatch(/115[^]*Bước 4\/11/);
    expect(await place(play, member)).toBe(at);
    await member.say('menu');
    expect(lastText()).toContain('lưu nháp');
  });

  it('a word of danger ends the check at once, with the numbers', async () => {
    await member.say('kiểm tra triệu chứng');
    await member.say('Không');
    const [first] = await member.say('co giat roi');
    expect(first!.text).toMatch(/^Xin gọi ngay:\n115/);
    expect(await place(play, member)).toBe('danger.told');
  });

  it('Quay lại leads to the question before, and the answers given then count', async () => {
    await member.say('kiểm tra triệu chứng');
    await member.say('Không');
    await member.press('Quay lại');
    expect(lastText()).toMatch(/^Bước 1\/5/);
    await member.say('Có');
    expect(lastText()).toContain('Xin gọi ngay');
  });

  it('follow the phase', async () => {
    const { bundle } = await realKnowledge();
    const phase = { ...bundle.phase, phase: 'dich-bung-phat' as const };
    await play.stop();
    play = await createPlay({ knowledge: createKnowledge({ ...bundle, phase }) });
    member = play.player('zalo', '1');
    for (const words of ['kiểm tra triệu chứng', 'không', 'không', 'không', 'có']) await member.say(words);
    expect(lastText()).toMatch(/Đang có dịch[^]*Thông tư 15\/2026/);
  });

  it('without words that may be served today: 115 all the same, and never “at home”', async () => {
    play.clock.at = Date.UTC(2031, 0, 1);
    for (const words of ['kiểm tra triệu chứng', 'không', 'không', 'không', 'không', 'không'])
      await member.say(words);
    expect(lastText()).toMatch(/đang được cập nhật[^]*đi khám[^]*115/);
    expect(lastText()).not.toContain('ở nhà');
    await member.say('kiểm tra triệu chứng');
    await member.say('không chắc');
    expect(lastText()).toMatch(/Xin gọi ngay:\n115/);
    expect(lastText()).not.toContain('Nguồn');
  });

  it('Gặp cán bộ at the end asks for nothing but consent, unit and the question', async () => {
    const officer = await play.enrolOfficer('ldld-quang-ngai');
    for (const words of ['kiểm tra sau tiêm', 'có', 'gặp cán bộ', 'Đồng ý', 'CĐCS Nhà máy A'])
      await member.say(words);
    await member.say('Tiêm hôm qua, nay ngứa cả người, nhờ anh chị hỏi giúp');
    expect(await place(play, member)).toBe('hardship-report.review');
    await member.press('Gửi');
    expect(officer.last().text).toContain('Hỏi cán bộ');
  });
});

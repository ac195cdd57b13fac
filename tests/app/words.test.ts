import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlay, fileReport } from '../play.ts';
import type { Play, Player } from '../play.ts';
import { conversationOf, place, reportsOf } from './rows.ts';

const FORM = [
  'Phản ánh khó khăn',
  'Đồng ý',
  'CĐCS Nhà máy A',
  'Lương, thưởng',
  'Nợ lương hai tháng',
  'Bình thường',
  '12',
  'Bỏ qua',
  'Xong',
  'Gọi điện cho tôi',
  '0912345678',
  'Không cho xem',
  'Sửa',
];

describe('words that work everywhere', () => {
  let play: Play;
  let member: Player;
  beforeEach(async () => {
    play = await createPlay();
    member = play.player('telegram', '1');
  });
  afterEach(() => play.stop());
  const formState = async () =>
    (await conversationOf(play, member)).stack.find(({ flow }) => flow === 'hardship-report')?.at;
  const data = async () =>
    (await conversationOf(play, member)).stack.find(({ flow }) => flow === 'hardship-report')?.data;

  describe('the menu', () => {
    it.each([
      [['5K', '😷 5K', '5k', '1'], 'guidance.list'],
      [['Vắc xin', 'vac xin', 'VẮC XIN!', '2'], 'guidance.list'],
      [['Hỏi đáp', 'hoi dap', '3'], 'faq.ask'],
      [['Phản ánh khó khăn', 'phan anh kho khan', '4'], 'consent.ask'],
    ])('%j opens %s, from the first screen', async (typed, where) => {
      for (const text of typed) {
        await member.say('menu');
        await member.say(text);
        expect(await place(play, member), text).toBe(where);
        await member.say('huỷ');
      }
    });

    it('labels work from anywhere, in a form too; a number there answers the form', async () => {
      await member.say('5K');
      await member.say('phan anh cua toi');
      expect(member.last().text).toContain('chưa có phản ánh');
      for (const words of FORM.slice(0, 3)) await member.say(words);
      await member.say('2');
      expect(await data()).toMatchObject({ category: 'luong-thuong' });
      await member.say('vac xin');
      expect(await place(play, member)).toBe('guidance.list');
      expect(await formState()).toBe('story');
    });
  });

  it.each(FORM.map((_, i) => i))('the four words in the form after %i answers', async (answered) => {
    const walk = async () => {
      for (const words of FORM.slice(0, answered + 1)) await member.say(words);
    };
    await walk();
    const at = await place(play, member);
    for (const help of ['trợ giúp', 'TRO GIUP']) {
      const said = (await member.say(help)).map(({ text }) => text).join('\n');
      expect(said).toContain('Bốn từ lúc nào cũng dùng được');
      expect(said).toContain('Bước');
      expect(await place(play, member)).toBe(at);
    }
    await member.say('quay lai');
    if (answered > 0) expect(await formState()).toBeDefined();
    expect(await place(play, member)).not.toBe(at);
    await member.say('MENU');
    expect(member.last().text).toContain('lưu nháp');
    await member.say('Phản ánh khó khăn');
    await member.say('Viết tiếp');
    expect(await formState()).toBeDefined();
    await member.say('huy');
    if (member.last().text.includes('giữ lại để viết sau')) await member.say('huy');
    expect(
      member
        .received()
        .slice(-2)
        .map(({ text }) => text)
        .join(),
    ).toContain('Đã huỷ');
    expect((await conversationOf(play, member)).draft).toBeUndefined();
    expect(await reportsOf(play, member.id)).toEqual([]);
  });

  describe('a word of danger', () => {
    it('outside a form: the numbers first, before anything else; then the report as urgent, asked only what is not known', async () => {
      const officer = await play.enrolOfficer('ldld-quang-ngai');
      const [first] = await member.say('toi kho tho qua cuu voi');
      expect(first!.text).toMatch(/^Xin gọi ngay:\n115/);
      expect(first!.text).toContain('Cán bộ trực đã được báo');
      await member.press('Gửi phản ánh khẩn');
      await member.press('Đồng ý');
      await member.say('CĐCS Nhà máy A');
      expect(await place(play, member)).toBe('hardship-report.review');
      expect(member.last().text).toContain('toi kho tho qua cuu voi');
      await member.press('Gửi');
      const [report] = await reportsOf(play, member.id);
      expect(report).toMatchObject({
        urgency: 'urgent',
        holder: 'ldld-quang-ngai',
        story: 'toi kho tho qua cuu voi',
      });
      expect(officer.last().text).toContain('KHẨN CẤP');
    });

    it('in the form: the numbers first, and the words are the answer still', async () => {
      for (const words of FORM.slice(0, 4)) await member.say(words);
      const [first] = await member.say('Tôi bị đánh ở xưởng');
      expect(first!.text).toMatch(/113[^]*Bước 5\//);
      expect(first!.text.indexOf('113')).toBeLessThan(first!.text.indexOf('gấp tới đâu'));
      expect(await data()).toMatchObject({ story: 'Tôi bị đánh ở xưởng' });
      expect(await place(play, member)).toBe('hardship-report.urgency');
    });

    it('where a button is expected: the numbers first, then the question once more', async () => {
      for (const words of FORM.slice(0, 3)) await member.say(words);
      const said = (await member.say('co giật rồi')).map(({ text }) => text).join('\n');
      expect(said).toMatch(/115[^]*Bước 3\//);
      expect(await place(play, member)).toBe('hardship-report.category');
    });

    it('the officers on duty are told at most once in ten minutes, without the words and the name', async () => {
      await fileReport(member, 'Để biết đơn vị');
      const officer = await play.enrolOfficer('ldld-quang-ngai');
      const alarms = () => officer.received().filter(({ text }) => text.includes('lời báo nguy'));
      await member.say('tôi khó thở');
      await member.say('khó thở quá');
      for (const words of ['Phản ánh khó khăn', 'Việc khác', 'đang bị đánh']) await member.say(words);
      expect(alarms()).toHaveLength(1);
      expect(alarms()[0]!.text).not.toMatch(/khó thở|Hoa/);
      play.clock.at += 10 * 60_000;
      await member.say('vẫn khó thở');
      expect(alarms()).toHaveLength(2);
    });

    it('with nobody enrolled the numbers come all the same, and nobody is said to have been told', async () => {
      const [first] = await member.say('khó thở quá');
      expect(first!.text).toMatch(/^Xin gọi ngay:\n115/);
      expect(first!.text).not.toContain('đã được báo');
    });

    it.each(['tôi không khó thở', 'khó thở là dấu hiệu gì?', 'het kho tho roi'])(
      '“%s” raises no alarm',
      async (text) => {
        const officer = await play.enrolOfficer('tld');
        const before = officer.received().length;
        await member.say(text);
        expect(JSON.stringify(member.received())).not.toContain('Xin gọi ngay');
        expect(officer.received()).toHaveLength(before);
      },
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { Message } from '../../src/core/message.ts';
import { createPlay } from '../play.ts';
import type { Play, Player } from '../play.ts';

const DOUBTFUL = [
  'khẩu trang?',
  'tiêm bị sốt?',
  'tết thì sao?',
  'phản ánh rồi?',
  'nghỉ việc bảo hiểm?',
  'lương thì sao?',
];

const labels = (message: Message) => (message.rows ?? []).flat().map(({ label }) => label);
const CHANNELS = ['telegram', 'zalo'] as const;
const UNKNOWN = ['căn tin bán món gì ngon', 'mai trời mưa không', 'đội bóng nào vô địch'];

async function inPlay(run: (play: Play) => Promise<void>): Promise<void> {
  const play = await createPlay();
  await run(play);
  await play.stop();
}

describe.each(CHANNELS)('an answer on %s', (channel) => {
  it('answers in the first line, names source, number and date, and asks whether it was right', async () => {
    await inPlay(async (play) => {
      const member = play.player(channel, '1');
      await member.say('tiem xong phai o lai bao lau');
      const { text } = member.last();
      const [title, first] = text.split('\n').filter((line) => line.trim() !== '');
      expect(title).toMatch(/\?$/);
      expect(first).toContain('30 phút');
      expect(text).toMatch(/^Nguồn: .+, .+, \d{1,2}\/\d{1,2}\/\d{4}$/m);
      expect(labels(member.last())).toEqual(
        expect.arrayContaining(['👍 Đúng ý', '👎 Chưa đúng', '🙋 Gặp cán bộ']),
      );
    });
  });

  it('shows what else may be meant, within the buttons of the channel', async () => {
    await inPlay(async (play) => {
      const member = play.player(channel, '1');
      await member.say('tiem xong phai o lai bao lau');
      const message = member.last();
      if (channel === 'zalo') {
        expect(labels(message).length).toBeLessThanOrEqual(5);
        expect(message.text).toMatch(/Có thể anh\/chị cũng muốn hỏi:\n• .+/);
      } else {
        const related = labels(message).filter((label) => label.endsWith('?'));
        expect(related.length).toBeGreaterThanOrEqual(2);
        await member.press(related[0]!);
        expect(member.last().text.startsWith(related[0]!.slice(0, 30))).toBe(true);
      }
    });
  });

  it('gives two answers to two questions, and names the one it is not sure of', async () => {
    await inPlay(async (play) => {
      const member = play.player(channel, '1');
      await member.say('Tiêm xong phải ở lại bao lâu? Đi tiêm mang theo gì?');
      expect(member.last().text).toContain('30 phút');
      expect(member.last().text).toContain('cần mang theo gì');
      expect(member.last().text.match(/^Nguồn: /gm)).toHaveLength(2);
      // Editors add ways of asking: whichever of these is doubtful today.
      const { ask } = play.knowledge.faq(play.clock.at);
      const doubtful = DOUBTFUL.find((question) => ask(question).kind === 'unsure');
      expect(doubtful).toBeDefined();
      await member.say(`Tiêm xong phải ở lại bao lâu? ${doubtful}`);
      expect(member.last().text).toContain(`Còn câu “${doubtful}”`);
    });
  });

  it('changes its hint with each miss, and offers a person at the third', async () => {
    await inPlay(async (play) => {
      const member = play.player(channel, '1');
      const said: string[] = [];
      for (const question of UNKNOWN) {
        await member.say(question);
        said.push(member.last().text);
      }
      expect(new Set(said).size).toBe(3);
      expect(said[2]).toContain('Gặp cán bộ');
      expect(labels(member.last()).some((label) => label.includes('Gặp cán bộ'))).toBe(true);
      await member.say('tiem xong phai o lai bao lau');
      await member.say(UNKNOWN[0]!);
      expect(member.last().text).toBe(said[0]);
    });
  });

  it('takes the question to an officer, whole, and brings the officer’s answer back', async () => {
    await inPlay(async (play) => {
      const officer = await play.enrolOfficer('ldld-quang-ngai');
      const member = play.player(channel, '1');
      await sentToOfficer(member, 'Công đoàn có cho mượn hội trường cưới không');
      const card = officer.last();
      expect(card.text).toContain('Hỏi cán bộ');
      await officer.press('Tiếp nhận');
      await officer.press('Trả lời');
      await officer.say('Được, anh/chị đăng ký trước một tuần.');
      const heard = member.received().map(({ text }) => text);
      expect(heard.some((text) => text.includes('Được, anh/chị đăng ký trước một tuần.'))).toBe(true);
      expect(officer.received().some(({ text }) => text.includes('cho mượn hội trường cưới'))).toBe(true);
    });
  });

  it('takes to the officer all that was asked in vain', async () => {
    await inPlay(async (play) => {
      const officer = await play.enrolOfficer('ldld-quang-ngai');
      const member = play.player(channel, '1');
      for (const question of UNKNOWN) await member.say(question);
      await member.press('Gặp cán bộ');
      await finish(member);
      const cards = officer
        .received()
        .map(({ text }) => text)
        .join('\n');
      for (const question of UNKNOWN) expect(cards).toContain(question);
    });
  });
});

async function sentToOfficer(member: Player, question: string): Promise<void> {
  await member.say(question);
  await member.press('Gặp cán bộ');
  await finish(member);
}

/** Consent and unit are asked once; the question is not asked for again. */
async function finish(member: Player): Promise<void> {
  await member.press('Đồng ý');
  await member.say('CĐCS Nhà máy A');
  await member.press('Gửi');
  expect(member.last().text).toMatch(/PA-\d{4}-\w{5}/);
}

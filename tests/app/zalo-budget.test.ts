/** Zalo gives eight free messages for each act of a member: a turn must not waste them. */
import { afterEach, expect, it } from 'vitest';
import { createPlay } from '../play.ts';
import type { Play } from '../play.ts';

let play: Play;
afterEach(() => play.stop());

it('every act of a whole report costs one message: progress and question are in the same one', async () => {
  play = await createPlay();
  const member = play.player('zalo', '4800100000000000001');
  const costs: [string, number][] = [];
  const say = async (words: string) => {
    const answers = await member.say(words);
    costs.push([words, answers.length]);
    return answers;
  };
  await say('Phản ánh khó khăn');
  for (const words of [
    'Đồng ý',
    'CĐCS Nhà máy A',
    'Lương, thưởng',
    'Nợ lương hai tháng',
    'Bình thường',
    'Bỏ qua',
    'Bỏ qua',
  ]) {
    const [question] = await say(words);
    // Where one stands and what is asked.
    expect(question?.text).toMatch(/Bước \d+\/\d+[^]*\n[^]*\S/);
  }
  for (const words of ['Xong', 'Nhắn qua trợ lý này', 'Không cho xem', 'Gửi']) await say(words);
  expect(member.last().text).toMatch(/PA-\d{4}-\w{5}/);
  expect(costs.filter(([, count]) => count !== 1)).toEqual([]);
});

it('the first screen, an answer, a list and help cost one or two, never near eight', async () => {
  play = await createPlay();
  const member = play.player('zalo', '4800100000000000001');
  for (const words of [
    'chào',
    'menu',
    'Xem thêm',
    '5K',
    'Vắc xin',
    'tiêm xong bị sốt',
    'trợ giúp',
    'Phản ánh của tôi',
  ])
    expect((await member.say(words)).length, words).toBeLessThanOrEqual(2);
});

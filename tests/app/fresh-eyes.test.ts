import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlay } from '../play.ts';
import type { Play, Player } from '../play.ts';
import { place } from './rows.ts';

/** What annoyed a member who played with the bot for an afternoon. */
describe('a member in the middle of the form', () => {
  let play: Play;
  let member: Player;
  beforeEach(async () => {
    play = await createPlay();
    member = play.player('zalo', '1');
    for (const answer of ['Phản ánh khó khăn', 'Đồng ý', 'CĐCS Nhà máy A']) await member.say(answer);
  });
  afterEach(() => play.stop());

  it('reads an answer under its own question, not under the name of the step', async () => {
    await member.say('tiêm xong bị sốt thì làm sao?');
    const answer = member.received().find(({ text }) => text.includes('Nguồn:'))!.text;
    expect(answer).not.toMatch(/^Loại khó khăn/);
    expect(answer.split('\n')[0]).toMatch(/\?$/);
  });

  it('says “ok” and is not taught how to withdraw a consent', async () => {
    const [reply] = await member.say('ok');
    expect(reply!.text).toContain('Bước 3/11');
    expect(reply!.text).not.toContain('Nguồn:');
  });

  it('answers with a part of a label, and with small words around it', async () => {
    await member.say('thuong');
    expect(await place(play, member)).toBe('hardship-report.story');
    await member.say('Nợ lương hai tháng');
    await member.say('dạ bình thường thôi em');
    expect(await place(play, member)).toBe('hardship-report.people');
    for (const answer of ['bo qua di', 'bỏ qua', 'xong rồi', 'giau ten', 'khong']) await member.say(answer);
    expect(await place(play, member)).toBe('hardship-report.review');
    expect(member.last().text).toContain('giấu tên');
    expect(member.last().text).toContain('không được xem');
  });
});

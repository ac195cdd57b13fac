import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlay, fileReport } from '../play.ts';
import type { Play, Player } from '../play.ts';
import { conversationOf, photo, place } from './rows.ts';

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

  it('thanks in the middle are taken, and the question is shown again, for nothing has been sent', async () => {
    const before = await place(play, member);
    const [reply] = await member.say('cam on em nhe');
    expect(reply!.text).toContain('Vâng ạ');
    expect(reply!.text).toContain('Bước 3/11');
    expect(await place(play, member)).toBe(before);
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

  const data = async () =>
    (await conversationOf(play, member)).stack.find(({ flow }) => flow === 'hardship-report')!.data;

  it('tells the story in several short messages: none is lost', async () => {
    await member.say('Lương, thưởng');
    await member.say('cong ty no luong 2 thang nay roi');
    await member.say('con hoc phi cua con nua');
    const [reply] = await member.say('gio khong biet lam sao');
    expect(reply!.text).toContain('thêm vào lời kể');
    expect((await data())['story']).toBe(
      'cong ty no luong 2 thang nay roi\ncon hoc phi cua con nua\ngio khong biet lam sao',
    );
    await member.say('gấp lắm em ơi');
    expect((await data())['urgency']).toBe('urgent');
    expect(await place(play, member)).toBe('hardship-report.people');
  });

  it('begins to tell before the story is asked for: it is kept, and not asked again', async () => {
    const [reply] = await member.say('con toi om nang, toi can tien vien phi');
    expect(reply!.text).toContain('giữ lời này');
    await member.say('1');
    expect(await place(play, member)).toBe('hardship-report.urgency');
    expect((await data())['story']).toBe('con toi om nang, toi can tien vien phi');
  });

  it('sends an album: the photos after the first one with words are taken too', async () => {
    await member.say('Lương, thưởng');
    await member.do({ type: 'photo', file: photo('a', 'zalo'), caption: 'Phiếu lương tháng 9' });
    await member.do({ type: 'photo', file: photo('b', 'zalo') });
    await member.do({ type: 'photo', file: photo('c', 'zalo') });
    expect(await data()).toMatchObject({ photos: '3', story: 'Phiếu lương tháng 9' });
    expect(await place(play, member)).toBe('hardship-report.urgency');
  });

  it('writes on at the read-back, types a phone number at once, and has nothing to show', async () => {
    await member.say('Lương, thưởng');
    for (const answer of ['Nợ lương hai tháng', 'khong gap', 'khong biet', 'khong ro', 'khong co anh'])
      await member.say(answer);
    await member.say('0912.345.678');
    expect(await data()).toMatchObject({ urgency: 'normal', contact: 'phone', phone: '0912345678' });
    expect((await data())['place']).toBeUndefined();
    await member.say('Không cho xem');
    await member.say('à còn tiền thưởng Tết nữa');
    expect(member.last().text).toContain('“à còn tiền thưởng Tết nữa”');
    await member.say('Thêm vào');
    expect(await place(play, member)).toBe('hardship-report.review');
    expect(member.last().text).toContain('à còn tiền thưởng Tết nữa');
    expect((await data())['story']).toBe('Nợ lương hai tháng\nà còn tiền thưởng Tết nữa');
  });
});

describe('a member who looks for the unit', () => {
  it('says “đúng rồi” to the only one found, or “không biết”', async () => {
    const play = await createPlay();
    const member = play.player('telegram', '1');
    for (const answer of ['Phản ánh khó khăn', 'Đồng ý', 'toi lam o may song tra', 'đúng rồi em'])
      await member.say(answer);
    expect(await place(play, member)).toBe('hardship-report.category');
    expect((await conversationOf(play, member)).stack.at(-1)!.data['unitName']).toContain('May Sông Trà');
    const other = play.player('telegram', '2');
    for (const answer of ['Phản ánh khó khăn', 'Đồng ý', 'toi khong biet']) await other.say(answer);
    expect(await place(play, other)).toBe('hardship-report.category');
    await play.stop();
  });
});

describe('what people say to anybody', () => {
  let play: Play;
  let member: Player;
  beforeEach(async () => {
    play = await createPlay();
    member = play.player('zalo', '1');
    await member.say('/start');
  });
  afterEach(() => play.stop());

  it.each(['alo', 'chào em', 'xin chao', 'hello ad'])('“%s” is greeted', async (text) => {
    expect((await member.say(text))[0]!.text).toContain('Anh/chị cần gì');
  });
  it.each(['cảm ơn em', 'da vang', 'ok', 'cam on nhieu a'])(
    '“%s” is taken kindly, and is no miss',
    async (text) => {
      expect((await member.say(text))[0]!.text).toContain('Cần gì thêm');
    },
  );
  it.each(['phan anh', 'tôi muốn phản ánh', 'Gửi phản ánh'])('“%s” opens the form', async (text) => {
    await member.say(text);
    expect(await place(play, member)).toBe('consent.ask');
  });
  it('“huỷ đi” leaves the form', async () => {
    await member.say('phan anh');
    expect((await member.say('huy di'))[0]!.text).toContain('Đã huỷ');
  });
});

describe('the reports that an officer holds', () => {
  it('say in the list what they are about', async () => {
    const play = await createPlay();
    const officer = await play.enrolOfficer('ldld-quang-ngai');
    const reference = await fileReport(play.player('zalo', '1'), 'Nợ lương', { urgency: 'Khẩn cấp' });
    await officer.say('phieu dang giu');
    await officer.press('Phiếu đang giữ');
    expect((officer.last().rows ?? []).flat()[0]!.label).toBe(`🔴 ${reference} · Lương, thưởng`);
    await play.stop();
  });
});

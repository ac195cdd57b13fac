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

describe('a member and an officer who write to one another', () => {
  let play: Play;
  let member: Player;
  let officer: Player;
  let reference: string;
  beforeEach(async () => {
    play = await createPlay();
    officer = await play.enrolOfficer('ldld-quang-ngai');
    member = play.player('zalo', '1');
    reference = await fileReport(member, 'cong ty no luong 2 thang');
  });
  afterEach(() => play.stop());
  const question = async () => {
    await officer.press('Hỏi thêm');
    await officer.say('Chị cho tôi xin tên công ty?');
  };

  it('an answer in several messages reaches the officer whole', async () => {
    await question();
    await member.say('da cong ty A');
    const [reply] = await member.say('o khu cong nghiep B');
    expect(reply!.text).toContain('Đã chuyển tới cán bộ');
    expect(officer.received().map(({ text }) => text)).toContainEqual(
      expect.stringContaining('o khu cong nghiep B'),
    );
  });

  it('half an hour later words are a question again, and an officer who asks once more is answered', async () => {
    await question();
    await member.say('da cong ty A');
    play.clock.at += 31 * 60_000;
    const [answer] = await member.say('tiêm xong bị sốt thì làm sao?');
    expect(answer!.text).toContain('Nguồn:');
    await question();
    await member.say('cong ty B nua');
    expect(officer.last().text).toContain('cong ty B nua');
    expect(officer.last().text).toContain(reference);
  });
});

describe('words for which nobody pressed a button', () => {
  let play: Play;
  let member: Player;
  let officer: Player;
  let reference: string;
  beforeEach(async () => {
    play = await createPlay();
    officer = await play.enrolOfficer('ldld-quang-ngai');
    member = play.player('zalo', '1');
    reference = await fileReport(member, 'cong ty no luong 2 thang');
    await officer.press('Tiếp nhận');
  });
  afterEach(() => play.stop());
  const replies = async (words: string) => {
    await officer.pressData(`card:reply:${reference}`);
    await officer.say(words);
  };

  it.each(['0905123456 a', 'da', 'bao gio anh chi xuong?'])(
    'the member answers an officer’s reply with “%s”: it lands under the card',
    async (words) => {
      await replies('Anh chị cho xin số điện thoại');
      const [answer] = await member.say(words);
      expect(answer!.text).toContain('đã chuyển lời');
      expect(officer.last().text).toContain(words);
      expect(officer.last().text).toContain(reference);
    },
  );

  it('answers a refusal too', async () => {
    await officer.pressData(`card:reject:${reference}`);
    await officer.say('Việc này do toà án xử');
    await member.say('vay toi phai lam don o cho nao');
    expect(officer.last().text).toContain('lam don o cho nao');
  });

  it('after thanks, a question that the bot knows, or a day, words are no answer to the officer', async () => {
    await replies('Mai tôi xuống');
    const heard = officer.received().length;
    expect((await member.say('cảm ơn anh'))[0]!.text).toContain('Vâng ạ');
    expect((await member.say('tiêm xong bị sốt thì làm sao?'))[0]!.text).toContain('Nguồn:');
    play.clock.at += 25 * 3_600_000;
    await member.say('trời hôm nay đẹp');
    expect(officer.received()).toHaveLength(heard);
  });

  it('“đã ổn” of a report that is under way is news for its officers', async () => {
    await member.say('da on');
    expect(officer.last().text).toContain('da on');
    expect(member.last().text).toContain(`đang giữ ${reference}`);
  });

  it('an officer at work writes without pressing: the words are offered to the member, and go on a press only', async () => {
    const before = member.received().length;
    await officer.say('da goi giam doc, ho hua tra luong');
    await officer.say('trong tuan nay');
    expect(officer.last().text).toContain(reference);
    expect(officer.last().text).toContain('da goi giam doc, ho hua tra luong\ntrong tuan nay');
    expect(member.received()).toHaveLength(before);
    await officer.press('Gửi');
    expect(member.last().text).toContain('trong tuan nay');
  });

  it('a member whose report is open says something that is no question: it is offered to the report, word for word', async () => {
    const heard = officer.received().length;
    await member.say('ho moi tra mot nua thoi');
    await member.say('ca xuong dang boi roi');
    expect(member.last().text).toContain('“ho moi tra mot nua thoi\nca xuong dang boi roi”');
    expect(officer.received()).toHaveLength(heard);
    await member.press('Thêm vào');
    expect(officer.last().text).toContain('ca xuong dang boi roi');
    expect(member.last().text).toContain('Đã chuyển tới cán bộ');
  });

  it('or it was a question after all, or nothing', async () => {
    const heard = officer.received().length;
    await member.say('ho moi tra mot nua thoi');
    await member.press('Tôi hỏi việc khác');
    expect(member.last().text).toContain('không biết');
    await member.say('menu');
    await member.say('ho moi tra mot nua thoi');
    await member.press('Thôi');
    expect(member.last().text).toContain('chưa chuyển');
    expect((await member.say('tiêm xong bị sốt thì làm sao?'))[0]!.text).toContain('Nguồn:');
    expect(officer.received()).toHaveLength(heard);
  });

  it('also after an answer of the bot; but not where the bot has just asked for a question', async () => {
    await member.say('tiêm xong bị sốt thì làm sao?');
    await member.say('ho moi tra mot nua thoi');
    expect(member.last().text).toContain(`thêm lời này vào phản ánh ${reference}`);
    await member.say('menu');
    await member.press('Hỏi đáp');
    expect((await member.say('ho moi tra mot nua thoi'))[0]!.text).toContain('không biết');
  });

  it('a question that nobody knows stays a question', async () => {
    expect((await member.say('mai trời mưa không'))[0]!.text).toContain('không biết');
  });

  it('an officer may say no to that, and ask the bot what it knows', async () => {
    const before = member.received().length;
    await officer.say('xong viec roi nhe');
    await officer.press('Thôi');
    expect((await officer.say('tiêm xong bị sốt thì làm sao?'))[0]!.text).toContain('Nguồn:');
    expect(member.received()).toHaveLength(before);
  });
});

describe('an officer who has not found the button', () => {
  let play: Play;
  let officer: Player;
  beforeEach(async () => {
    play = await createPlay();
    officer = await play.enrolOfficer('ldld-quang-ngai');
  });
  afterEach(() => play.stop());

  it.each(['ok', 'nhận', 'da tiep nhan roi'])(
    'says “%s”: is told that the clock still runs, with the button that stops it',
    async (words) => {
      const reference = await fileReport(play.player('zalo', '1'), 'cong ty no luong 2 thang');
      await officer.say(words);
      expect(officer.last().text).toContain(`chưa bấm nhận ${reference}`);
      await officer.press('Tiếp nhận');
      const stored = await play.store.read((view) => view.get('reports', reference));
      expect(stored!.state).toBe('acknowledged');
      expect((await officer.say('ok'))[0]!.text).toContain('Vâng ạ');
    },
  );

  it('with several that wait: is led to the list', async () => {
    for (const id of ['1', '2']) await fileReport(play.player('zalo', id), 'cong ty no luong 2 thang');
    await officer.say('ok');
    await officer.press('Phiếu đang giữ');
    expect(officer.last().text).toContain('Các phiếu chưa xong');
  });

  it('says what nobody understands: is told how to write to a member, and shown the own screen', async () => {
    const said = (await officer.say('co phieu nao nua ko')).map(({ text }) => text).join('\n');
    expect(said).toContain('trả lời (reply) vào phiếu');
    expect(said).toContain('Đang giữ 0 phản ánh');
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

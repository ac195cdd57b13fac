/** What a member and an officer write to one another, with and without a press. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlay, fileReport } from '../play.ts';
import type { Play, Player } from '../play.ts';

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

  describe('words for which nobody pressed a button', () => {
    beforeEach(() => officer.press('Tiếp nhận'));
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

    it.each([
      { said: '👍', answer: 'Vâng ạ' },
      { said: '?', answer: 'cứ gõ câu hỏi' },
      { said: '…', answer: 'cứ gõ câu hỏi' },
    ])(
      '“$said” is no word for anybody, and no question that the bot does not know',
      async ({ said, answer }) => {
        for (const player of [officer, member]) {
          await player.say(said);
          expect(player.last().text).toContain(answer);
        }
      },
    );

    it('asked for words, an officer who sends a thumb is asked once more, and the member hears nothing', async () => {
      const heard = member.received().length;
      await officer.pressData(`card:reply:${reference}`);
      const asked = officer.last().text;
      await officer.say('👍');
      expect(officer.last().text).toBe(asked);
      expect(member.received()).toHaveLength(heard);
      await officer.say('Mai tôi xuống');
      expect(member.last().text).toContain('Mai tôi xuống');
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
});

describe('an officer in a group', () => {
  it('sends a thumb while words are asked for: nothing goes to the member, and the bot says nothing to it', async () => {
    const play = await createPlay();
    const officer = await play.enrolOfficer('ldld-quang-ngai', '8', { group: '-100800' });
    const member = play.player('zalo', '1');
    await fileReport(member, 'cong ty no luong 2 thang');
    const before = member.received().length;
    await officer.press('Hỏi thêm');
    const heard = officer.received().length;
    await officer.say('👍');
    expect(officer.received()).toHaveLength(heard);
    expect(member.received()).toHaveLength(before);
    await officer.say('Tên công ty là gì?');
    expect(member.last().text).toContain('Tên công ty là gì?');
    await play.stop();
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

// Over 250 lines: every promise to officers, on one set-up.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlay, fileReport } from '../play.ts';
import type { Play, Player } from '../play.ts';
import { cardsIn, idOf, labelsOf, photo, reportOf, sentTo } from './rows.ts';

const GROUP = '-100';
const CHAT = `telegram:${GROUP}`;

describe('officers at work', () => {
  let play: Play;
  let member: Player;
  beforeEach(async () => {
    play = await createPlay();
    member = play.player('zalo', '1', { name: 'Nguyễn Thị Hoa' });
  });
  afterEach(() => play.stop());

  async function seat(unit: string, id: string, name: string, group?: string): Promise<Player> {
    const officer = play.player('telegram', id, { name, ...(group ? { group } : {}) });
    await officer.say(`/canbo ${await play.app.invite(unit, ['handle'])}`);
    return officer;
  }
  const province = (id: string, name: string, group?: string) => seat('ldld-quang-ngai', id, name, group);

  describe('one report', () => {
    it('two officers: the first has it, the second is told who was first and when', async () => {
      const lan = await province('8', 'Lan');
      const minh = await province('9', 'Minh');
      const reference = await fileReport(member, 'Nợ lương');
      await lan.press('Tiếp nhận');
      const taken = await reportOf(play, reference);
      const told = member.received().length;
      await minh.pressData(`card:acknowledge:${reference}`);
      expect(minh.last().text).toMatch(/Lan đã tiếp nhận PA-.* trước, lúc 10 giờ/);
      expect(await reportOf(play, reference)).toEqual(taken);
      expect(member.received()).toHaveLength(told);
      const card = sentTo(play, minh.id).findLast(({ message }) => message.editCard === reference)!;
      expect(card.options.edit).toBe(idOf(play, cardsIn(play, minh.id, reference)[0]!));
      expect(card.message.text).toContain('Người tiếp nhận: Lan');
      expect(labelsOf(card)).not.toContain('Tiếp nhận');
    });

    it.each(['acknowledge', 'ask', 'reply', 'resolve', 'reject', 'details'])(
      'a press of “%s” by an officer of another unit, by the member or by anybody says so and changes nothing',
      async (act) => {
        await province('8', 'Lan');
        const others = [
          await seat('ldld-dak-lak', '9', 'Minh'),
          await seat('tld', '10', 'Mai'),
          member,
          play.player('telegram', '11'),
        ];
        const reference = await fileReport(member, 'Chuyện riêng');
        const before = await reportOf(play, reference);
        for (const other of others) {
          const said = await other.pressData(`card:${act}:${reference}`);
          expect(said.map((message) => message.text).join()).toMatch(
            /không giữ phản ánh này|chỉ dành cho cán bộ/,
          );
          expect(JSON.stringify(said)).not.toContain('Chuyện riêng');
        }
        expect(await reportOf(play, reference)).toEqual(before);
        await others[0]!.pressData(`card:${act}:PA-2611-22222`);
        expect(others[0]!.last().text).toContain('không giữ phản ánh này');
      },
    );

    it('one that is over says so; a last word is still possible', async () => {
      const lan = await province('8', 'Lan');
      const reference = await fileReport(member, 'Nợ lương');
      await lan.press('Đã giải quyết');
      await lan.say('menu');
      for (const act of ['acknowledge', 'ask', 'resolve', 'reject']) {
        await lan.pressData(`card:${act}:${reference}`);
        expect(lan.last().text, act).toContain('đã khép lại');
      }
      await lan.pressData(`card:reply:${reference}`);
      await lan.say('Chúc anh chị khoẻ');
      expect(member.last().text).toContain('Chúc anh chị khoẻ');
      expect((await reportOf(play, reference)).state).toBe('resolved');
    });

    it('the member is told of every act, with the words and the reason', async () => {
      const lan = await province('8', 'Lan');
      const reference = await fileReport(member, 'Nợ lương');
      await lan.press('Tiếp nhận');
      expect(member.last().text).toContain('LĐLĐ tỉnh Quảng Ngãi đã tiếp nhận');
      await lan.press('Hỏi thêm');
      await lan.say('Từ bao giờ?');
      expect(member.last().text).toContain('Từ bao giờ?');
      await lan.press('Từ chối');
      expect((await reportOf(play, reference)).state).toBe('acknowledged');
      await lan.say('Đã có nơi khác lo');
      expect(member.last().text).toContain('Đã có nơi khác lo');
      expect((await reportOf(play, reference)).state).toBe('rejected');
    });
  });

  describe('words between officer and member', () => {
    it('a reply to the card is a message to the member; the member’s answer lands under the card; a reply to that goes on', async () => {
      const lan = await province('8', 'Lan');
      const reference = await fileReport(member, 'Nợ lương');
      const card = cardsIn(play, lan.id, reference)[0]!;
      await lan.do({ type: 'text', text: 'Anh chị làm ở xưởng nào?', replyTo: idOf(play, card) });
      expect(member.last().text).toContain('Anh chị làm ở xưởng nào?');
      await member.pressData(`report:add:${reference}`);
      await member.say('Xưởng hai');
      const answer = sentTo(play, lan.id).at(-1)!;
      expect(answer.message.text).toContain('Xưởng hai');
      expect(answer.options.under).toBe(idOf(play, card));
      await lan.do({ type: 'text', text: 'Cảm ơn, tôi sẽ gọi quản đốc', replyTo: idOf(play, answer) });
      expect(member.last().text).toContain('tôi sẽ gọi quản đốc');
      expect((await reportOf(play, reference)).happened.map(({ what }) => what)).toEqual([
        'sent',
        'replied',
        'member-wrote',
        'replied',
      ]);
    });

    it('after Hỏi thêm the member’s next words are the answer, from wherever they are written; those of half an hour later are not', async () => {
      const lan = await province('8', 'Lan');
      const reference = await fileReport(member, 'Nợ lương');
      await lan.press('Hỏi thêm');
      await lan.say('Bao nhiêu người?');
      await member.say('Khoảng hai mươi');
      expect(lan.last().text).toContain('Khoảng hai mươi');
      expect(member.last().text).toContain('đã chuyển lời');
      const heard = lan.received().length;
      play.clock.at += 31 * 60_000;
      await member.say('trời hôm nay đẹp');
      expect(lan.received()).toHaveLength(heard);
      expect('openQuestion' in (await reportOf(play, reference))).toBe(false);
    });

    it('a reply to one card while words for another report are asked for goes to the member of that card', async () => {
      const lan = await province('8', 'Lan');
      const other = play.player('zalo', '2', { name: 'Lê Văn Tám' });
      const first = await fileReport(member, 'Nợ lương');
      const second = await fileReport(other, 'Mất việc');
      await lan.pressData(`card:ask:${first}`);
      const before = member.received().length;
      await lan.do({
        type: 'text',
        text: 'Dành cho anh Tám',
        replyTo: idOf(play, cardsIn(play, lan.id, second)[0]!),
      });
      expect(member.received()).toHaveLength(before);
      expect(other.last().text).toContain('Dành cho anh Tám');
      await lan.do({
        type: 'text',
        text: 'Dành cho chị Hoa',
        replyTo: idOf(play, cardsIn(play, lan.id, first)[0]!),
      });
      expect(member.last().text).toContain('Dành cho chị Hoa');
      expect((await reportOf(play, first)).openQuestion).toBeDefined();
    });

    it('a photo and a voice note are answers too', async () => {
      const lan = await province('8', 'Lan');
      await fileReport(member, 'Nợ lương');
      await lan.press('Hỏi thêm');
      await lan.say('Gửi giúp phiếu lương');
      await member.do({ type: 'photo', file: photo('slip', 'zalo') });
      expect(lan.last().file?.id).toBe('slip');
      expect(sentTo(play, lan.id).at(-1)!.options.under).toBeDefined();
    });

    it('an officer’s words are no cry for help and no question for the bot', async () => {
      const lan = await province('8', 'Lan');
      await fileReport(member, 'Nợ lương');
      await lan.press('Hỏi thêm');
      await lan.say('Có ai khó thở không?');
      expect(member.last().text).toContain('Có ai khó thở không?');
      expect(lan.last().text).not.toContain('115');
    });
  });

  describe('in a group', () => {
    it('one card, however many officers; no name, no phone, no place; Chi tiết goes to the one who asks', async () => {
      const lan = await province('8', 'Lan', GROUP);
      await province('9', 'Minh', GROUP);
      await member.say('Phản ánh khó khăn');
      for (const words of [
        'Đồng ý',
        'CĐCS Nhà máy A',
        'Lương, thưởng',
        'Nợ lương hai tháng',
        'Khẩn cấp',
        '3',
        'Khu trọ Hoa Sen',
        'Xong',
        'Gọi điện cho tôi',
        '0912345678',
        'Không cho xem',
        'Gửi',
      ])
        await member.say(words);
      const [report] = await play.store.read((view) => view.find('reports', 'member', member.id));
      const cards = cardsIn(play, CHAT, report!.id);
      expect(cards).toHaveLength(1);
      expect(cards[0]!.message.text).toContain('Nợ lương hai tháng');
      for (const { message } of sentTo(play, CHAT)) expect(message.text).not.toMatch(/Hoa|0912/);

      await lan.press('Chi tiết');
      expect(lan.last().text).toContain('mở khung chat riêng');
      expect(sentTo(play, 'telegram:8')).toEqual([]);
      await play.player('telegram', '8', { name: 'Lan' }).say('/start');
      await lan.press('Chi tiết');
      expect(lan.last().text).toContain('khung chat riêng của Lan');
      const details = cardsIn(play, 'telegram:8', report!.id)[0]!.message.text;
      expect(details).toContain('Nguyễn Thị Hoa');
      expect(details).toContain('0912345678');
      expect(details).toContain('Khu trọ Hoa Sen');
    });

    it('a member’s photos reach the officer who asks, never the group', async () => {
      const lan = await province('8', 'Lan', GROUP);
      await play.player('telegram', '8', { name: 'Lan' }).say('/start');
      const reference = await fileReport(member, 'Nợ lương');
      await member.pressData(`report:add:${reference}`);
      await member.do({ type: 'photo', file: photo('face', 'zalo'), caption: 'Ảnh của tôi' });
      expect(lan.last().text).toContain('Ảnh của tôi');
      expect(sentTo(play, CHAT).some(({ message }) => message.file)).toBe(false);
      await lan.press('Chi tiết');
      expect(sentTo(play, 'telegram:8').some(({ message }) => message.file?.id === 'face')).toBe(true);
    });

    it('the bot is silent unless addressed: by a command, a button, or a reply to a card', async () => {
      const lan = await province('8', 'Lan', GROUP);
      const reference = await fileReport(member, 'Nợ lương');
      const card = cardsIn(play, CHAT, reference)[0]!;
      const events = [
        { type: 'text', text: 'menu' },
        { type: 'text', text: 'tiêm xong bị sốt phải làm sao?' },
        { type: 'text', text: 'tôi khó thở quá' },
        { type: 'text', text: 'huỷ', replyTo: '99999' },
        { type: 'sticker' },
        { type: 'photo', file: photo('lunch') },
        { type: 'location', latitude: 1, longitude: 1 },
      ] as const;
      for (const event of events) expect(await lan.do(event), JSON.stringify(event)).toEqual([]);
      await lan.say('/canbo');
      expect(lan.last().text).toContain('Đang giữ 1 phản ánh');
      expect(await lan.say('Trưa nay ăn gì các đồng chí?')).toEqual([]);
      expect(await lan.say('Phiếu đang giữ')).toHaveLength(1);
      await lan.do({ type: 'text', text: 'Chúng tôi đang xem', replyTo: idOf(play, card) });
      expect(member.last().text).toContain('Chúng tôi đang xem');
    });

    it('Hỏi thêm takes the words of the officer who pressed, not of another one', async () => {
      const lan = await province('8', 'Lan', GROUP);
      const minh = await province('9', 'Minh', GROUP);
      await fileReport(member, 'Nợ lương');
      await lan.press('Hỏi thêm');
      expect(await minh.say('Ai đi họp chiều nay?')).toEqual([]);
      await lan.say('Từ tháng nào?');
      expect(member.last().text).toContain('Từ tháng nào?');
      expect(await lan.say('Xong rồi nhé')).toEqual([]);
    });

    it('a reply to the card by somebody who is no officer reaches nobody', async () => {
      await province('8', 'Lan', GROUP);
      const reference = await fileReport(member, 'Nợ lương');
      const guest = play.player('telegram', '50', { group: GROUP, name: 'Khách' });
      const before = member.received().length;
      await guest.do({
        type: 'text',
        text: 'Tôi không phải cán bộ',
        replyTo: idOf(play, cardsIn(play, CHAT, reference)[0]!),
      });
      expect(member.received()).toHaveLength(before);
      expect(guest.last().text).toContain('chỉ dành cho cán bộ');
    });
  });

  describe('the name and the phone', () => {
    it('hidden: in no message to any officer, from the card to the last word', async () => {
      const lan = await province('8', 'Lan');
      const own = await seat('cdcs-nha-may-a', '9', 'Minh');
      const reference = await fileReport(member, 'Nợ lương', {
        contact: 'Giấu tên tôi',
        ownUnit: 'Cho đơn vị tôi xem',
      });
      await lan.press('Hỏi thêm');
      await lan.say('Từ bao giờ?');
      await member.say('Hai tháng');
      await lan.pressData(`card:details:${reference}`);
      await lan.say('/canbo');
      await lan.press('Phiếu đang giữ');
      await lan.say('1');
      await lan.press('Đã giải quyết');
      await member.pressData(`report:reopen:${reference}`);
      const read = JSON.stringify([lan.received(), own.received()]);
      expect(read).toContain('(giấu tên)');
      expect(read).not.toMatch(/Hoa|zalo:1/);
      expect('name' in (await reportOf(play, reference))).toBe(false);
    });

    it('a phone that was given and then taken back for another way is neither stored nor shown', async () => {
      const lan = await province('8', 'Lan');
      await member.say('Phản ánh khó khăn');
      for (const words of [
        'Đồng ý',
        'CĐCS Nhà máy A',
        'Việc khác',
        'Chuyện',
        'Bình thường',
        'Bỏ qua',
        'Bỏ qua',
        'Xong',
        'Gọi điện cho tôi',
        '0912345678',
        'Không cho xem',
      ])
        await member.say(words);
      expect(member.last().text).toContain('0912345678');
      for (const words of ['Sửa', 'Sửa cách liên hệ', 'Nhắn qua trợ lý này']) await member.say(words);
      expect(member.last().text).not.toContain('0912345678');
      await member.say('Gửi');
      const [report] = await play.store.read((view) => view.find('reports', 'member', member.id));
      expect(JSON.stringify([report, lan.received()])).not.toContain('0912');
      expect(JSON.stringify(lan.received())).toContain('Nguyễn Thị Hoa');
    });
  });
});

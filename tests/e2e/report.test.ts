import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phone } from '../../src/sandbox/phone.ts';
import { createWorld, fromBot, press, reads, REFERENCE, SECRETS, sendReport } from './world.ts';
import type { World } from './world.ts';

const picture = {
  bytes: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
  name: 'anh.png',
  mime: 'image/png',
};

describe('the main job over real HTTP, on both platforms', () => {
  let world: World;
  let officer: Phone;

  beforeAll(async () => {
    world = await createWorld();
    await world.start();
    officer = world.telegram.phone({ id: '900', name: 'Phạm Thị Thu' });
    await officer.say(`/canbo ${SECRETS.admin}`);
    await reads(officer, 'Tổng Liên đoàn Lao động Việt Nam');
  });
  afterAll(() => world.close());

  const phones = {
    telegram: () => world.telegram.phone({ id: '101', name: 'Nguyễn Thị Hạnh' }),
    zalo: () => world.zalo.phone({ id: '4800100000000000001', name: 'Trần Văn Lợi' }),
  };

  it.each(['telegram', 'zalo'] as const)(
    'a report sent on %s reaches the officer, and what the officer does reaches the member',
    async (platform) => {
      const member = phones[platform]();
      await member.say('/start');
      await reads(member, 'trợ lý tự động');
      const reference = await sendReport(member, `Công ty nợ lương hai tháng (${platform})`);

      const card = await reads(officer, reference);
      expect(card.text).toContain(`Công ty nợ lương hai tháng (${platform})`);

      await press(officer, 'Tiếp nhận');
      await reads(member, 'đã tiếp nhận phản ánh');
      await press(officer, 'Hỏi thêm');
      await reads(officer, 'Đồng chí muốn hỏi');
      await officer.say('Nợ từ tháng mấy?');
      await reads(member, 'Nợ từ tháng mấy?');
      await member.say(`tu thang 9 a (${platform})`);
      const answer = await reads(officer, `tu thang 9 a (${platform})`);
      expect(answer.quotes).toBe(card.id);

      await press(officer, 'Trả lời');
      await reads(officer, 'Đồng chí muốn nhắn gì');
      await officer.say('Tôi sẽ làm việc với công ty trong tuần này.');
      await reads(member, 'làm việc với công ty');

      await officer.reply(card.id, 'Công ty hẹn trả thứ Sáu.');
      await reads(member, 'Công ty hẹn trả thứ Sáu.');

      await press(officer, 'Đã giải quyết');
      await reads(member, 'đã giải quyết');
      await member.say('/theodoi');
      await reads(member, 'mới nhất ở trên');
      await member.say('1');
      const chain = await reads(member, 'Đường đi:');
      for (const part of [
        'nhận phiếu',
        'tiếp nhận',
        'hỏi: Nợ từ tháng mấy?',
        'tu thang 9 a',
        'đã giải quyết',
      ])
        expect(chain.text).toContain(part);
    },
  );

  it('a refusal carries its reason, and the member can say that it is not all right', async () => {
    const member = phones.telegram();
    const reference = await sendReport(member, 'Xin hỗ trợ tiền trọ');
    await reads(officer, reference);
    await press(officer, 'Từ chối');
    await reads(officer, 'Vì sao chưa nhận');
    await officer.say('Hồ sơ chưa có xác nhận tạm trú.');
    await reads(member, 'chưa có xác nhận tạm trú');
    await press(member, 'Chưa ổn');
    await reads(member, 'mở lại');
    await reads(officer, 'chưa ổn');
  });

  it('photo and voice of a member on Zalo reach an officer on Telegram', async () => {
    const member = world.zalo.phone({ id: '4800100000000000002', name: 'Bùi Thị Lan' });
    const before = fromBot(officer).length;
    await member.say('Phản ánh khó khăn');
    await reads(member, 'Bước 1/');
    await press(member, 'Đồng ý');
    await reads(member, 'Bước 2/');
    await member.say('CĐCS Nhà máy A');
    await reads(member, 'Bước 3/');
    await member.say('1');
    await reads(member, 'Bước 4/');
    await member.sendPhoto(picture, 'Máy dừng từ tuần trước');
    for (const [question, label] of [
      ['Bước 5/', 'Khẩn cấp'],
      ['Bước 6/', 'Chỉ mình tôi'],
      ['Bước 7/', 'Bỏ qua'],
      ['Bước 8/', 'Xong'],
      ['Bước 9/', 'Giấu tên'],
      ['Bước 10/', 'Không cho'],
      ['Bước 11/', 'Gửi'],
    ] as const) {
      await reads(member, question);
      await press(member, label);
    }
    await reads(member, REFERENCE);
    const card = await reads(officer, 'Máy dừng từ tuần trước', before);
    expect(card.text).toContain('KHẨN CẤP');
    expect(card.text).not.toContain('Bùi Thị Lan');
    await expect
      .poll(
        () =>
          fromBot(officer)
            .slice(before)
            .some((bubble) => bubble.file?.kind === 'photo'),
        { timeout: 8000 },
      )
      .toBe(true);
  });
});

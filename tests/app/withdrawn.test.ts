import { describe, expect, it } from 'vitest';
import { createKnowledge } from '../../src/app/knowledge.ts';
import { createPlay } from '../play.ts';
import { check, faq } from '../content/folder.ts';

const noon = (day: string) => Date.parse(`${day}T12:00:00+07:00`);

/** Questions far enough from each other, the same words in both phases of one of them. */
const FILES = {
  'faq/cu.md': faq(
    {
      cau_hoi: 'Tiền hỗ trợ thuê trọ còn không?',
      cach_hoi_khac: '[hỗ trợ tiền trọ]',
      het_han: '2026-01-31',
      chu_de: 'ho-tro',
    },
    'Còn, đến hết tháng Một.',
  ),
  'faq/dich.md': faq(
    {
      cau_hoi: 'Khu phong toả được đi chợ không?',
      cach_hoi_khac: '[đi chợ khi phong toả]',
      giai_doan: '[dich-bung-phat]',
    },
    'Đi theo phiếu.',
  ),
  'faq/tet.md': faq(
    { cau_hoi: 'Bao giờ có lịch nghỉ Tết?', cach_hoi_khac: '[lịch nghỉ tết]', chu_de: 'tet' },
    'Xem thông báo của công ty.',
  ),
  'faq/khau-trang-cu.md': faq(
    { cau_hoi: 'Có phải đeo khẩu trang không?', cach_hoi_khac: undefined, het_han: '2025-12-31' },
    'Bắt buộc.',
  ),
  'faq/khau-trang.md': faq(
    { cau_hoi: 'Có phải đeo khẩu trang không?', cach_hoi_khac: undefined, hieu_luc_tu: '2026-01-01' },
    'Nên đeo nơi đông người.',
  ),
};

describe('an answer that is not served now', () => {
  it('is neither given nor replaced by a neighbour, when it is what was asked', async () => {
    const { bundle } = await check(FILES);
    const knowledge = createKnowledge(bundle);
    const now = knowledge.faq(noon('2026-11-21'));
    expect(now.ask('tiền hỗ trợ thuê trọ còn không')).toMatchObject({
      kind: 'withdrawn',
      withdrawn: { item: { id: 'cu' }, why: 'expired' },
    });
    expect(now.ask('khu phong toả được đi chợ không')).toMatchObject({
      kind: 'withdrawn',
      withdrawn: { why: 'other-phase' },
    });
    for (const { nearest } of [now.ask('hỗ trợ tiền trọ'), now.ask('đi chợ')])
      expect(nearest.map(({ id }) => id)).not.toEqual(expect.arrayContaining(['cu', 'dich']));
    expect(knowledge.faq(noon('2026-01-15')).ask('tiền hỗ trợ thuê trọ còn không')).toMatchObject({
      kind: 'sure',
      item: { id: 'cu' },
    });
  });

  it('gives way to the item that has taken its place', async () => {
    const { bundle } = await check(FILES);
    const found = createKnowledge(bundle).faq(noon('2026-11-21')).ask('có phải đeo khẩu trang không');
    expect(found).toMatchObject({ kind: 'sure', item: { id: 'khau-trang' } });
  });

  it('costs no new index on a day on which the same things are served', async () => {
    const { bundle } = await check(FILES);
    const knowledge = createKnowledge(bundle);
    expect(knowledge.faq(noon('2026-11-22'))).toBe(knowledge.faq(noon('2026-11-21')));
    expect(knowledge.faq(noon('2026-01-31'))).not.toBe(knowledge.faq(noon('2026-02-01')));
    await knowledge.prepare(noon('2025-06-01'));
    expect(knowledge.faq(noon('2025-06-01')).items.has('khau-trang-cu')).toBe(true);
  });

  it('is told to the member as it is, with a number to call and the way to an officer', async () => {
    const play = await createPlay();
    const member = play.player('telegram', '1');
    play.clock.at = noon('2029-01-01');
    const [said] = await member.say('5K là gì');
    expect(said!.text).toContain('đang được cập nhật: bản trước đã hết hạn ngày 30/6/2027');
    expect(said!.text).toContain('gọi 115');
    expect(said!.text).not.toContain('Nguồn:');
    await member.press('Gặp cán bộ');
    expect(member.last().text).toContain('Bước 1/');
    await play.stop();
  });
});

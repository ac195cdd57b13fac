import { describe, expect, it } from 'vitest';
import { formatFault } from '../../src/content/fault.ts';
import { check, faq } from './folder.ts';

const one = (changes: Record<string, string | undefined>, body?: string) =>
  check({ 'faq/sot-sau-tiem.md': faq(changes, body) });

describe('the header of an item', () => {
  it('is read into an item with English names', async () => {
    const { bundle, faults } = await one({}, 'Nghỉ ngơi.\n\n## Zalo\nNghỉ.\n\n## Đọc\nHãy nghỉ ngơi.');
    expect(faults).toEqual([]);
    expect(bundle.faq).toEqual([
      {
        kind: 'faq',
        id: 'sot-sau-tiem',
        path: 'content/faq/sot-sau-tiem.md',
        question: 'Tiêm vắc xin xong bị sốt thì phải làm sao?',
        otherWays: ['tiêm về sốt', 'sốt sau tiêm', 'uống thuốc gì khi sốt'],
        topic: 'vac-xin',
        phases: ['binh-thuong-moi', 'dich-bung-phat'],
        source: { body: 'Bộ Y tế', document: '5588/BYT-DP', date: '2021-07-12' },
        from: '2021-07-12',
        until: '2027-06-30',
        approvedBy: 'Ban Tuyên giáo',
        text: 'Nghỉ ngơi.',
        zalo: 'Nghỉ.',
        read: 'Hãy nghỉ ngơi.',
        links: [],
      },
    ]);
  });

  it('prints a fault as one block: place, frame with caret, what is allowed, the fix', async () => {
    const { faults } = await one({ chu_de: 'vacxin' });
    expect(faults.map(formatFault)).toEqual([
      [
        'content/faq/sot-sau-tiem.md:4:9 lỗi: ‘vacxin’ không có trong danh sách chu_de',
        '   3 │ cach_hoi_khac: [tiêm về sốt, sốt sau tiêm, uống thuốc gì khi sốt]',
        '›  4 │ chu_de: vacxin',
        '     │         ^^^^^^',
        '       = gợi ý: có phải ‘vac-xin’? Giá trị cho phép: 5k, vac-xin, trieu-chung, che-do, ho-tro, viec-lam, cong-doan, tin-gia, tet, khac',
      ].join('\n'),
    ]);
  });

  it.each([
    [
      'an unknown key, with the nearest known one',
      { hethan: '2027-01-01' },
      '9:1',
      'Không có trường ‘hethan’',
      '‘het_han’',
    ],
    ['a missing source', { nguon: undefined }, '2:1', 'Chưa điền ‘nguon’', 'co_quan'],
    ['a missing approver', { nguoi_duyet: undefined }, '2:1', 'Chưa điền ‘nguoi_duyet’', 'Ban Tuyên giáo'],
    ['an approver left empty', { nguoi_duyet: '' }, '8:1', 'Chưa điền ‘nguoi_duyet’', 'Ban Tuyên giáo'],
    [
      'a source without a number',
      { nguon: '{ co_quan: Bộ Y tế, ngay: 2021-07-12 }' },
      '5:8',
      'Chưa điền ‘nguon.van_ban’',
      undefined,
    ],
    ['a source that is one line', { nguon: 'Bộ Y tế' }, '5:8', '‘nguon’ phải gồm nhiều trường', 'co_quan'],
    [
      'a list that is one line',
      { cach_hoi_khac: 'tiêm về sốt' },
      '3:16',
      '‘cach_hoi_khac’ phải là danh sách',
      '‘- ’',
    ],
    [
      'a date that does not exist',
      { het_han: '2027-02-30' },
      '7:10',
      'Ngày 2027-02-30 không có thật',
      'có 28 ngày',
    ],
    [
      'a date written as people do',
      { het_han: '12/7/2027' },
      '7:10',
      'phải viết NĂM-THÁNG-NGÀY',
      '‘2027-07-12’',
    ],
    [
      'a date of the source that does not exist',
      { nguon: '{ co_quan: A, van_ban: B, ngay: 2021-13-01 }' },
      '5:40',
      'Ngày 2021-13-01',
      'tháng',
    ],
    [
      'an end before its beginning',
      { het_han: '2020-01-01' },
      '7:10',
      'Hết hạn trước khi có hiệu lực',
      'het_han',
    ],
    [
      'a phase that there is not',
      { giai_doan: '[dich-bung-phat, binh-thuong]' },
      '9:29',
      '‘binh-thuong’',
      '‘binh-thuong-moi’',
    ],
    [
      'a link that is not https',
      { nguon: '{ co_quan: A, van_ban: B, ngay: 2021-07-12, lien_ket: "http://a.gov.vn" }' },
      '5:62',
      'https://',
      undefined,
    ],
    ['a colon inside a value', { cau_hoi: 'Sốt: làm sao?' }, '2:10', 'dấu hai chấm', 'ngoặc kép'],
    ['a key twice', { 'nguoi_duyet ': 'Ban Nữ công' }, '9:1', '‘nguoi_duyet’ viết hai lần', 'xoá'],
    ['an alias', { nguoi_duyet: '*ban' }, '8:14', 'Dấu & * !', 'ngoặc kép'],
    ['an anchor', { nguoi_duyet: '&a Ban' }, '8:14', 'Dấu & * !', 'ngoặc kép'],
  ] as const)('tells %s', async (_what, changes, place, message, hint) => {
    const { at, places } = await one(changes);
    const fault = at(`faq/sot-sau-tiem.md:${place}`);
    expect(fault, places.join('\n')).toMatchObject({ severity: 'error' });
    expect(fault!.message).toContain(message);
    if (hint !== undefined) expect(fault!.hint).toContain(hint);
  });

  it('tells what YAML would silently drop after #', async () => {
    const { places } = await one({ cau_hoi: 'Thông điệp #5K là gì?' });
    expect(places).toEqual(['faq/sot-sau-tiem.md:2:21 warning']);
  });

  it('keeps numbers, dates and yes or no as they were written', async () => {
    const { bundle, faults } = await one({
      nguoi_duyet: 'no',
      nguon: '{ co_quan: 007, van_ban: 1.0, ngay: 2021-07-12 }',
    });
    expect(faults).toEqual([]);
    expect(bundle.faq[0]).toMatchObject({ approvedBy: 'no', source: { body: '007', document: '1.0' } });
  });

  it('leaves an item with a fault out of the bundle, and does not blame links to it', async () => {
    const { bundle, places } = await check({
      'faq/a.md': faq({ chu_de: 'x' }),
      'faq/b.md': faq({ cau_hoi: 'Ho thì sao?', cach_hoi_khac: '[a, b, c]' }, 'Xem [[a]].'),
    });
    expect(bundle.faq.map(({ id }) => id)).toEqual(['b']);
    expect(places).toEqual(['faq/a.md:4:9 error']);
  });
});

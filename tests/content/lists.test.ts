import { describe, expect, it } from 'vitest';
import { check } from './folder.ts';

const TREE = `- ma: tld
  ten: Tổng Liên đoàn
  cap: trung-uong
- ma: ldld-quang-ngai
  ten: LĐLĐ tỉnh Quảng Ngãi
  cap: cap-tren
  cap_tren: tld
  thoi_han: { tiep_nhan: 8h, giai_quyet: 5d, gio: lien-tuc, khan: { tiep_nhan: 30m, giai_quyet: 90s } }
- ma: cdcs-a
  ten: CĐCS Nhà máy A
  cap: co-so
  cap_tren: ldld-quang-ngai
`;

const tree = (text: string) => check({ 'organization.yml': text });

describe('organization.yml', () => {
  it('is read into units, deadlines in ms', async () => {
    const { bundle, faults } = await tree(TREE);
    expect(faults).toEqual([]);
    expect(bundle.organization).toEqual([
      { id: 'tld', name: 'Tổng Liên đoàn', level: 'trung-uong' },
      {
        id: 'ldld-quang-ngai',
        name: 'LĐLĐ tỉnh Quảng Ngãi',
        level: 'cap-tren',
        above: 'tld',
        deadlines: {
          acknowledge: 28_800_000,
          resolve: 432_000_000,
          running: true,
          urgent: { acknowledge: 1_800_000, resolve: 90_000 },
        },
      },
      { id: 'cdcs-a', name: 'CĐCS Nhà máy A', level: 'co-so', above: 'ldld-quang-ngai' },
    ]);
  });

  it.each([
    [
      'an unknown upper union',
      TREE.replace('cap_tren: tld', 'cap_tren: tdl'),
      ['7:13 error'],
      'Không có đơn vị ‘tdl’',
    ],
    [
      'an unknown successor',
      `${TREE}  den_ngay: 2026-01-01\n  ke_thuc: cdcs-b\n`,
      ['14:12 error'],
      '‘cdcs-b’',
    ],
    [
      'a unit without upper union',
      TREE.replace('  cap_tren: tld\n', ''),
      ['4:7 error'],
      'Chưa điền ‘cap_tren’',
    ],
    ['an id twice', `${TREE}- ma: tld\n  ten: X\n  cap: trung-uong\n`, ['13:7 error'], 'dòng 1'],
    [
      'a circle, at each unit of it',
      TREE.replace('cap: trung-uong', 'cap: cap-tren\n  cap_tren: ldld-quang-ngai'),
      ['4:13 error', '8:13 error'],
      'đi vòng',
    ],
    [
      'an upper union of a lower level',
      TREE.replace('cap_tren: tld', 'cap_tren: cdcs-a').replace('cap_tren: ldld-quang-ngai', 'cap_tren: tld'),
      ['7:13 error'],
      'không thể là cấp trên',
    ],
    ['a duration that is none', TREE.replace('8h', '8 giờ'), ['8:26 error'], '‘8 giờ’'],
    ['a level that there is not', TREE.replace('cap: co-so', 'cap: coso'), ['11:8 error'], '‘coso’'],
    [
      'an end before the beginning',
      `${TREE}  tu_ngay: 2026-01-01\n  den_ngay: 2025-01-01\n  ke_thuc: tld\n`,
      ['14:13 error'],
      'đứng trước',
    ],
    ['a dissolved unit that nobody follows', `${TREE}  den_ngay: 2026-01-01\n`, ['13:13 warning'], 'ke_thuc'],
    ['a successor of a unit that stands', `${TREE}  ke_thuc: tld\n`, ['13:12 warning'], 'den_ngay'],
    ['a file that is no list', 'ma: tld\n', ['1:1 error'], 'danh sách'],
    ['an empty file', '', ['1:1 error'], 'chưa có nội dung'],
  ])('tells %s', async (_what, text, places, message) => {
    const checked = await tree(text);
    expect(checked.places).toEqual(places.map((place) => `organization.yml:${place}`));
    expect(checked.faults[0]!.message).toContain(message);
  });

  it('may have more than one top', async () => {
    expect((await tree(`${TREE}- ma: vien-chuc\n  ten: X\n  cap: trung-uong\n`)).faults).toEqual([]);
  });
});

describe('the other lists', () => {
  it('contacts keep the number as it is dialled', async () => {
    const { bundle, faults } = await check({
      'contacts.yml':
        '- { ma: bhxh, ten: BHXH, so: 1900 9068, khi_nao: Hỏi sổ }\n- { ma: y-te, ten: Sở, so: 0255, khi_nao: Hỏi }\n',
    });
    expect(faults).toEqual([]);
    expect(bundle.contacts.map(({ phone }) => phone)).toEqual(['1900 9068', '0255']);
  });

  it('categories may be hidden', async () => {
    const { bundle, places } = await check({
      'categories.yml': '- { ma: khac, ten: Khác, an: true }\n- { ma: bua-an, ten: Bữa ăn, an: yes }\n',
    });
    expect(places).toEqual(['categories.yml:2:34 error']);
    expect(bundle.categories).toEqual([]);
    const good = await check({ 'categories.yml': '- { ma: khac, ten: Khác, an: true }\n' });
    expect(good.bundle.categories).toEqual([{ id: 'khac', name: 'Khác', hidden: true }]);
  });

  it('the calendar gives minutes of the day', async () => {
    const text =
      'gio_lam: ["07:30-11:30"]\nngay_lam: [1, 5]\nnghi:\n  - { tu: 2026-01-01, den: 2026-01-02, ten: Tết }\nlam_bu: [2026-01-03]\n';
    const { bundle, faults } = await check({ 'calendar.yml': text });
    expect(faults).toEqual([]);
    expect(bundle.calendar).toEqual({
      hours: [[450, 690]],
      days: [1, 5],
      holidays: [{ from: '2026-01-01', to: '2026-01-02', name: 'Tết' }],
      extra: ['2026-01-03'],
    });
  });

  it.each([
    ['gio_lam: ["7h30-11h30"]\nngay_lam: [1]\n', '1:11', 'phải viết như 07:30-11:30'],
    ['gio_lam: ["11:30-07:30"]\nngay_lam: [1]\n', '1:11', 'kết thúc trước'],
    ['gio_lam: ["07:30-11:30", "11:00-12:00"]\nngay_lam: [1]\n', '1:26', 'chồng lên'],
    ['gio_lam: ["07:30-11:30"]\nngay_lam: [0]\n', '2:12', 'từ 1 đến 7'],
    [
      'gio_lam: ["07:30-11:30"]\nngay_lam: [1]\nnghi: [{ tu: 2026-01-02, den: 2026-01-01, ten: X }]\n',
      '3:31',
      'đứng trước',
    ],
  ])('a calendar that cannot be: %j', async (text, place, message) => {
    const { at, places } = await check({ 'calendar.yml': text });
    expect(at(`calendar.yml:${place}`)?.message, places.join()).toContain(message);
  });

  it('the phase names its document, units that exist, and when it has ended', async () => {
    const text = `giai_doan: dich-bung-phat
can_cu: { co_quan: Bộ Y tế, van_ban: 1/QĐ, ngay: 2026-01-01 }
tu_ngay: 2026-01-01
den_ngay: 2026-02-01
don_vi:
  - { ma: ldld-quang-ngaj, giai_doan: binh-thuong-moi, can_cu: { co_quan: A, van_ban: B, ngay: 2026-01-01 }, tu_ngay: 2026-01-01 }
`;
    const { bundle, places, at } = await check({ 'organization.yml': TREE, 'phase.yml': text });
    expect(places).toEqual(['phase.yml:4:11 warning', 'phase.yml:6:11 error']);
    expect(at('phase.yml:6:11')?.hint).toContain('‘ldld-quang-ngai’');
    expect(bundle.phase).toMatchObject({ phase: 'dich-bung-phat', from: '2026-01-01', until: '2026-02-01' });
  });

  it('lexicon files are kept as they are parsed', async () => {
    const { bundle, faults } = await check({ 'lexicon/chat.yml': 'ko: không\nk: [không, khi]\n' });
    expect(faults).toEqual([]);
    expect(bundle.lexicon.get('chat')).toEqual({ ko: 'không', k: ['không', 'khi'] });
  });

  it('lexicon files are tables or lists of words, under names that are read', async () => {
    const { places, at } = await check({
      'lexicon/chat.yml': 'ko: không\nk:\n  a: không\n',
      'lexicon/politeness.yml': 'ạ: dạ\n',
      'lexicon/synonim.yml': 'a: [b]\n',
    });
    expect(places).toEqual([
      'lexicon/chat.yml:3:3 error',
      'lexicon/politeness.yml:1:1 error',
      'lexicon/synonim.yml:1:1 warning',
    ]);
    expect(at('lexicon/synonim.yml:1:1')!.hint).toContain('synonyms');
  });

  it("at boot everything must be there; an editor's test folder may hold anything", async () => {
    const { places } = await check({}, { complete: true });
    expect(places).toEqual(
      ['calendar.yml', 'categories.yml', 'contacts.yml', 'organization.yml', 'phase.yml', 'wording'].map(
        (name) => `${name}:1:1 error`,
      ),
    );
    expect((await check({})).faults).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { check, faq } from './folder.ts';

const OTHER = { cau_hoi: 'Ho khan thì sao?', cach_hoi_khac: '[bị ho, ho nhiều, ho khan uống gì]' };
const B = 'Súc miệng nước muối.';

describe('items together', () => {
  it('do not ask the same, with marks or without', async () => {
    const { places, at } = await check({
      'faq/a.md': faq(),
      'faq/b.md': faq({ ...OTHER, cau_hoi: 'tiem vac xin xong bi sot thi phai lam sao' }, B),
    });
    expect(places).toEqual(['faq/b.md:2:10 error']);
    expect(at('faq/b.md:2:10')?.message).toBe('Câu hỏi trùng với content/faq/a.md:2');
  });

  it('do not share a way of asking', async () => {
    const { places } = await check({
      'faq/a.md': faq(),
      'faq/b.md': faq({ ...OTHER, cach_hoi_khac: '[bị ho, "Sốt sau tiêm?", ho nhiều]' }, B),
    });
    expect(places).toEqual(['faq/b.md:3:24 error']);
  });

  it('whose marked questions differ only by their marks are a warning', async () => {
    const { places } = await check({
      'faq/a.md': faq({ cau_hoi: 'Thuê nhà' }),
      'faq/b.md': faq({ ...OTHER, cau_hoi: 'Thuế nhà' }, B),
    });
    expect(places).toEqual(['faq/b.md:2:10 warning']);
  });

  it('may ask the same in different phases, or at different times', async () => {
    const phases = await check({
      'faq/a.md': faq({ giai_doan: '[dich-bung-phat]' }),
      'faq/b.md': faq({ giai_doan: '[binh-thuong-moi]' }, B),
    });
    expect(phases.faults).toEqual([]);
    const times = await check(
      { 'faq/a.md': faq({ het_han: '2021-12-31' }), 'faq/b.md': faq({ hieu_luc_tu: '2022-01-01' }, B) },
      {},
    );
    expect(times.faults).toEqual([]);
  });

  it('that ask nearly the same are advice', async () => {
    const { places } = await check({
      'faq/a.md': faq(),
      'faq/b.md': faq({ ...OTHER, cau_hoi: 'Tiêm vắc xin xong bị sốt thì làm sao?' }, B),
    });
    expect(places).toEqual(['faq/b.md:2:10 advice']);
  });

  it('that answer the same, or date one document twice, are a warning', async () => {
    const nguon = '{ co_quan: Bộ Y tế, van_ban: Công văn 5588/BYT-DP, ngay: 2021-07-13 }';
    const { places } = await check({ 'faq/a.md': faq(), 'faq/b.md': faq({ ...OTHER, nguon }) });
    expect(places).toEqual(['faq/b.md:5:65 warning', 'faq/b.md:10:1 warning']);
  });

  it('have links that lead somewhere, and read as words', async () => {
    const { bundle, places, at } = await check({
      'faq/sot.md': faq(),
      'faq/ho.md': faq(OTHER, 'Xem [[sot]], [mục này](faq:sot),\nvà [[sott]] hay (faq:so).'),
    });
    expect(places).toEqual(['faq/ho.md:11:4 error', 'faq/ho.md:11:17 error']);
    expect(at('faq/ho.md:11:4')?.hint).toContain('‘sot’');
    expect(bundle.faq[0]).toMatchObject({ id: 'ho', links: ['sot'] });
    expect(bundle.faq[0]!.text).toContain('Xem “Tiêm vắc xin xong bị sốt thì phải làm sao?”, mục này,');
  });
});

describe('dates, compared with the day of the check', () => {
  it.each([
    ['2026-11-20', 'faq/a.md:7:10 warning', 'Đã hết hạn từ 20/11/2026'],
    ['2026-11-21', 'faq/a.md:7:10 advice', 'Hết hạn trong hôm nay'],
    ['2026-12-05', 'faq/a.md:7:10 advice', 'Còn 14 ngày'],
  ])('an end on %s', async (het_han, place, message) => {
    const { places, faults } = await check({ 'faq/a.md': faq({ het_han }) });
    expect(places).toEqual([place]);
    expect(faults[0]!.message).toContain(message);
  });

  it('an end that is far, or no day to compare with, says nothing', async () => {
    expect((await check({ 'faq/a.md': faq({ het_han: '2026-12-06' }) })).faults).toEqual([]);
    expect((await check({ 'faq/a.md': faq({ het_han: '2022-01-01' }) }, {})).faults).toEqual([]);
  });

  it('a document of a day to come', async () => {
    const nguon = '{ co_quan: Bộ Y tế, van_ban: 1/BYT, ngay: 2026-12-01 }';
    expect((await check({ 'faq/a.md': faq({ nguon }) })).places).toEqual(['faq/a.md:5:50 warning']);
  });
});

describe('words that members read', () => {
  const body = async (text: string) => (await check({ 'faq/a.md': faq({}, text) })).places;

  it('fit both channels with their source line; a short form for Zalo is enough', async () => {
    const long = (length: number) => 'Nghỉ ngơi. '.repeat(length / 11);
    expect(await body(long(1980))).toEqual(['faq/a.md:10:1 error']);
    expect(await body(`${long(1980)}\n## Zalo\nNghỉ.`)).toEqual(['faq/a.md:10:1 advice']);
    expect(await body(`${long(4180)}\n## Zalo\nNghỉ.`)).toEqual(['faq/a.md:10:1 error']);
    expect(await body(`Nghỉ.\n## Zalo\n${long(2090)}`)).toEqual(['faq/a.md:12:1 error']);
    expect(await body(long(605))).toEqual(['faq/a.md:10:1 advice']);
    expect(await body(long(594))).toEqual([]);
  });

  it.each([
    ['Loại nào cũng được.\nPfizer tốt hơn Moderna.', 'faq/a.md:11:8 error'],
    ['Vắc xin AstraZeneca là loại kém nhất.', 'faq/a.md:10:29 error'],
    ['Virus bắt nguồn từ phòng thí nghiệm.', 'faq/a.md:10:1 error'],
    ['Chưa rõ. Nguồn gốc của vi rút là từ dơi.', 'faq/a.md:10:10 error'],
    ['Hồi đó có virus Vũ Hán.', 'faq/a.md:10:11 error'],
  ])('do not rank vaccines nor tell where the virus is from: %s', async (text, place) => {
    expect(await body(text)).toEqual([place]);
  });

  it.each([
    'Không có căn cứ để nói Pfizer tốt hơn Moderna.',
    'Anh/chị đừng so sánh Pfizer tốt hơn hay Moderna tốt hơn.',
    'Chưa có đủ căn cứ nói vi rút bắt nguồn từ phòng thí nghiệm.',
    'Pfizer hay Moderna tốt hơn?',
    'Công đoàn không bàn về nguồn gốc của vi rút.',
    'Vắc xin được tiêm sớm nhất là vắc xin tốt nhất.',
    'Tin không rõ nguồn gốc thì đừng chia sẻ.',
    'Pfizer tiêm cho người từ 12 tuổi.',
  ])('may say: %s', async (text) => {
    expect(await body(text)).toEqual([]);
  });

  it('get advice on long sentences and on abbreviations that nobody explains', async () => {
    expect(await body(`Một. Hai ${'ba '.repeat(30)}.`)).toEqual(['faq/a.md:10:6 advice']);
    expect(await body('Hỏi THADS nhé. THADS trả lời.')).toEqual(['faq/a.md:10:5 advice']);
    expect(
      await body('Hỏi thi hành án dân sự (THADS), THADS trả lời. GỌI NGAY 115 khi bị COVID-19.'),
    ).toEqual([]);
  });

  it('have no gaps to fill, and lead only to safe and official pages', async () => {
    expect(await body('Chào {ten}.')).toEqual(['faq/a.md:10:6 error']);
    expect(await body('Xem http://moh.gov.vn.')).toEqual(['faq/a.md:10:5 error']);
    expect(await body('Xem https://moh.gov.vn.evil.com/x')).toEqual(['faq/a.md:10:5 warning']);
    expect(await body('Xem https://moh.gov.vn/tin.')).toEqual([]);
  });

  it('are asked in at least three other ways', async () => {
    const { places } = await check({ 'faq/a.md': faq({ cach_hoi_khac: '[sốt, tiêm về sốt]' }) });
    expect(places).toEqual(['faq/a.md:3:1 advice']);
  });
});

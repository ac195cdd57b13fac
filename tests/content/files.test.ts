import { describe, expect, it } from 'vitest';
import { check, faq } from './folder.ts';

const NAME = 'faq/a.md';

describe('a content file', () => {
  it('is read in NFC whatever it was saved in, with advice at the first letter', async () => {
    const { bundle, places } = await check({ [NAME]: faq({}, 'Uống nước.').normalize('NFD') });
    expect(places).toEqual(['faq/a.md:2:12 advice']);
    expect(bundle.faq[0]!.question).toBe('Tiêm vắc xin xong bị sốt thì phải làm sao?');
    expect(bundle.faq[0]!.text).toBe('Uống nước.'.normalize('NFC'));
  });

  it('may have a BOM and Windows line ends: advice, the places stay right', async () => {
    const text = `\uFEFF${faq({ chu_de: 'x' }).replaceAll('\n', '\r\n')}`;
    const { places } = await check({ [NAME]: text });
    expect(places).toEqual(['faq/a.md:1:1 advice', 'faq/a.md:1:1 advice', 'faq/a.md:4:9 error']);
  });

  it('must be UTF-8', async () => {
    const bytes = Buffer.concat([Buffer.from('---\ncau_hoi: '), Buffer.from([0xe1, 0xba, 0x20, 0xff])]);
    const { at } = await check({ [NAME]: bytes });
    expect(at('faq/a.md:2:10')?.message).toContain('UTF-8');
  });

  it('has no tab: one fault, whatever else follows from it', async () => {
    const { places, at } = await check({ [NAME]: faq({ chu_de: '\tvac-xin\n\tx: [', nguon: '{{' }) });
    expect(places).toEqual(['faq/a.md:4:9 error']);
    expect(at('faq/a.md:4:9')?.message).toContain('Tab');
  });

  it('tells one error of syntax, not what follows from it', async () => {
    const { places } = await check({ [NAME]: faq({ nguon: '{ co_quan: "Bộ Y tế', chu_de: '"x' }) });
    expect(places).toHaveLength(1);
  });

  it.each([
    ['has no header', 'Nghỉ ngơi.\n', 'Thiếu phần đầu'],
    ['has a header that is not closed', faq().replace('---\nNghỉ', 'Nghỉ'), 'chưa đóng'],
    ['is empty', '', 'Thiếu phần đầu'],
  ])('that %s is told at its first line', async (_what, text, message) => {
    const { at } = await check({ [NAME]: text });
    expect(at('faq/a.md:1:1')).toMatchObject({ severity: 'error' });
    expect(at('faq/a.md:1:1')?.message).toContain(message);
  });

  it('has an answer, and no sections but Zalo and Đọc', async () => {
    const empty = await check({ [NAME]: faq({}, '') });
    expect(empty.at('faq/a.md:9:3')?.message).toContain('Chưa có câu trả lời');
    const section = await check({ [NAME]: faq({}, 'A\n## Zaloo\nB\n## Đọc\n## Zalo\nx\n## Zalo\ny') });
    expect(section.places).toEqual(['faq/a.md:11:1 error', 'faq/a.md:13:1 error', 'faq/a.md:16:1 error']);
    expect(section.at('faq/a.md:11:1')?.hint).toContain('‘Zalo’');
  });

  it('may hold notes for editors that no member reads', async () => {
    const { bundle, faults } = await check({
      [NAME]: faq({}, 'Nghỉ.\n<!-- hỏi lại\nBộ Y tế -->\nUống nước.'),
    });
    expect(faults).toEqual([]);
    expect(bundle.faq[0]!.text).toBe('Nghỉ.\n\nUống nước.');
  });

  it('has a Latin name, for its name is its id', async () => {
    const { at } = await check({ 'faq/Sốt sau tiêm.md': faq() });
    expect(at('faq/Sốt sau tiêm.md:1:1')).toMatchObject({
      severity: 'error',
      hint: 'đổi tên thành ‘sot-sau-tiem.md’',
    });
  });

  it('does not share its name with another of its kind', async () => {
    const other = faq({ cau_hoi: 'Ho thì sao?', cach_hoi_khac: '[a, b, c]' }, 'Súc miệng.');
    const { places } = await check({ 'faq/x/a.md': faq(), 'faq/y/a.md': other });
    expect(places).toEqual(['faq/y/a.md:1:1 error']);
  });

  it('is not looked at while half-written, hidden or a backup; README is for people', async () => {
    const junk = '---\nbroken';
    const files = ['.a.md.swp', '.#a.md', 'a.md~', 'a.md.tmp', '4913', '~$a.md', 'README.md', '.git/x.md'];
    const { faults } = await check(Object.fromEntries(files.map((name) => [`faq/${name}`, junk])));
    expect(faults).toEqual([]);
  });

  it('that lies where nothing reads it is told, with the place that was meant', async () => {
    const { places, at } = await check({ 'contact.yml': '', 'faqs/a.md': faq(), 'faq/b.txt': 'x' });
    expect(places).toEqual(['contact.yml:1:1 warning', 'faq/b.txt:1:1 warning', 'faqs/a.md:1:1 warning']);
    expect(at('contact.yml:1:1')?.hint).toContain('‘contacts.yml’');
    expect(at('faqs/a.md:1:1')?.hint).toContain('‘faq’');
  });

  it('of guidance lies in the folder of its topic', async () => {
    const card = faq({ cau_hoi: undefined, tieu_de: 'Khẩu trang', nhan: 'Khẩu trang', thu_tu: '2' });
    const { bundle, places, at } = await check({ 'guidance/5k/a.md': card, 'guidance/vacxin/b.md': card });
    expect(bundle.guidance[0]).toMatchObject({
      topic: '5k',
      title: 'Khẩu trang',
      label: 'Khẩu trang',
      order: 2,
    });
    expect(places).toContain('guidance/vacxin/b.md:1:1 error');
    expect(at('guidance/vacxin/b.md:1:1')?.hint).toContain('‘vaccine’');
  });
});

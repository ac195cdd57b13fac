import { describe, expect, it } from 'vitest';
import { checkWording } from '../../src/content/check-wording.ts';
import { check } from './folder.ts';

const FORM = `Lời của biểu mẫu. - [không phải nút](x)

## people.ask
Khoảng bao nhiêu người, {name}?
<!-- giữ hai dòng -->
Có thể bỏ qua.

- [Bỏ qua](skip)
- [Gọi 115](tel:115) [Trang chủ](menu:home)
- một dòng chữ thường

## people.invalid
Anh/chị ghi số giúp em, ví dụ {example} hoặc {example}.
`;

const one = (text: string) => check({ 'wording/form.md': text });

describe('wording', () => {
  it('is read by file and heading; buttons of one line share a row; notes and what stands before ## are for editors', async () => {
    const { bundle, faults } = await one(FORM);
    expect(faults).toEqual([]);
    expect([...bundle.wording.keys()]).toEqual(['form.people.ask', 'form.people.invalid']);
    expect(bundle.wording.get('form.people.ask')).toEqual({
      id: 'form.people.ask',
      text: 'Khoảng bao nhiêu người, {name}?\n\nCó thể bỏ qua.\n\n- một dòng chữ thường',
      buttons: [
        { label: 'Bỏ qua', option: 'skip' },
        { label: 'Gọi 115', option: 'tel:115' },
        { label: 'Trang chủ', option: 'menu:home' },
      ],
      rows: [
        [{ label: 'Bỏ qua', option: 'skip' }],
        [
          { label: 'Gọi 115', option: 'tel:115' },
          { label: 'Trang chủ', option: 'menu:home' },
        ],
      ],
      placeholders: ['name'],
      path: 'content/wording/form.md',
      line: 3,
    });
    expect(bundle.wording.get('form.people.invalid')!.placeholders).toEqual(['example']);
  });

  it.each([
    ['a button without target', '## a\nX\n- [Bỏ qua]()', '3:12 error', 'Nút chưa có đích'],
    ['a button that is half written', '## a\nX\n- [Bỏ qua]', '3:1 error', 'Nút chưa có đích'],
    ['a gap before the target', '## a\nX\n- [Bỏ qua] (skip)', '3:1 error', 'chưa đúng'],
    ['a button without a label', '## a\nX\n- [](skip)', '3:3 error', 'Nút chưa có chữ'],
    ['an unsafe link', '## a\nX\n- [Xem](http://a.vn)', '3:9 error', 'không an toàn'],
    ['a number that cannot be called', '## a\nX\n- [Gọi](tel:một)', '3:9 error', 'Số điện thoại'],
    ['an action too long for Telegram', `## a\nX\n- [Xem](menu:${'x'.repeat(60)})`, '3:9 error', '64 byte'],
    ['two buttons of one name', '## a\nX\n- [Xem](x)\n- [xem](y)', '4:4 warning', 'Hai nút'],
    ['a label that phones cut', `## a\nX\n- [${'Xem thêm '.repeat(3)}](x)`, '3:4 advice', 'dài 27'],
    ['a placeholder that is none', '## a\nChào {họ tên}', '2:6 error', 'ngoặc nhọn'],
    ['a heading that is no id', '## lời chào\nX', '1:4 error', 'Mã ‘lời chào’'],
    ['a heading without its space', '## a\nX\n##b\nY', '3:1 error', 'dấu cách sau ##'],
    ['an id twice', '## a\nX\n## a\nY', '3:4 error', 'đã viết ở dòng 1'],
    ['nothing said', '## a\n\n## b\nY', '1:4 error', 'chưa có lời'],
    ['a text too long for Zalo', `## a\n\n${'Nghỉ. '.repeat(400)}`, '3:1 error', 'Zalo chỉ nhận 2000'],
  ])('tells %s', async (_what, text, place, message) => {
    const { places, faults } = await one(text);
    expect(places).toEqual([`wording/form.md:${place}`]);
    expect(faults[0]!.message).toContain(message);
  });

  it('is all that the flows need: missing and unsaid wording, unknown placeholders', async () => {
    const { bundle } = await one(FORM);
    const faults = checkWording(bundle, [
      { id: 'form.people.ask', flow: 'hardship-report', placeholders: ['names', 'step'] },
      { id: 'form.people.invalids', flow: 'hardship-report' },
      { id: 'menu.ask', flow: 'menu' },
    ]);
    expect(faults.map(({ path, line, column, severity }) => `${path}:${line}:${column} ${severity}`)).toEqual(
      [
        'content/wording/form.md:4:25 error',
        'content/wording/form.md:13:56 error',
        'content/wording/menu.md:1:1 error',
        'content/wording/form.md:12:4 warning',
      ],
    );
    expect(faults[0]!.hint).toContain('‘{names}’');
    expect(faults[1]!.message).toContain('luồng hardship-report');
    expect(faults[1]!.hint).toContain('‘form.people.invalid’');
    expect(faults[3]!.message).toContain('Không luồng nào nói');
  });

  it('misses a button that was deleted or misspelt: a member could not go on without it', async () => {
    const { bundle } = await one('## review\nĐúng chưa?\n- [Gửi](sent)\n- [Sửa](edit)');
    const faults = checkWording(bundle, [{ id: 'form.review', options: ['send', 'edit'] }]);
    expect(faults).toMatchObject([
      { line: 1, severity: 'error', message: expect.stringContaining('(send)') as string },
    ]);
    expect(faults[0]!.hint).toContain('sửa thành (send)');
    expect(checkWording(bundle, [{ id: 'form.review', options: ['edit'] }])).toEqual([]);
  });

  it('says nothing when the flows and the wording agree', async () => {
    const { bundle } = await one(FORM);
    const needed = [{ id: 'form.people.ask', placeholders: ['name'] }, { id: 'form.people.invalid' }];
    expect(checkWording(bundle, needed)).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dangerIn } from '../../src/core/danger.ts';

describe('a word of danger', () => {
  it.each([
    ['tôi khó thở quá', 'breath'],
    ['KHÓ THỞ'.normalize('NFD'), 'breath'],
    ['minh kho tho qua, cuu voi', 'breath'],
    ['không thở được', 'breath'],
    ['môi tím tái rồi', 'body'],
    ['chau no co giat', 'body'],
    ['chảy máu nhiều quá', 'body'],
    ['tôi muốn tự tử', 'suicide'],
    ['tu tu cho xong', 'suicide'],
    ['không muốn sống nữa', 'suicide'],
    ['tôi đang bị đánh', 'violence'],
    ['bi danh o cong nha may', 'violence'],
    ['tôi bị giam trong phòng', 'violence'],
    ['tiêm xong bị sốc phản vệ', 'body'],
    ['cháy xưởng rồi!', 'fire'],
    ['con tôi bị xâm hại', 'child'],
    ['khó-thở', 'breath'],
    ['khó \u0301 thở', 'breath'],
    ['❗\ufe0fkhó thở', 'breath'],
  ])('“%s” is one', (text, danger) => {
    expect(dangerIn(text)).toBe(danger);
  });

  it.each([
    'tôi không khó thở',
    'tôi không còn khó thở nữa',
    'không bị chảy máu',
    'khong bi kho tho',
    'k kho tho',
    'hết khó thở rồi',
    'chưa bị đánh lần nào',
    'không thấy có dấu hiệu khó thở',
    'đã khỏi co giật',
  ])('“%s”: negated, it is none', (text) => {
    expect(dangerIn(text)).toBeUndefined();
  });

  it.each([
    'khó thở là dấu hiệu gì?',
    'kho tho la trieu chung gi',
    'khi nào khó thở thì gọi 115',
    'khó thở thì gọi số nào',
    'hướng dẫn phòng tránh điện giật',
  ])('“%s”: asked about, it is none', (text) => {
    expect(dangerIn(text)).toBeUndefined();
  });

  it.each([
    'lương bị đánh giá thấp',
    'cứ từ từ, tôi đợi được',
    'công ty nợ lương',
    '',
    '👍',
    'tôi ăn chay',
    'bị giảm giờ làm',
    'tiền sử phản vệ có được tiêm không',
    'từng dị ứng hoặc phản vệ',
  ])('“%s” is none', (text) => {
    expect(dangerIn(text)).toBeUndefined();
  });

  // Each of these was taken for negated or for a question once.
  it.each([
    ['đau họng khó thở', 'breath'],
    ['dau hong kho tho', 'breath'],
    ['đau họng, khó thở', 'breath'],
    ['bình oxy hết, khó thở', 'breath'],
    ['có ai không? khó thở quá', 'breath'],
    ['la hét, bị đánh', 'violence'],
    ['sắp chết ngạt thở', 'breath'],
    ['ở Đắk Lắk bị đánh', 'violence'],
    ['chồng tôi là giám đốc, đang chảy máu', 'body'],
    ['con tôi co giật thì phải làm sao', 'body'],
    ['khi nào tôi cũng muốn chết', 'suicide'],
  ])('“%s” is a cry, though it looks like a negation or a question', (text, danger) => {
    expect(dangerIn(text)).toBe(danger);
  });

  it('is one whatever stands between its words: marks of writing, pictures, signs that nobody sees, marks without a letter', () => {
    const between = fc
      .array(fc.constantFrom(' ', '  ', '\n', ', ', '...', ' - ', '😭', '\u200b', '\u00a0', ' \u0301 ', '!!! ', '\ufe0f '), { minLength: 1, maxLength: 4 })
      .map((signs) => signs.join(''))
      .filter((signs) => !/^\p{M}/u.test(signs)); // prettier-ignore
    const cries = fc.constantFrom(
      'khó thở quá',
      'kho tho qua',
      'muốn chết',
      'chay mau nhieu',
      'con tôi bị đánh',
    );
    fc.assert(
      fc.property(cries, fc.infiniteStream(between), (cry, signs) => {
        const text = cry.replace(/ /g, () => signs.next().value as string);
        expect(dangerIn(text), text).toBe(dangerIn(cry));
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { choiceByLabel, choiceByNumber, choicesByPart, numbered } from '../../src/core/choice.ts';
import type { Asked } from '../../src/core/conversation.ts';

const asked: Asked = {
  tag: 't',
  choices: [
    { option: 'ma', label: 'Ma' },
    { option: 'mother', label: '👩 Má' },
    { option: 'yes', label: '✅ Đồng ý' },
    { option: 'back', label: '↩️ Quay lại', nav: true },
    { option: 'no', label: 'Không đồng ý' },
  ],
};

describe('a typed answer', () => {
  it.each([
    ['Đồng ý', 'yes'],
    ['đồng ý', 'yes'],
    ['dong y', 'yes'],
    ['  ĐỒNG Ý. ', 'yes'],
    ['✅ Đồng ý', 'yes'],
    ['khong dong y', 'no'],
    ['quay lai', 'back'],
    ['yes', 'yes'],
  ])('“%s” means %s', (text, option) => {
    expect(choiceByLabel(asked, text)?.option).toBe(option);
  });

  it('with marks it is the label with these marks, though another fits without', () => {
    expect(choiceByLabel(asked, 'má')?.option).toBe('mother');
    expect(choiceByLabel(asked, 'ma')?.option).toBe('ma');
  });

  it('an emoji alone, or a part of a label, is no answer', () => {
    expect(choiceByLabel(asked, '✅')).toBeUndefined();
    expect(choiceByLabel(asked, '')).toBeUndefined();
    expect(choiceByLabel(asked, 'đồng')).toBeUndefined();
  });

  it('numbers count the answers in the order shown; the ways about have none', () => {
    expect(numbered(asked).map((choice) => choice.option)).toEqual(['ma', 'mother', 'yes', 'no']);
    expect(choiceByNumber(asked, '4')?.option).toBe('no');
    expect(choiceByNumber(asked, '3.')?.option).toBe('yes');
    expect(choiceByNumber(asked, 'số 1')?.option).toBe('ma');
  });

  it.each(['0', '5', '99', '1 2', '1a', 'một', '10000'])('the number “%s” was not offered', (text) => {
    expect(choiceByNumber(asked, text)).toBeUndefined();
  });

  it.each([
    ['dong y a', 'yes'],
    ['dạ tôi đồng ý nhé em ơi', 'yes'],
    ['quay lai di', 'back'],
  ])('small words around it change nothing: “%s”', (text, option) => {
    expect(choiceByLabel(asked, text)?.option).toBe(option);
  });

  describe('a part of a label, for words that fit nothing else', () => {
    const form: Asked = {
      tag: 't',
      choices: [
        { option: 'hidden', label: 'Giấu tên tôi' },
        { option: 'show', label: 'Cho đơn vị tôi xem' },
        { option: 'hide', label: 'Không cho xem' },
        { option: 'pay', label: 'Lương, thưởng' },
        { option: 'food', label: 'Lương thực, bữa ăn' },
        { option: 'lost', label: 'Mất giấy tờ' },
        { option: 'face', label: 'Mặt bằng' },
        { option: 'back', label: '↩️ Quay lại', nav: true },
      ],
    };
    it.each([
      ['giau ten', 'hidden'],
      ['khong', 'hide'],
      ['thưởng', 'pay'],
      ['mất', 'lost'],
    ])('“%s” is the one answer that has it', (text, option) => {
      expect(choicesByPart(form, text).map((found) => found.option)).toEqual([option]);
    });
    it.each([
      ['luong', ['pay', 'food']],
      ['lương ạ', ['pay', 'food']],
      ['mat', ['lost', 'face']],
    ])('“%s” may be each of them', (text, options) => {
      expect(choicesByPart(form, text).map((found) => found.option)).toEqual(options);
    });
    it.each(['cho xem', 'quay', 'a', '🙂', '5', 'xem giup'])('“%s” fits none truly', (text) => {
      expect(choicesByPart(form, text)).toEqual([]);
    });
  });
});

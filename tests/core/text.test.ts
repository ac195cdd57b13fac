import { describe, expect, it } from 'vitest';
import {
  fold,
  hasWords,
  labelKey,
  markedKey,
  oneLine,
  readCount,
  readPhone,
  shorten,
} from '../../src/core/text.ts';

describe('text as people type it', () => {
  it.each([
    ['Đồng ý', 'dong y'],
    ['ĐẶNG', 'dang'],
    ['Huỷ', 'huy'],
    ['Hủy', 'huy'],
    ['hoà'.normalize('NFD'), 'hoa'],
  ])('%s without marks is %s, composed or not', (text, plain) => {
    expect(fold(text)).toBe(plain);
  });

  it('a label is the same with emoji, dots and spaces around it', () => {
    expect(labelKey('  ✅  ĐỒNG  Ý! ')).toBe(labelKey('dong y'));
    expect(labelKey('Lương, thưởng')).toBe('luong thuong');
    expect(labelKey('👍🏽')).toBe('');
  });

  it('a label typed with marks keeps them: má is not ma', () => {
    expect(markedKey('📋 Má')).toBe('má');
    expect(markedKey('Má')).not.toBe(markedKey('Ma'));
    expect(markedKey('má'.normalize('NFD'))).toBe('má');
  });

  it('a long text is cut where a person would count, never inside an emoji or a marked letter', () => {
    expect(shorten('abc', 3)).toBe('abc');
    expect(shorten('abcd', 3)).toBe('ab…');
    expect(shorten('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 2)).toBe('👩‍👩‍👧‍👦…');
    expect(shorten('một hai', 5)).toBe('một…');
  });

  it('a gist is one line', () => {
    expect(oneLine(' một\n\n hai\tba ')).toBe('một hai ba');
  });

  it.each([
    ['0912345678', '0912345678'],
    ['0912 345 678', '0912345678'],
    ['0912.345.678', '0912345678'],
    ['(0255) 382-1234', '02553821234'],
    ['+84 912 345 678', '0912345678'],
    ['84912345678', '0912345678'],
  ])('%s is the phone %s', (text, phone) => {
    expect(readPhone(text)).toBe(phone);
  });

  it.each(['', '123', '912345678', '09123456789012', 'số của tôi', '0912345678 hoặc 0987654321'])(
    '“%s” is no phone',
    (text) => {
      expect(readPhone(text)).toBeUndefined();
    },
  );

  it.each([
    ['3', 3],
    ['3 người', 3],
    ['khoảng 20 người', 20],
    ['120 anh chị em', 120],
    ['5.', 5],
  ])('%s is a count of %i', (text, count) => {
    expect(readCount(text)).toBe(count);
  });

  it.each(['', '0', 'nhiều lắm', '3 hoặc 4', '1234567', '-2'])('“%s” is no count', (text) => {
    expect(readCount(text)).toBeUndefined();
  });

  it('an emoji or a dot alone is no answer, two letters of any script are', () => {
    expect(hasWords('👍')).toBe(false);
    expect(hasWords('...')).toBe(false);
    expect(hasWords('a')).toBe(false);
    expect(hasWords('ốm')).toBe(true);
    expect(hasWords('5')).toBe(false);
    expect(hasWords('5', 1)).toBe(true);
  });
});

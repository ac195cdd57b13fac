import { describe, expect, it } from 'vitest';
import { shapeOf } from '../../src/answer/letters.ts';
import { spellingSteps } from '../../src/answer/spelling.ts';
import { atOnce } from '../../src/answer/steps.ts';
import { shortened } from '../../src/answer/stretch.ts';
import { isPlainSyllable, isSyllable } from '../../src/answer/syllable.ts';
import { fromTelex } from '../../src/answer/telex.ts';
import { wordOf } from '../../src/answer/tokens.ts';
import { fromVni } from '../../src/answer/vni.ts';

const same = (a: string | undefined, b: string): void => {
  expect(a).toBeDefined();
  expect(shapeOf(a ?? '')).toEqual(shapeOf(b));
};

describe('keys that nobody turned into marks', () => {
  it.each([
    ['tieengs', 'tiếng'],
    ['tieesng', 'tiếng'],
    ['coong', 'công'],
    ['ddoanf', 'đoàn'],
    ['doanfd', 'đoàn'],
    ['dduwowcj', 'được'],
    ['dduowcj', 'được'],
    ['luwowng', 'lương'],
    ['ngwowif', 'người'],
    ['thuees', 'thuế'],
  ])('Telex %s is %s', (keys, meant) => {
    same(fromTelex(keys), meant);
  });

  it.each([
    ['tie6ng1', 'tiếng'],
    ['tie61ng', 'tiếng'],
    ['d9oan2', 'đoàn'],
    ['d9uo7c5', 'được'],
    ['lu7o7ng', 'lương'],
    ['ba8ng2', 'bằng'],
  ])('VNI %s is %s', (keys, meant) => {
    same(fromVni(keys), meant);
  });

  it('leaves alone what makes no syllable', () => {
    for (const word of ['covid', 'facebook', 'f0', '5k', 'cong', 'doan']) {
      expect(fromTelex(word)).toBeUndefined();
      expect(fromVni(word)).toBeUndefined();
    }
  });
});

describe('what a syllable is', () => {
  it('knows the spelling rules', () => {
    for (const word of ['nghiêng', 'quyền', 'giường', 'khuỷu', 'ưỡn', 'gì', 'kỷ'])
      expect(isSyllable(shapeOf(word))).toBe(true);
    for (const word of ['ngiêng', 'cim', 'tâc', 'bwa', 'covid'])
      expect(isSyllable(shapeOf(word))).toBe(false);
    expect(isPlainSyllable('duong')).toBe(true);
    expect(isPlainSyllable('dc')).toBe(false);
  });

  it('has one key for old and new tone place and for i and y', () => {
    expect(wordOf('hoà', true)).toEqual(wordOf('hòa', true));
    expect(wordOf('kỹ', true)).toEqual(wordOf('kĩ', true));
    expect(wordOf('quý', true)).toEqual(wordOf('quí', true));
    expect(wordOf('tuy', true)).not.toEqual(wordOf('tui', true));
  });
});

describe('slips of the finger', () => {
  const correct = atOnce(spellingSteps(['luong', 'doan', 'thuong']));

  it('finds words with a letter more, fewer, other, or two swapped', () => {
    for (const typed of ['luonng', 'lung', 'luomg', 'loung', 'luon']) {
      expect(correct(typed).map(({ word }) => word)).toContain('luong');
    }
  });

  it('does not reach further than one slip', () => {
    expect(correct('lxyng')).toEqual([]);
  });

  it('thinks a neighbouring key likelier than a far one', () => {
    expect(correct('luomg')[0]?.cost).toBeLessThan(correct('luopg')[0]?.cost ?? 0);
  });

  it('shortens letters that were held down', () => {
    expect(shortened('đượcccc')).toContain('được');
    expect(shortened('coong')).toEqual([]);
  });
});

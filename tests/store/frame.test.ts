import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeFrame, encodeList } from '../../src/store/lowdb/frame.ts';

const room = Buffer.alloc(200);

describe('a frame of a list', () => {
  it.for([
    { items: [] },
    { items: ['1'] },
    { items: ['["kept","a",{"id":"a"}]', '["kept","ấ",null]'] },
    { items: ['1', `"${'Nhà có hai con nhỏ. '.repeat(40)}"`, '2'] },
    { items: [`"${'Nhà có hai con nhỏ 🙏 \\u0000 '.repeat(4000)}"`, '"\\ud83d"'] },
  ])('is the one of its items joined, whether there is room for it or not', ({ items }) => {
    const frame = encodeList(items, room);
    expect(frame.equals(encodeFrame(`[${items.join(',')}]`))).toBe(true);
    expect(decodeFrame(frame.subarray(0, -1))?.json).toEqual(JSON.parse(`[${items.join(',')}]`));
  });

  it('is no frame when its checksum holds and its text does not', () => {
    for (const length of [40, 40_000]) {
      const frame = encodeFrame(`"${'x'.repeat(length)}`);
      expect(decodeFrame(frame.subarray(0, -1))).toBeUndefined();
    }
  });
});

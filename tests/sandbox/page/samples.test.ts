import { crc32, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { samplePaper, samplePhoto, sampleVoice, VOICE_SECONDS } from '../../../src/sandbox/samples/index.ts';

it('draws a PNG whose chunks carry the right sums and as many pixels as its head says', () => {
  const bytes = Buffer.from(samplePhoto().bytes);
  expect(bytes.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  const names: string[] = [];
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const body = bytes.subarray(at + 4, at + 8 + length);
    names.push(body.subarray(0, 4).toString('latin1'));
    expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    if (names.at(-1) === 'IDAT') {
      const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
      expect(inflateSync(body.subarray(4)).length).toBe((1 + width * 3) * height);
    }
    at += 12 + length;
  }
  expect(names).toEqual(['IHDR', 'IDAT', 'IEND']);
});

it('makes a voice note of whole Ogg pages, as long as it says', () => {
  const bytes = Buffer.from(sampleVoice().bytes);
  let position = 0n;
  for (let at = 0; at < bytes.length;) {
    expect(bytes.toString('latin1', at, at + 4)).toBe('OggS');
    position = bytes.readBigInt64LE(at + 6);
    const count = bytes.readUInt8(at + 26);
    const packets = [...bytes.subarray(at + 27, at + 27 + count)];
    at += 27 + count + packets.reduce((sum, length) => sum + length, 0);
  }
  expect(position).toBe(BigInt(VOICE_SECONDS * 48_000));
});

it('makes a PDF whose table points at its objects', () => {
  const text = Buffer.from(samplePaper().bytes).toString('latin1');
  const offsets = [...text.matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset));
  expect(offsets).toHaveLength(5);
  offsets.forEach((offset, index) => expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj`)));
  expect(text.slice(Number(/startxref\n(\d+)/.exec(text)![1]))).toMatch(/^xref/);
});

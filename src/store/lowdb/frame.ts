/**
 * A frame: one line of a file of the store, `crc32 <json>\n`. The checksum tells a whole line from a torn or flipped
 * one; the JSON never holds a raw line break, so that a line is a frame.
 */
import { crc32 } from 'node:zlib';

const crcLength = 8;
const space = 0x20;

export function encodeFrame(json: string): Buffer {
  const frame = Buffer.allocUnsafe(crcLength + 1 + Buffer.byteLength(json) + 1);
  const end = crcLength + 1 + frame.write(json, crcLength + 1);
  const crc = crc32(frame.subarray(crcLength + 1, end))
    .toString(16)
    .padStart(crcLength, '0');
  frame.write(`${crc} `, 0, 'latin1');
  frame[end] = 0x0a;
  return frame;
}

/** The JSON of a line without its line break, or nothing when it is not whole. */
export function decodeFrame(line: Buffer): { json: unknown } | undefined {
  if (line.length <= crcLength + 1 || line[crcLength] !== space) return undefined;
  const body = line.subarray(crcLength + 1);
  if (crc32(body).toString(16).padStart(crcLength, '0') !== line.toString('latin1', 0, crcLength))
    return undefined;
  try {
    return { json: JSON.parse(body.toString('utf8')) as unknown };
  } catch {
    return undefined;
  }
}

/**
 * A frame: one line of a file of the store, `crc32 <json>\n`. The checksum tells a whole line from a torn or flipped
 * one; the JSON never holds a raw line break, so that a line is a frame.
 */
import { transcode } from 'node:buffer';
import { crc32 } from 'node:zlib';

const crcLength = 8;
const space = 0x20;
const lineBreak = 0x0a;
const comma = 0x2c;
const openList = 0x5b;
const closeList = 0x5d;

export function encodeFrame(json: string): Buffer {
  const frame = Buffer.allocUnsafe(crcLength + 1 + Buffer.byteLength(json) + 1);
  return closed(frame, crcLength + 1 + frame.write(json, crcLength + 1));
}

/**
 * The frame of a list, from texts that are each one or more of its items, in `room` when it fits. Each text is encoded by
 * itself: joined they would be one string of some hundred kilobytes, and that costs more than all the rest.
 */
export function encodeList(items: readonly string[], room: Buffer): Buffer {
  const most = items.reduce((sum, item) => sum + 3 * item.length + 1, crcLength + 4);
  const frame = most <= room.length ? room : Buffer.allocUnsafeSlow(most);
  let end = crcLength + 1;
  for (const item of items) {
    frame[end] = comma;
    end += 1 + frame.write(item, end + 1);
  }
  if (items.length === 0) end++;
  frame[crcLength + 1] = openList;
  frame[end] = closeList;
  return closed(frame, end + 1);
}

/** Puts the checksum before the JSON, which ends at `end`, and the line break after it. */
function closed(frame: Buffer, end: number): Buffer {
  const crc = crc32(frame.subarray(crcLength + 1, end))
    .toString(16)
    .padStart(crcLength, '0');
  frame.write(`${crc} `, 0, 'latin1');
  frame[end] = lineBreak;
  return frame.subarray(0, end + 1);
}

/** The JSON of a line without its line break, or nothing when it is not whole. */
export function decodeFrame(line: Buffer): { json: unknown } | undefined {
  if (line.length <= crcLength + 1 || line[crcLength] !== space) return undefined;
  const body = line.subarray(crcLength + 1);
  if (crc32(body).toString(16).padStart(crcLength, '0') !== line.toString('latin1', 0, crcLength))
    return undefined;
  try {
    return { json: JSON.parse(textOf(body)) as unknown };
  } catch {
    return undefined;
  }
}

/** From this many bytes on the way over UTF-16 is shorter, by half: Node decodes UTF-8 one character at a time. */
const long = 4096;

function textOf(body: Buffer): string {
  return body.length < long ? body.toString() : transcode(body, 'utf8', 'utf16le').toString('utf16le');
}

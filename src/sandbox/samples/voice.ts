import type { Sample } from '../phone.ts';

/** Seconds of the sample voice note. */
export const VOICE_SECONDS = 4;

const SERIAL = 0x53434e48;
/** Opus counts in 48 kHz whatever the source (RFC 7845). */
const RATE = 48_000;
const FRAME = 960;
/** One Opus frame of 20 ms without a sound (RFC 6716: full band, one frame, nothing coded). */
const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
const FRAMES_A_PAGE = 50;

const FIRST_PAGE = 0x02;
const LAST_PAGE = 0x04;

let made: Sample | undefined;

/** A voice note without a voice: a whole Ogg Opus file of silence (RFC 3533, RFC 7845). */
export function sampleVoice(): Sample {
  made ??= { bytes: encodeSilence(VOICE_SECONDS), name: 'loi-noi.ogg', mime: 'audio/ogg' };
  return made;
}

function encodeSilence(seconds: number): Uint8Array {
  const frames = (seconds * RATE) / FRAME;
  const pages = [page(0, FIRST_PAGE, 0, [head()]), page(1, 0, 0, [tags()])];
  for (let done = 0; done < frames;) {
    const count = Math.min(FRAMES_A_PAGE, frames - done);
    done += count;
    const kind = done === frames ? LAST_PAGE : 0;
    pages.push(page(pages.length, kind, done * FRAME, Array<Buffer>(count).fill(SILENCE)));
  }
  return Buffer.concat(pages);
}

function head(): Buffer {
  const bytes = Buffer.alloc(19);
  bytes.write('OpusHead', 0, 'latin1');
  bytes.writeUInt8(1, 8);
  bytes.writeUInt8(1, 9);
  bytes.writeUInt32LE(RATE, 12);
  return bytes;
}

function tags(): Buffer {
  const vendor = 'Sat Canh';
  const bytes = Buffer.alloc(8 + 4 + vendor.length + 4);
  bytes.write('OpusTags', 0, 'latin1');
  bytes.writeUInt32LE(vendor.length, 8);
  bytes.write(vendor, 12, 'latin1');
  return bytes;
}

/** Every packet here is shorter than 255 bytes, so one lacing value each. */
function page(sequence: number, kind: number, position: number, packets: Buffer[]): Buffer {
  const header = Buffer.alloc(27 + packets.length);
  header.write('OggS', 0, 'latin1');
  header.writeUInt8(kind, 5);
  header.writeBigUInt64LE(BigInt(position), 6);
  header.writeUInt32LE(SERIAL, 14);
  header.writeUInt32LE(sequence, 18);
  header.writeUInt8(packets.length, 26);
  packets.forEach((packet, index) => header.writeUInt8(packet.length, 27 + index));
  const whole = Buffer.concat([header, ...packets]);
  whole.writeUInt32LE(oggCrc(whole), 22);
  return whole;
}

/** Ogg's checksum: polynomial 0x04c11db7, neither mirrored nor inverted (RFC 3533). */
function oggCrc(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}

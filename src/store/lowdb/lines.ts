import { closeSync, openSync, readSync } from 'node:fs';

const blockBytes = 1 << 20;
const lineBreak = 0x0a;

export interface Line {
  /** Byte of the file at which the line starts. */
  start: number;
  bytes: Buffer;
  /** Whether a line break ended it; without one it is the end of a file that was cut off. */
  ended: boolean;
}

/** A file that whoever reads has open, from its start; and its bytes that count. */
export interface Opened {
  handle: number;
  bytes: number;
}

/**
 * The lines of a file, read block by block: a log may be larger than the longest string. Bytes are valid until the next.
 * `limit`: bytes after which it counts as ended. What is open already stays open.
 */
export function* linesOf(file: string | Opened, limit = Infinity): Generator<Line> {
  const { handle, bytes: most } =
    typeof file === 'string' ? { handle: openSync(file, 'r'), bytes: limit } : file;
  try {
    let rest: Buffer[] = [];
    let start = 0;
    const block = Buffer.allocUnsafe(blockBytes);
    for (let left = most; ;) {
      const length = readSync(handle, block, 0, Math.min(blockBytes, left), null);
      left -= length;
      if (length === 0) break;
      let from = 0;
      for (;;) {
        const to = block.subarray(0, length).indexOf(lineBreak, from);
        if (to < 0) break;
        const piece = block.subarray(from, to);
        const bytes = rest.length > 0 ? Buffer.concat([...rest, piece]) : piece;
        rest = [];
        yield { start, bytes, ended: true };
        start += bytes.length + 1;
        from = to + 1;
      }
      if (from < length) rest.push(Buffer.from(block.subarray(from, length)));
    }
    const bytes = Buffer.concat(rest);
    if (bytes.length > 0) yield { start, bytes, ended: false };
  } finally {
    if (typeof file === 'string') closeSync(handle);
  }
}

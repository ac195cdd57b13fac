import { closeSync, fsyncSync, ftruncateSync, openSync, readSync, fstatSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Cuts what a crash left of an unfinished write from the end of a log, and keeps those bytes in a file beside it, for a
 * person who wants to look. Returns that file's name.
 */
export function cutTail(path: string, bytes: number): string {
  const name = `torn-${basename(path, '.jsonl')}-${bytes}.bin`;
  const log = openSync(path, 'r+');
  try {
    const tail = Buffer.alloc(fstatSync(log).size - bytes);
    for (let done = 0; done < tail.length;) {
      const read = readSync(log, tail, done, tail.length - done, bytes + done);
      if (read === 0) break;
      done += read;
    }
    writeFileSync(join(dirname(path), name), tail, { flush: true, mode: 0o600 });
    ftruncateSync(log, bytes);
    fsyncSync(log);
  } finally {
    closeSync(log);
  }
  return name;
}

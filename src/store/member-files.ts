/** Members' files beside the rows (the photos and voices of reports), as a backup takes and gives them. */
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

export interface MemberFiles {
  /** A file in pieces; nothing when it is gone (its person's data were erased meanwhile). */
  read(name: string): AsyncIterable<Uint8Array>;
  /** Whole and durable when it resolves; one of that name is replaced. */
  write(name: string, pieces: AsyncIterable<Uint8Array>): Promise<void>;
  /** Takes away every other file. */
  keepOnly(names: ReadonlySet<string>): Promise<void>;
}

/** Bytes of a piece: a line of a backup holds one. */
const pieceBytes = 192 << 10;

/** What the bot itself names files: nothing that leads out of the folder. */
const ownName = /^[\w-]{1,128}\.[a-z0-9]{1,8}$/;
export const isFileName = (name: unknown): name is string => typeof name === 'string' && ownName.test(name);

export function memberFiles(dir: string): MemberFiles {
  return {
    async *read(name) {
      if (!isFileName(name)) return;
      try {
        yield* createReadStream(join(dir, name), { highWaterMark: pieceBytes }) as AsyncIterable<Uint8Array>;
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    async write(name, pieces) {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      const beside = join(dir, `${name}.restore`);
      const file = await open(beside, 'w', 0o600);
      try {
        for await (const piece of pieces) await file.writeFile(piece);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(beside, join(dir, name));
    },
    async keepOnly(names) {
      const found = await readdir(dir).catch((error: unknown) => {
        if (isMissing(error)) return [];
        throw error;
      });
      for (const name of found) if (!names.has(name)) await rm(join(dir, name), { force: true });
    },
  };
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Files of the store: their names, and writing that neither a full disk nor a power cut can turn into half a file. */
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What the engine needs of an open file; a FileHandle is one. Tests hand in one that fails. */
export interface OpenFile {
  write(bytes: Buffer, offset: number, length: number): Promise<{ bytesWritten: number }>;
  datasync(): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

export type Open = (path: string, flags: 'a' | 'w') => Promise<OpenFile>;

export const openOnDisk: Open = (path, flags) => open(path, flags, 0o600);

export const logName = (generation: number): string => `log-${generation}.jsonl`;
export const snapshotName = (generation: number): string => `snap-${generation}.jsonl`;

/** Generation of a file of that kind, if its name is one. */
export function generationOf(kind: 'log' | 'snap' | 'past' | 'pastindex', name: string): number | undefined {
  const match = /^(log|snap|past|pastindex)-([1-9]\d*)\.jsonl$/.exec(name);
  return match?.[1] === kind ? Number(match[2]) : undefined;
}

/** Writes all of it: write(2) on a filling disk takes fewer bytes and says nothing. */
export async function writeWhole(file: OpenFile, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done);
    if (bytesWritten <= 0) throw Object.assign(new Error('the disk took no more bytes'), { code: 'ENOSPC' });
    done += bytesWritten;
  }
}

/** Makes creations, renames and removals in a folder durable. */
export async function syncFolder(dir: string): Promise<void> {
  const folder = await open(dir, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Writes a file beside its place, and puts it there when it is whole and durable. Resolves with its bytes. */
export async function publish(
  path: string,
  frames: AsyncIterable<Buffer> | Iterable<Buffer>,
  openFile: Open,
  beforeRename?: () => Promise<void>,
): Promise<number> {
  const beside = `${path}.tmp`;
  const file = await openFile(beside, 'w');
  let bytes = 0;
  try {
    try {
      for await (const frame of frames) {
        await writeWhole(file, frame);
        bytes += frame.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await beforeRename?.();
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await rename(beside, path);
  await syncFolder(dirname(path));
  return bytes;
}

/** The limit of any durable store on one disk: append a commit's bytes and wait for the disk, one after the other. */
import { rm } from 'node:fs/promises';
import type { Open } from '../../src/store/lowdb/files.ts';
import { timed, type Run } from './work.ts';

const bytes = Buffer.alloc(1500, 'x');

export async function bareSync(open: Open, path: string, seconds: number): Promise<Run> {
  const file = await open(path, 'a');
  try {
    return await timed(
      async () => {
        await file.write(bytes, 0, bytes.length);
        await file.datasync();
      },
      1,
      seconds,
    );
  } finally {
    await file.close();
    await rm(path);
  }
}

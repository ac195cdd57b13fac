/** A disk whose files really exist, and that fails, fills up, loses power and goes on, as a test wants it. */
import { truncate } from 'node:fs/promises';
import { openOnDisk, type Open, type OpenFile } from '../../src/store/lowdb/files.ts';

export interface Disk {
  open: Open;
  /** Bytes that the disk still takes; then a write takes what fits, and the next one nothing. */
  room: number;
  /** fsyncs that still work. */
  syncs: number;
  /** ms that an fsync takes longer. */
  slow: number;
  written: { syncs: number };
  /**
   * The process is gone: nothing more is written, nobody hears of anything again. Of what was not synced, `kept`
   * says how much of each log the disk has after the power cut (0 none, 1 all).
   */
  cut(kept: number): Promise<void>;
}

const forEver = new Promise<never>(() => {});

export function createDisk(): Disk {
  let dead = false;
  const busy = new Set<Promise<unknown>>();
  const logs = new Map<string, { synced: number; size: number }>();

  async function tracked<T>(act: () => Promise<T>): Promise<T> {
    if (dead) return forEver;
    const going = act();
    busy.add(going);
    try {
      return await going;
    } finally {
      busy.delete(going);
      // Whoever waits died with its process.
      if (dead) await forEver;
    }
  }

  const disk: Disk = {
    room: Infinity,
    syncs: Infinity,
    slow: 0,
    written: { syncs: 0 },
    open: async (path, flags) => {
      const file = await openOnDisk(path, flags);
      const size =
        flags === 'a' ? (await (file as unknown as { stat(): Promise<{ size: number }> }).stat()).size : 0;
      const log = { synced: size, size };
      if (flags === 'a') logs.set(path, log);
      return wrap(file, log);
    },
    async cut(kept) {
      dead = true;
      await Promise.allSettled(busy);
      for (const [path, { synced, size }] of logs) {
        // A log that is no longer there was cleared away after a snapshot.
        await truncate(path, synced + Math.floor((size - synced) * kept)).catch(() => {});
      }
    },
  };

  function wrap(file: OpenFile, log: { synced: number; size: number }): OpenFile {
    const sync = (real: () => Promise<void>) => (): Promise<void> =>
      tracked(async () => {
        const { size } = log;
        if (disk.syncs-- <= 0) throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
        if (disk.slow > 0) await new Promise((resolve) => setTimeout(resolve, disk.slow));
        await real();
        disk.written.syncs++;
        log.synced = size;
      });
    return {
      write: (bytes, offset, length) =>
        tracked(async () => {
          if (disk.room <= 0) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
          const { bytesWritten } = await file.write(bytes, offset, Math.min(length, disk.room));
          disk.room -= bytesWritten;
          log.size += bytesWritten;
          return { bytesWritten };
        }),
      datasync: sync(() => file.datasync()),
      sync: sync(() => file.sync()),
      close: () => file.close(),
    };
  }

  return disk;
}

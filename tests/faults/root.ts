/** What only root on a real machine may do. Where it cannot be done, the test says so in the output: no silent pass. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly dir: string;
  /** `2m` and the like. */
  resize(size: string): void;
  readOnly(): void;
  unmount(): void;
}

/** A file system of that size in memory; undefined, with the reason told, where this machine does not let us mount one. */
export function mountSmallDisk(size: string, forWhat: string): SmallDisk | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'satcanh-disk-'));
  const mount = (options: string): string | undefined => {
    const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'satcanh', dir], {
      encoding: 'utf8',
    });
    return status === 0 ? undefined : (error?.message ?? stderr.trim());
  };
  const refused = mount(`size=${size}`);
  if (refused !== undefined) {
    console.warn(
      `NOT RUN HERE: ${forWhat}. It mounts a file system of ${size}, which takes root (CAP_SYS_ADMIN) on Linux: ${refused}`,
    );
    return undefined;
  }
  const remount = (options: string): void => {
    const failed = mount(`remount,${options}`);
    if (failed !== undefined) throw new Error(failed);
  };
  return {
    dir,
    resize: (to) => remount(`size=${to}`),
    readOnly: () => remount('ro'),
    unmount: () => void spawnSync('umount', [dir]),
  };
}

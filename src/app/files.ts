/** Members' files: copied from the platform soon after they came (Zalo's addresses die), kept under our own names. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Channel } from '../channels/channel.ts';
import type { FileRef } from '../core/update.ts';
import type { Store } from '../store/store.ts';
import { errorLine } from './log.ts';
import type { Log } from './log.ts';

export interface Files {
  /** The bytes, from our copy or else from the platform. */
  read(file: FileRef): Promise<{ bytes: Uint8Array; name: string }>;
  /** Copies what has no copy yet, takes away what was erased; called after commits and now and then. */
  copyWaiting(): Promise<void>;
}

/** Endings that a copy may have: nothing that a browser or desktop would run. */
const ENDINGS = new Set([
  '.jpg',
  '.jpeg',
  '.png',
  '.gif',
  '.webp',
  '.ogg',
  '.oga',
  '.mp3',
  '.m4a',
  '.amr',
  '.aac',
  '.mp4',
  '.pdf',
]);
const AT_ONCE = 20;

export function createFiles(parts: {
  dir: string;
  store: Store;
  channels: ReadonlyMap<string, Channel>;
  now(): number;
  log: Log;
}): Files {
  const { dir, store, channels } = parts;
  let copying: Promise<void> | undefined;
  const idOf = (file: FileRef) => `${file.channel}|${file.id}`;

  async function download(file: FileRef): Promise<{ bytes: Uint8Array; name: string }> {
    const channel = channels.get(file.channel);
    if (!channel) throw new Error(`No channel "${file.channel}" is configured to fetch a file from.`);
    return channel.download(file);
  }

  async function write(file: FileRef, found: { bytes: Uint8Array; name: string }): Promise<string> {
    const ending = extname(found.name).toLowerCase();
    const path =
      createHash('sha256').update(idOf(file)).digest('hex') + (ENDINGS.has(ending) ? ending : '.bin');
    await mkdir(dir, { recursive: true });
    // A name of its own: several bots may share the folder, and copy the same file.
    const part = join(dir, `${path}.${randomUUID()}.part`);
    const handle = await open(part, 'w', 0o600);
    try {
      await handle.writeFile(found.bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, join(dir, path));
    return path;
  }

  async function removeErased(): Promise<void> {
    for (const row of await store.read((view) => view.find('files', 'erased', '-', { limit: AT_ONCE }))) {
      if (row.path) await rm(join(dir, row.path), { force: true });
      await store.commit({ at: parts.now() }, async (view) => {
        const known = await view.get('files', row.id);
        return known?.path === row.path ? { remove: { files: [row.id] } } : {};
      });
    }
  }

  async function copyAll(): Promise<void> {
    await removeErased();
    const waiting = await store.read((view) => view.find('files', 'waiting', '-', { limit: AT_ONCE }));
    for (const row of waiting) {
      try {
        const path = await write(row.ref, await download(row.ref));
        await store.commit({ at: parts.now() }, async (view) => {
          // Erased meanwhile: the row stays marked, now with the copy that has to go.
          const known = (await view.get('files', row.id)) ?? { ...row, erased: true as const };
          return { put: { files: [{ ...known, path }] } };
        });
      } catch (error) {
        parts.log.warn(
          { kind: row.ref.kind, channel: row.ref.channel, error: errorLine(error) },
          'a file could not be copied yet',
        );
      }
    }
  }

  return {
    async read(file) {
      const row = await store.read((view) => view.get('files', idOf(file)));
      if (row?.path) return { bytes: await readFile(join(dir, row.path)), name: row.path };
      return download(file);
    },
    copyWaiting() {
      copying ??= copyAll()
        .catch((error: unknown) =>
          parts.log.warn(
            { error: errorLine(error) },
            'files to copy could not be looked for; tried again soon',
          ),
        )
        .finally(() => {
          copying = undefined;
        });
      return copying;
    },
  };
}

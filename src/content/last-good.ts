/** The last good version of the content, kept as one file: what is served after a restart while the folder is broken. */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Snapshot } from './folder.ts';

/** Rises when older files cannot be read any more; such a file counts as not there. */
const FORMAT = 1;

const kept = z.object({
  format: z.literal(FORMAT),
  at: z.number(),
  root: z.string(),
  /** Path → text. Good content is UTF-8, so that a person can read this file too. */
  files: z.record(z.string(), z.string()),
});

export interface LastGood {
  snapshot: Snapshot;
  /** ms: since when members have read it. */
  at: number;
}

/** Whole or not at all, and on the disk when it resolves. Throws when the disk does not take it. */
export async function keepLastGood(path: string, { snapshot, at }: LastGood): Promise<void> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const files = Object.fromEntries(
    snapshot.files.flatMap((file) => (file.bytes ? [[file.path.join('/'), decoder.decode(file.bytes)]] : [])),
  );
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  try {
    const file = await open(draft, 'w');
    try {
      await file.writeFile(JSON.stringify({ format: FORMAT, at, root: snapshot.root, files }));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  const entry = await open(folder, 'r');
  try {
    await entry.sync();
  } finally {
    await entry.close();
  }
}

/** Nothing when none was kept, or what is there cannot be read. */
export async function readLastGood(path: string): Promise<LastGood | undefined> {
  try {
    const { at, root, files } = kept.parse(JSON.parse(await readFile(path, 'utf8')));
    const encoder = new TextEncoder();
    return {
      at,
      snapshot: {
        root,
        files: Object.entries(files).map(([name, text]) => ({
          path: name.split('/'),
          bytes: encoder.encode(text),
        })),
      },
    };
  } catch {
    return undefined;
  }
}

/** The first frame of each file: what it is, so that a foreign or newer file is refused and not read as an empty store. */
import { z } from 'zod';
import { schemaVersion } from '../schema.ts';
import { StoreError } from '../errors.ts';

/** Of frames, headers and their meaning; rows have their own version. */
const formatVersion = 1;

const header = z.object({
  satCanh: z.enum(['log', 'snapshot', 'past', 'pastindex']),
  format: z.number(),
  schema: z.number(),
  generation: z.number(),
});

export type FileKind = 'log' | 'snapshot' | 'past' | 'pastindex';

export function headerOf(kind: FileKind, generation: number): string {
  return JSON.stringify({ satCanh: kind, format: formatVersion, schema: schemaVersion, generation });
}

/** The schema version of a file; throws StoreError when the file is another thing than its name says. */
export function readHeader(path: string, kind: FileKind, generation: number, json: unknown): number {
  const read = header.safeParse(json);
  if (!read.success || read.data.satCanh !== kind || read.data.generation !== generation) {
    throw new StoreError(
      'damaged',
      `${path}, byte 0: its first line does not say that it is ${kind} ${generation} of Sát Cánh. Nothing was changed. ` +
        'Files of the store must keep their names: put back the right one, from a backup if need be.',
    );
  }
  const { format, schema } = read.data;
  if (format > formatVersion || schema > schemaVersion) {
    throw new StoreError(
      'newer',
      `${path} was written by a newer version of Sát Cánh. Start that version, or restore a backup made by this one.`,
    );
  }
  return schema;
}

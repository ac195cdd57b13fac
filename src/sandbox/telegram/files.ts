/** The files that went through the platform, in memory. */
import { badRequest } from './refusal.ts';
import type { FileInfo } from './shapes.ts';

export type FileKind = 'photo' | 'voice' | 'document' | 'sticker';

export interface StoredFile {
  id: string;
  uniqueId: string;
  kind: FileKind;
  /** Below `/file/bot<TOKEN>/`. */
  path: string;
  name: string;
  mime: string;
  bytes: Uint8Array;
}

export interface Files {
  add(kind: FileKind, sample: { bytes: Uint8Array; name: string; mime: string }): StoredFile;
  byId(id: string): StoredFile | undefined;
  byPath(path: string): StoredFile | undefined;
}

const FOLDER = { photo: 'photos', voice: 'voice', document: 'documents', sticker: 'stickers' } as const;
/** Telegram's own file ids begin with letters that tell the kind. */
const PREFIX = {
  photo: 'AgACAgUAAxkB',
  voice: 'AwACAgUAAxkB',
  document: 'BQACAgUAAxkB',
  sticker: 'CAACAgUAAxkB',
};
const ENDING = { photo: 'jpg', voice: 'oga', document: 'bin', sticker: 'webp' } as const;
const WORD = { photo: 'Photo', voice: 'VoiceNote', document: 'Document', sticker: 'Sticker' } as const;
/** Longer sides that Telegram makes of a photo (a thumbnail, a middle size, the full one). */
const SIZES = [
  { suffix: 's', width: 320, height: 240 },
  { suffix: 'm', width: 800, height: 600 },
  { suffix: 'y', width: 1280, height: 960 },
] as const;

/** `firstId` keeps the ids of a restarted stand-in apart from those before. */
export function createFiles(firstId: number): Files {
  const byId = new Map<string, StoredFile>();
  const byPath = new Map<string, StoredFile>();
  let count = 0;
  return {
    add(kind, sample) {
      count += 1;
      const unique = `${firstId.toString(36)}x${count}`;
      const dot = sample.name.lastIndexOf('.');
      const ending = kind === 'document' && dot >= 0 ? sample.name.slice(dot + 1) : ENDING[kind];
      const file: StoredFile = {
        ...sample,
        kind,
        id: `${PREFIX[kind]}${unique}`,
        uniqueId: `AQAD${unique}`,
        path: `${FOLDER[kind]}/file_${unique}.${/^[A-Za-z0-9]{1,8}$/.test(ending) ? ending : 'bin'}`,
      };
      byId.set(file.id, file);
      if (kind === 'photo') for (const { suffix } of SIZES) byId.set(`${file.id}${suffix}`, file);
      byPath.set(file.path, file);
      return file;
    },
    byId: (id) => byId.get(id),
    byPath: (path) => byPath.get(path),
  };
}

/** A file that the bot names by id, of the kind that the method sends. */
export function requireFile(files: Files, id: string, kind: FileKind): StoredFile {
  if (/^https?:/i.test(id)) throw badRequest('failed to get HTTP URL content');
  const file = files.byId(id);
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified');
  if (file.kind !== kind) throw badRequest(`can't use file of type ${WORD[file.kind]} as ${WORD[kind]}`);
  return file;
}

/** A file as messages and getFile tell of it; `more` is what the kind adds. */
export function fileInfo(file: StoredFile, more: Partial<FileInfo> = {}): FileInfo {
  return { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.bytes.length, ...more };
}

/** `photo[]`: sizes ascending, each with its own id. The stand-in cannot rescale: all of them are the same bytes. */
export function photoSizes(file: StoredFile): FileInfo[] {
  return SIZES.map(({ suffix, width, height }) => ({
    ...fileInfo(file, { width, height }),
    file_id: `${file.id}${suffix}`,
    file_unique_id: `${file.uniqueId}${suffix}`,
  }));
}

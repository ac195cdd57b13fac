/** The files of a content folder, and those that lie there by mistake. */
import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { printable } from './frame.ts';
import { nearest } from './nearest.ts';
import { readSource, sourceOf } from './source.ts';
import type { Fault } from './fault.ts';
import type { Source } from './source.ts';

export const ITEM_FOLDERS = ['faq', 'guidance', 'policies', 'rumours', 'bulletins', 'campaigns'] as const;
export type ItemFolder = (typeof ITEM_FOLDERS)[number];

export const LISTS = ['organization', 'categories', 'contacts', 'calendar', 'phase'] as const;
export type ListName = (typeof LISTS)[number];

const FOLDERS = [...ITEM_FOLDERS, 'wording', 'lexicon'];

/** No list of a nation's units and no item is longer; a file that is, was put here by mistake. */
const LARGEST_LIST_BYTES = 16 * 1024 * 1024;
const LARGEST_TEXT_BYTES = 256 * 1024;
const DEEPEST_FOLDER = 8;

/** Half-written files and editors' own: hidden, backup, swap, lock files. */
const TEMPORARY = /^[.~#]|~$|\.(swp|swx|tmp|temp|bak|orig|part|crdownload)$|^4913$/i;

export interface ContentFile {
  source: Source;
  /** First folder below the content folder; none for a list. */
  folder?: string;
  /** The folders between the first one and the file. */
  below: readonly string[];
  /** The file's name without its ending. */
  name: string;
}

/** The bytes of a content folder at one moment, sorted by path: what is read, kept as the last good version, and compared. */
export interface Snapshot {
  /** The folder's own name: the first part of every path that an editor reads. */
  root: string;
  files: readonly SnapshotFile[];
  /** The folder is not there, or cannot be read. */
  unreadable?: true;
}

export interface SnapshotFile {
  /** Below the folder. */
  path: readonly string[];
  /** Left out for a file that nothing will read. */
  bytes?: Uint8Array;
  /** Vietnamese: why its bytes could not be had. */
  problem?: string;
}

/** Hidden, backup, swap and half-written files: nothing of ours, whatever they hold. */
export function isTemporary(name: string): boolean {
  return TEMPORARY.test(name);
}

/** Reads all files. Never throws for what lies in the folder. */
export async function takeSnapshot(dir: string): Promise<Snapshot> {
  const root = basename(resolve(dir));
  const paths = await pathsBelow(dir).catch(() => undefined);
  if (!paths) return { root, files: [], unreadable: true };
  const files: SnapshotFile[] = [];
  for (const path of paths) {
    const unread = path.at(-1) === 'README.md' || strayReason(path) !== undefined;
    files.push({ path, ...(unread ? {} : await readBytes(join(dir, ...path))) });
  }
  return { root, files };
}

/** Names what was read: the same for the same files with the same bytes, wherever they lie. Hex SHA-256. */
export function hashOf(snapshot: Snapshot): string {
  const hash = createHash('sha256');
  for (const { path, bytes, problem } of snapshot.files) {
    if (bytes || problem) hash.update(`${path.join('/')}\0${problem ?? bytes!.length}\0`).update(bytes ?? '');
  }
  return hash.digest('hex');
}

/** The files of a snapshot as clean text, and what lies there by mistake. */
export function readSnapshot({ root, files: found, unreadable }: Snapshot): {
  files: ContentFile[];
  faults: Fault[];
} {
  const files: ContentFile[] = [];
  const faults: Fault[] = [];
  if (unreadable) {
    const hint = 'xem lại tên thư mục (CONTENT_DIR)';
    faults.push(sourceOf(root, '').fault(0, 1, 'error', 'Không có thư mục này, hoặc không đọc được', hint));
  }
  for (const { path, bytes, problem } of found) {
    const shown = printable([root, ...path].join('/'));
    const stray = strayReason(path);
    if (stray) faults.push(sourceOf(shown, '').fault(0, 1, 'warning', stray.message, stray.hint));
    if (problem) faults.push(sourceOf(shown, '').fault(0, 1, 'error', problem));
    if (!bytes) continue;
    const read = readSource(shown, bytes);
    faults.push(...read.faults);
    const name = path
      .at(-1)!
      .normalize('NFC')
      .replace(/\.(md|yml)$/, '');
    const folder = path.length > 1 ? { folder: path[0]! } : {};
    files.push({ source: read.source, name, below: path.slice(1, -1), ...folder });
  }
  return { files, faults };
}

async function pathsBelow(dir: string, above: readonly string[] = []): Promise<string[][]> {
  const found: string[][] = [];
  const names = (await readdir(join(dir, ...above))).filter((name) => !isTemporary(name)).sort();
  for (const name of names) {
    const path = [...above, name];
    // stat, not the directory entry: a mounted volume may hold links to its files.
    const info = await stat(join(dir, ...path)).catch(() => undefined);
    if (info?.isFile()) found.push(path);
    else if (info?.isDirectory() && path.length <= DEEPEST_FOLDER)
      found.push(...(await pathsBelow(dir, path)));
  }
  return found;
}

async function readBytes(path: string): Promise<{ bytes: Uint8Array } | { problem: string }> {
  try {
    const most = path.endsWith('.md') ? LARGEST_TEXT_BYTES : LARGEST_LIST_BYTES;
    if ((await stat(path)).size > most) return { problem: `Tệp quá lớn (hơn ${most / 1024} KB)` };
    return { bytes: await readFile(path) };
  } catch {
    return { problem: 'Không đọc được tệp này' };
  }
}

/** Why nothing will read this file; nothing when it is where it belongs. */
function strayReason(path: readonly string[]): { message: string; hint: string } | undefined {
  const name = path.at(-1)!;
  if (name === 'README.md') return undefined;
  const message = 'Tệp này không được dùng';
  if (path.length === 1) {
    if (LISTS.some((list) => name === `${list}.yml`)) return undefined;
    const lists = LISTS.map((list) => `${list}.yml`);
    return { message, hint: wasMeant(name, lists, 'Tên cho phép') };
  }
  const folder = path[0]!;
  if (!FOLDERS.includes(folder)) return { message, hint: wasMeant(folder, FOLDERS, 'Thư mục cho phép') };
  const ending = folder === 'lexicon' ? '.yml' : '.md';
  return name.endsWith(ending)
    ? undefined
    : { message, hint: `tên tệp trong ${folder}/ phải kết thúc bằng ${ending}` };
}

function wasMeant(word: string, allowed: readonly string[], title: string): string {
  const near = nearest(word, allowed);
  return `${near ? `có phải ‘${near}’? ` : ''}${title}: ${allowed.join(', ')}`;
}

/** The files of a content folder, and those that lie there by mistake. */
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

/** Reads all files, sorted by path. Never throws for what lies in the folder. */
export async function readFolder(dir: string): Promise<{ files: ContentFile[]; faults: Fault[] }> {
  const root = basename(resolve(dir));
  const files: ContentFile[] = [];
  const faults: Fault[] = [];
  const paths = await pathsBelow(dir).catch(() => undefined);
  if (!paths) {
    const hint = 'xem lại tên thư mục (CONTENT_DIR)';
    return {
      files,
      faults: [sourceOf(root, '').fault(0, 1, 'error', 'Không có thư mục này, hoặc không đọc được', hint)],
    };
  }
  for (const path of paths) {
    const shown = printable([root, ...path].join('/'));
    const stray = strayReason(path);
    if (stray) faults.push(sourceOf(shown, '').fault(0, 1, 'warning', stray.message, stray.hint));
    if (stray || path.at(-1) === 'README.md') continue;
    const bytes = await readBytes(join(dir, ...path));
    if (typeof bytes === 'string') {
      faults.push(sourceOf(shown, '').fault(0, 1, 'error', bytes));
      continue;
    }
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
  const names = (await readdir(join(dir, ...above))).filter((name) => !TEMPORARY.test(name)).sort();
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

async function readBytes(path: string): Promise<Uint8Array | string> {
  try {
    const most = path.endsWith('.md') ? LARGEST_TEXT_BYTES : LARGEST_LIST_BYTES;
    if ((await stat(path)).size > most) return `Tệp quá lớn (hơn ${most / 1024} KB)`;
    return await readFile(path);
  } catch {
    return 'Không đọc được tệp này';
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

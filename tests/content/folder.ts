/** A content folder in a temporary place, for the tests of the checker. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import { loadContent } from '../../src/content/bundle.ts';
import type { Bundle, Fault, LoadOptions } from '../../src/content/bundle.ts';

export const TODAY = '2026-11-21';

const made: string[] = [];
afterAll(async () => {
  for (const dir of made) await rm(dir, { recursive: true, force: true });
});

export async function folderOf(files: Record<string, string | Uint8Array>): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'content-'));
  made.push(parent);
  const dir = join(parent, 'content');
  await mkdir(dir);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  return dir;
}

export interface Checked {
  bundle: Bundle;
  faults: Fault[];
  /** `faq/a.md:2:3 error`, in order. */
  places: string[];
  /** The one fault at that place, `faq/a.md:2:3`. */
  at(place: string): Fault | undefined;
}

export async function check(
  files: Record<string, string | Uint8Array>,
  options: LoadOptions = { today: TODAY },
): Promise<Checked> {
  const { bundle, faults } = await loadContent(await folderOf(files), options);
  const place = (fault: Fault) => `${fault.path.replace(/^content\//, '')}:${fault.line}:${fault.column}`;
  return {
    bundle,
    faults,
    places: faults.map((fault) => `${place(fault)} ${fault.severity}`),
    at: (wanted) => faults.find((fault) => place(fault) === wanted),
  };
}

const HEADER = {
  cau_hoi: 'Tiêm vắc xin xong bị sốt thì phải làm sao?',
  cach_hoi_khac: '[tiêm về sốt, sốt sau tiêm, uống thuốc gì khi sốt]',
  chu_de: 'vac-xin',
  nguon: '{ co_quan: Bộ Y tế, van_ban: 5588/BYT-DP, ngay: 2021-07-12 }',
  hieu_luc_tu: '2021-07-12',
  het_han: '2027-06-30',
  nguoi_duyet: 'Ban Tuyên giáo',
};

/** A right FAQ item, some fields changed (or left out by `undefined`). The header's lines are 2 to 8, the body starts on line 10. */
export function faq(
  changes: Record<string, string | undefined> = {},
  body = 'Nghỉ ngơi, uống nhiều nước.',
): string {
  const fields = Object.entries({ ...HEADER, ...changes }).filter(([, value]) => value !== undefined);
  return `---\n${fields.map(([key, value]) => `${key}: ${value}`).join('\n')}\n---\n${body}\n`;
}

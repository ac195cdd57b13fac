/** The words before the colon: what a line of a conversation does. Marks and case do not count. */
import { fold } from '../core/text.ts';

export const HEADER_KEYS = ['kênh', 'ngày', 'giai đoạn', 'cán bộ trực'] as const;

export const LINE_KEYS = [
  'Đoàn viên',
  'Đoàn viên bấm',
  'Đoàn viên gửi ảnh',
  'Đoàn viên gửi ghi âm',
  'Đoàn viên gửi tệp',
  'Đoàn viên gửi vị trí',
  'Đoàn viên gửi danh thiếp',
  'Đoàn viên gửi hình dán',
  'Cán bộ',
  'Cán bộ bấm',
  'Bot',
  'Bot không nói',
  'Bot nói với cán bộ',
  'Bot không nói với cán bộ',
  'Sau',
] as const;

export type HeaderKey = (typeof HEADER_KEYS)[number];
export type LineKey = (typeof LINE_KEYS)[number];

const plain = (text: string) => fold(text).replace(/\s+/g, ' ').trim();
const byPlain = new Map<string, HeaderKey | LineKey>(
  [...HEADER_KEYS, ...LINE_KEYS].map((key) => [plain(key), key]),
);

export function keyOf(written: string): HeaderKey | LineKey | undefined {
  return byPlain.get(plain(written));
}

export function isHeaderKey(key: string): key is HeaderKey {
  return (HEADER_KEYS as readonly string[]).includes(key);
}

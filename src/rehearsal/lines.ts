/** What one line of a conversation means. */
import type { Event, FileRef } from '../core/update.ts';
import { readPhone } from '../core/text.ts';
import type { Line, Who } from './conversation.ts';
import type { LineKey } from './keys.ts';
import type { Problem } from './settings.ts';

type Meant = Line extends infer L ? (L extends Line ? Omit<L, 'at' | 'length'> : never) : never;

const HOUR = 3_600_000;
const UNITS: readonly [RegExp, number][] = [
  [/^(giay)$/, 1000],
  [/^(phut)$/, 60_000],
  [/^(gio|tieng)$/, HOUR],
  [/^(ngay)$/, 24 * HOUR],
  [/^(tuan)$/, 7 * 24 * HOUR],
];
/** Khu trọ cổng sau: some place in Quảng Ngãi. */
const PLACE = { latitude: 15.12, longitude: 108.8 };

export function lineOf(key: LineKey, value: string): Meant | Problem {
  const empty = (what: string): Problem => ({
    message: `Sau dấu hai chấm chưa có ${what}`,
    hint: `viết ${what} trên cùng dòng`,
  });
  const who: Who = key.toLowerCase().includes('cán bộ') ? 'officer' : 'member';
  switch (key) {
    case 'Đoàn viên':
    case 'Cán bộ':
      return value === '' ? empty('lời nhắn') : { kind: 'say', who, text: value };
    case 'Đoàn viên bấm':
    case 'Cán bộ bấm':
      return value === '' ? empty('chữ trên nút') : { kind: 'press', who, label: value };
    case 'Bot':
    case 'Bot nói với cán bộ':
      return value === '' ? empty('lời của bot') : { kind: 'expect', who, words: value, not: false };
    case 'Bot không nói':
    case 'Bot không nói với cán bộ':
      return value === '' ? empty('lời của bot') : { kind: 'expect', who, words: value, not: true };
    case 'Sau':
      return waitOf(value);
    default:
      return sendOf(key, value);
  }
}

function waitOf(value: string): Meant | Problem {
  const found = /^(\d{1,4})\s+(\p{L}+)$/u.exec(value);
  const unit =
    found &&
    UNITS.find(([name]) => name.test(found[2]!.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()));
  if (!found || !unit)
    return { message: `Không hiểu khoảng thời gian ‘${value}’`, hint: 'ví dụ Sau: 2 giờ, hoặc Sau: 3 ngày' };
  return { kind: 'wait', ms: Number(found[1]) * unit[1] };
}

/** `caption` is what stands after the colon; it may be left out. */
function sendOf(key: LineKey, value: string): Meant | Problem {
  const file = (kind: FileRef['kind']): FileRef => ({
    kind,
    channel: 'telegram',
    id: `${kind}-${value.length}`,
  });
  const send = (event: Event): Meant => ({ kind: 'send', who: 'member', event });
  const caption = value === '' ? {} : { caption: value };
  switch (key) {
    case 'Đoàn viên gửi ảnh':
      return send({ type: 'photo', file: file('photo'), ...caption });
    case 'Đoàn viên gửi tệp':
      return send({ type: 'document', file: file('document'), ...caption });
    case 'Đoàn viên gửi ghi âm':
      return send({ type: 'voice', file: file('voice') });
    case 'Đoàn viên gửi vị trí':
      return send({ type: 'location', ...PLACE });
    case 'Đoàn viên gửi hình dán':
      return send({ type: 'sticker' });
    default: {
      const phone = readPhone(value);
      return phone
        ? send({ type: 'contact', phone })
        : {
            message: `‘${value}’ không phải số điện thoại`,
            hint: 'ví dụ Đoàn viên gửi danh thiếp: 0912 345 678',
          };
    }
  }
}

/** An item and the one that takes its place: neither both at once, nor a time without either. */
import { dayAfter, sayDay } from '../../core/time.ts';
import { isAsked, together } from './questions.ts';
import type { Fault, Severity } from '../fault.ts';
import type { Entry } from '../items.ts';

export function successionFaults(entries: readonly Entry[]): Fault[] {
  const byId = new Map(entries.filter(isAsked).map(({ item }) => [item.id, item]));
  return entries.flatMap(({ item, yaml }) => {
    const next = item.replacedBy === undefined ? undefined : byId.get(item.replacedBy);
    if (!next) return [];
    const say = (message: string, hint: string, severity: Severity = 'warning') => {
      const spot = yaml.at(['thay_bang']);
      return [yaml.source.fault(spot.at, spot.length, severity, message, hint)];
    };
    if (next === item)
      return say(
        'Mục này không thể thay cho chính nó',
        'viết mã của mục sẽ thay, hoặc xoá dòng này',
        'error',
      );
    if (item.until === undefined) return [];
    const free = dayAfter(item.until);
    if (together(item, next)) {
      const both = `‘${next.id}’ có hiệu lực từ ${sayDay(next.from)}, khi mục này còn hiệu lực tới ${sayDay(item.until)}`;
      return say(both, 'đoàn viên thấy cả hai: sửa het_han ở đây, hoặc hieu_luc_tu ở mục kia');
    }
    if (next.from > free) {
      const gap = `Từ ${sayDay(free)} tới trước ${sayDay(next.from)} không mục nào trả lời: ‘${next.id}’ chưa có hiệu lực`;
      return say(gap, 'sửa hieu_luc_tu ở mục kia, hoặc het_han ở đây');
    }
    if (next.until !== undefined && next.until < free) {
      const over = `‘${next.id}’ đã hết hạn từ ${sayDay(next.until)}, trước khi mục này hết hạn`;
      return say(over, 'chọn mục khác, hoặc sửa het_han của mục kia');
    }
    return [];
  });
}

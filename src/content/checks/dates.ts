/** Dates that end, contradict themselves or each other. */
import { daysBetween, sayDay } from '../../core/time.ts';
import type { Read } from '../bundle.ts';
import type { Fault, Severity } from '../fault.ts';
import type { Entry } from '../items.ts';
import type { Path } from '../yaml.ts';

/** Officers are reminded from so many days before the end. */
const SOON_DAYS = 14;

/** Items (and phases) that have ended, end soon, or rest on a document of a day to come. `today`: YYYY-MM-DD. */
export function dateFaults(read: Read, today: string): Fault[] {
  return [...read.entries.flatMap((entry) => itemDates(entry, today)), ...phaseDates(read, today)];
}

function itemDates({ item, yaml }: Entry, today: string): Fault[] {
  const faults: Fault[] = [];
  const say = (path: Path, severity: Severity, message: string, hint: string) => {
    const spot = yaml.at(path);
    faults.push(yaml.source.fault(spot.at, spot.length, severity, message, hint));
  };
  const { until, source } = item;
  if (until !== undefined) {
    const left = daysBetween(today, until);
    const renew = 'xem lại nội dung và căn cứ, rồi sửa het_han';
    // What another item has replaced is kept as history: `--on` shows what was said then.
    if (left < 0 && item.replacedBy === undefined)
      say(['het_han'], 'warning', `Đã hết hạn từ ${sayDay(until)}: đoàn viên không còn thấy mục này`, renew);
    else if (left >= 0 && left <= SOON_DAYS)
      say(
        ['het_han'],
        'advice',
        left === 0 ? 'Hết hạn trong hôm nay' : `Còn ${left} ngày nữa thì hết hạn`,
        renew,
      );
  }
  if (source.date > today) {
    say(
      ['nguon', 'ngay'],
      'warning',
      `Văn bản nguồn ghi ngày ${sayDay(source.date)}, chưa tới`,
      'xem lại ngày ký của văn bản',
    );
  }
  return faults;
}

function phaseDates(read: Read, today: string): Fault[] {
  const list = read.lists.phase;
  if (!list) return [];
  const { value, yaml } = list;
  const spans = [
    { span: value, path: [] as Path },
    ...value.units.map((span, i) => ({ span, path: ['don_vi', i] })),
  ];
  return spans.flatMap(({ span, path }) => {
    if (span.until === undefined || span.until >= today) return [];
    const spot = yaml.at([...path, 'den_ngay']);
    const message = `Giai đoạn này đã kết thúc ngày ${sayDay(span.until)}`;
    return [
      yaml.source.fault(
        spot.at,
        spot.length,
        'warning',
        message,
        'từ hôm sau là binh-thuong-moi; sửa lại nếu đã có văn bản mới',
      ),
    ];
  });
}

/** Without any day to compare with: an end before its beginning, and one document under two dates. */
export function documentFaults(entries: readonly Entry[]): Fault[] {
  const faults: Fault[] = [];
  const dates = new Map<string, { date: string; path: string }>();
  for (const { item, yaml } of entries) {
    const say = (path: Path, severity: Severity, message: string, hint: string) => {
      const spot = yaml.at(path);
      faults.push(yaml.source.fault(spot.at, spot.length, severity, message, hint));
    };
    if (item.until !== undefined && item.until < item.from) {
      say(
        ['het_han'],
        'error',
        `Hết hạn trước khi có hiệu lực (${sayDay(item.from)})`,
        'sửa het_han hoặc hieu_luc_tu',
      );
    }
    // Only numbered documents: “Khuyến cáo” of two days are two documents.
    const number = /\d+\/[\p{L}\d/.-]+/u.exec(item.source.document)?.[0].toUpperCase();
    if (number === undefined) continue;
    const first = dates.get(number);
    if (first === undefined) dates.set(number, { date: item.source.date, path: item.path });
    else if (first.date !== item.source.date) {
      const message = `${number} ghi ngày ${sayDay(item.source.date)}, còn ở ${first.path} ghi ${sayDay(first.date)}`;
      say(['nguon', 'ngay'], 'warning', message, 'xem lại văn bản, sửa nơi sai');
    }
  }
  return faults;
}

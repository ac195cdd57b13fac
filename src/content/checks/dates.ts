/** Dates that end, contradict themselves or do not exist. */
import { daysBetween, sayDay } from '../../core/time.ts';
import { dateProblem } from '../schemas/fields.ts';
import { SAID_DAY, dayIn } from './said-day.ts';
import type { Read } from '../bundle.ts';
import type { Fault, Severity } from '../fault.ts';
import type { Entry } from '../items.ts';
import type { Prose } from './prose.ts';
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

/** An end before its beginning: wrong on any day. */
export function orderFaults(entries: readonly Entry[]): Fault[] {
  return entries.flatMap(({ item, yaml }) => {
    if (item.until === undefined || item.until >= item.from) return [];
    const spot = yaml.at(['het_han']);
    const message = `Hết hạn trước khi có hiệu lực (${sayDay(item.from)})`;
    return [yaml.source.fault(spot.at, spot.length, 'error', message, 'sửa het_han hoặc hieu_luc_tu')];
  });
}

/** `31/4/2021` in what members read: a day that never was. */
export function saidDayFaults(prose: readonly Prose[]): Fault[] {
  return prose.flatMap(({ source, at, text }) =>
    [...text.matchAll(SAID_DAY)].flatMap((found) => {
      const [said] = found;
      const problem = dateProblem(dayIn(found));
      if (!problem) return [];
      return [
        source.fault(at + found.index, said.length, 'error', `Ngày ${said} không có thật`, problem.hint),
      ];
    }),
  );
}

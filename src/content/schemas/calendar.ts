/** Working hours and holidays, by which the clocks of reports count. */
import { z } from 'zod';
import { count, date, line } from './fields.ts';
import type { Calendar } from '../../core/clock.ts';

const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

const span = z.string().transform((value, context): readonly [number, number] => {
  const found = HOURS.exec(value.replace(/\s/g, ''));
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = (found ?? []).slice(1).map(Number);
  const hours = [fromHour * 60 + fromMinute, toHour * 60 + toMinute] as const;
  if (!found) context.addIssue({ code: 'custom', message: `Giờ ‘${value}’ phải viết như 07:30-11:30` });
  else if (hours[0] >= hours[1] || hours[1] > 24 * 60) {
    context.addIssue({ code: 'custom', message: `Giờ ‘${value}’ kết thúc trước khi bắt đầu` });
  }
  return hours;
});

const holiday = z
  .strictObject({ tu: date, den: date, ten: line(100) })
  .superRefine((it, context) => {
    if (it.den < it.tu)
      context.addIssue({ code: 'custom', path: ['den'], message: 'Ngày cuối đứng trước ngày đầu' });
  })
  .transform((it) => ({ from: it.tu, to: it.den, name: it.ten }));

export const calendar = z
  .strictObject({
    gio_lam: z
      .array(span)
      .min(1)
      .superRefine((spans, context) => {
        spans.forEach(([from], i) => {
          if (i === 0 || from >= spans[i - 1]![1]) return;
          context.addIssue({
            code: 'custom',
            path: [i],
            message: 'Giờ làm chồng lên khoảng trước, hoặc xếp không theo thứ tự',
          });
        });
      }),
    ngay_lam: z.array(count(1, 7)).min(1),
    nghi: z.array(holiday).optional(),
    lam_bu: z.array(date).optional(),
  })
  .transform((it): Calendar => ({
    hours: it.gio_lam,
    days: it.ngay_lam,
    holidays: it.nghi ?? [],
    extra: it.lam_bu ?? [],
  }));

/** Where a folder has no calendar (an editor's test folder): the usual week, no holidays. */
export const USUAL_WEEK: Calendar = {
  hours: [
    [7 * 60 + 30, 11 * 60 + 30],
    [13 * 60 + 30, 17 * 60],
  ],
  days: [1, 2, 3, 4, 5],
  holidays: [],
  extra: [],
};

/** The union's clock is Asia/Ho_Chi_Minh, whatever the machine's. Times are ms since 1970. */
import { TZDate } from '@date-fns/tz';
import { set } from 'date-fns/set';

export const ZONE = 'Asia/Ho_Chi_Minh';

const WEEKDAYS = ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];

const local = (at: number) => new TZDate(at, ZONE);

/** ms. Asia/Ho_Chi_Minh has been at +07:00 since 13 June 1975 (IANA time zone database). */
const OFFSET = 7 * 3_600_000;

/** `2026-11-21`. Asked for each unit of a list, so by sum and not by calendar. */
export function dayOf(at: number): string {
  return new Date(at + OFFSET).toISOString().slice(0, 10);
}

/** `2611`: the YYMM of a reference. */
export function monthOf(at: number): string {
  const day = dayOf(at);
  return `${day.slice(2, 4)}${day.slice(5, 7)}`;
}

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** `17 giờ 30 thứ Bảy 21/11`. On every card, so by sum too. */
export function sayTime(at: number): string {
  const date = new Date(at + OFFSET);
  const minutes = date.getUTCMinutes();
  const clock = `${date.getUTCHours()} giờ${minutes === 0 ? '' : ` ${twoDigits(minutes)}`}`;
  return `${clock} ${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()}/${date.getUTCMonth() + 1}`;
}

/** `08:12 21/11`: for a list. */
export function shortTime(at: number): string {
  const date = new Date(at + OFFSET);
  const clock = `${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}`;
  return `${clock} ${date.getUTCDate()}/${date.getUTCMonth() + 1}`;
}

/** `12/7/2021` from `2021-07-12`. */
export function sayDay(day: string): string {
  const [year, month, date] = day.split('-');
  return `${Number(date)}/${Number(month)}/${year}`;
}

/** 0: Sunday to 6: Saturday. */
export function weekdayOf(at: number): number {
  return local(at).getDay();
}

/** ms of `08:30` on the day of `at`. */
export function atTime(at: number, clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return set(local(at), { hours, minutes, seconds: 0, milliseconds: 0 }).getTime();
}

/** Whole days from one `2026-11-21` to another; less than nothing when that lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The day after a `2026-11-21`. */
export function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/** Deadlines: working time by the union's calendar, or running time when it is urgent. */
import { TZDate } from '@date-fns/tz';
import { addDays } from 'date-fns/addDays';
import { format } from 'date-fns/format';
import { ZONE } from './time.ts';
import type { Deadlines } from './organization.ts';
import type { Urgency } from './report.ts';

export interface Calendar {
  /** Minutes since midnight, from and to, rising. */
  hours: readonly (readonly [number, number])[];
  /** ISO: 1 Monday … 7 Sunday. */
  days: readonly number[];
  /** YYYY-MM-DD, both inclusive. */
  holidays: readonly { from: string; to: string }[];
  /** Worked although it is no working day (swapped days). */
  extra: readonly string[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** `5d` of working time is five working days of eight hours. */
const WORKING_DAY = 8 * HOUR;
const DAY = 24 * HOUR;
/** A calendar in which no day is worked must not run for ever. */
const MOST_DAYS = 800;

/** Where a union says nothing: a day to acknowledge, five to resolve; urgent half an hour and a day. */
export const DEFAULT_DEADLINES = {
  acknowledge: 8 * HOUR,
  resolve: 5 * DAY,
  urgent: { acknowledge: 30 * MINUTE, resolve: DAY },
} as const;

export function isWorkingDay(calendar: Calendar, day: string, isoWeekday: number): boolean {
  if (calendar.extra.includes(day)) return true;
  if (calendar.holidays.some((holiday) => holiday.from <= day && day <= holiday.to)) return false;
  return calendar.days.includes(isoWeekday);
}

/** `at` plus that much working time; days of a duration (`5d`) count as working days of eight hours. */
export function addWorking(calendar: Calendar, at: number, ms: number): number {
  let left = workingMs(ms);
  let day = new TZDate(at, ZONE);
  for (let i = 0; i < MOST_DAYS; i++) {
    const midnight = new TZDate(day.getFullYear(), day.getMonth(), day.getDate(), ZONE);
    if (isWorkingDay(calendar, format(midnight, 'yyyy-MM-dd'), Number(format(midnight, 'i')))) {
      for (const [from, to] of calendar.hours) {
        const start = Math.max(at, midnight.getTime() + from * MINUTE);
        const end = midnight.getTime() + to * MINUTE;
        if (end <= start) continue;
        if (left <= end - start) return start + left;
        left -= end - start;
      }
    }
    day = addDays(midnight, 1);
  }
  return at + ms;
}

function workingMs(ms: number): number {
  const days = Math.floor(ms / DAY);
  return days * WORKING_DAY + (ms - days * DAY);
}

/** When a report must be acknowledged and resolved, counted from `at`. */
export function dueTimes(
  deadlines: Deadlines,
  urgency: Urgency,
  calendar: Calendar,
  at: number,
): { acknowledge: number; resolve: number } {
  if (urgency === 'urgent') {
    const { acknowledge, resolve } = deadlines.urgent ?? {};
    return {
      acknowledge: at + (acknowledge ?? DEFAULT_DEADLINES.urgent.acknowledge),
      resolve: at + (resolve ?? DEFAULT_DEADLINES.urgent.resolve),
    };
  }
  const add = (ms: number) => (deadlines.running ? at + ms : addWorking(calendar, at, ms));
  return {
    acknowledge: add(deadlines.acknowledge ?? DEFAULT_DEADLINES.acknowledge),
    resolve: add(deadlines.resolve ?? DEFAULT_DEADLINES.resolve),
  };
}

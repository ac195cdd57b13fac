import { describe, expect, it } from 'vitest';
import { addWorking, dueTimes, isWorkingDay } from '../../src/core/clock.ts';
import type { Calendar } from '../../src/core/clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Eight hours a day, Monday to Friday, as in content/calendar.yml but round. */
const calendar: Calendar = {
  hours: [
    [8 * 60, 12 * 60],
    [13 * 60, 17 * 60],
  ],
  days: [1, 2, 3, 4, 5],
  holidays: [{ from: '2027-02-05', to: '2027-02-11' }],
  extra: ['2026-11-28'],
};
/** A time in Việt Nam. */
const at = (month: number, day: number, hour: number, minute = 0, year = 2026) =>
  Date.UTC(year, month - 1, day, hour - 7, minute);
const THURSDAY = 19;
const FRIDAY = 20;
const SATURDAY = 21;

describe('working time', () => {
  it('runs within the hours of one day', () => {
    expect(addWorking(calendar, at(11, THURSDAY, 9), 2 * HOUR)).toBe(at(11, THURSDAY, 11));
  });
  it('stands still at noon and at night', () => {
    expect(addWorking(calendar, at(11, THURSDAY, 11), 2 * HOUR)).toBe(at(11, THURSDAY, 14));
    expect(addWorking(calendar, at(11, THURSDAY, 16), 2 * HOUR)).toBe(at(11, FRIDAY, 9));
    expect(addWorking(calendar, at(11, THURSDAY, 3), HOUR)).toBe(at(11, THURSDAY, 9));
  });
  it('stands still over the weekend', () => {
    expect(addWorking(calendar, at(11, FRIDAY, 16), 2 * HOUR)).toBe(at(11, 23, 9));
    expect(addWorking(calendar, at(11, SATURDAY, 10), 8 * HOUR)).toBe(at(11, 23, 17));
  });
  it('a swapped day is worked, Tết is not', () => {
    expect(isWorkingDay(calendar, '2026-11-28', 6)).toBe(true);
    expect(addWorking(calendar, at(11, 27, 17), HOUR)).toBe(at(11, 28, 9));
    expect(addWorking(calendar, at(2, 4, 16, 0, 2027), 2 * HOUR)).toBe(at(2, 12, 9, 0, 2027));
  });
  it('a day of a duration is a working day of eight hours', () => {
    expect(addWorking(calendar, at(11, 23, 8), 5 * DAY)).toBe(at(11, 27, 17));
  });
  it('a calendar in which nobody ever works still ends', () => {
    expect(addWorking({ ...calendar, days: [], extra: [] }, at(11, THURSDAY, 9), HOUR)).toBe(
      at(11, THURSDAY, 10),
    );
  });
});

describe('the two clocks of a report', () => {
  const own = {
    acknowledge: 4 * HOUR,
    resolve: 2 * DAY,
    urgent: { acknowledge: 15 * MINUTE, resolve: 6 * HOUR },
  };
  it('take working time when the matter can wait', () => {
    expect(dueTimes(own, 'normal', calendar, at(11, FRIDAY, 16))).toEqual({
      acknowledge: at(11, 23, 11),
      resolve: at(11, 24, 16),
    });
  });
  it('run round the clock when it is urgent, at night and on Sunday', () => {
    expect(dueTimes(own, 'urgent', calendar, at(11, 22, 2))).toEqual({
      acknowledge: at(11, 22, 2, 15),
      resolve: at(11, 22, 8),
    });
  });
  it('run round the clock where the unit says so', () => {
    expect(dueTimes({ ...own, running: true }, 'normal', calendar, at(11, 22, 2)).acknowledge).toBe(
      at(11, 22, 6),
    );
  });
  it('have a length where nobody has written one', () => {
    expect(dueTimes({}, 'urgent', calendar, 0)).toEqual({ acknowledge: 30 * MINUTE, resolve: DAY });
    expect(dueTimes({}, 'normal', calendar, at(11, 23, 8)).acknowledge).toBe(at(11, 23, 17));
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { dayOf, monthOf, sayDay, sayTime, shortTime } from '../../src/core/time.ts';

/** 31/12/2026, 23:30 in Việt Nam; still the afternoon in London, already the next year nowhere. */
const newYearsEve = Date.UTC(2026, 11, 31, 16, 30);
const zone = process.env['TZ'];

describe("the union's clock", () => {
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  it.each(['UTC', 'America/New_York', 'Pacific/Auckland'])(
    'is that of Việt Nam on a machine in %s',
    (machine) => {
      process.env['TZ'] = machine;
      expect(dayOf(newYearsEve)).toBe('2026-12-31');
      expect(monthOf(newYearsEve)).toBe('2612');
      expect(dayOf(newYearsEve + 30 * 60_000)).toBe('2027-01-01');
      expect(monthOf(newYearsEve + 30 * 60_000)).toBe('2701');
    },
  );

  it('a time is said as people say it', () => {
    expect(sayTime(Date.UTC(2026, 10, 21, 10, 30))).toBe('17 giờ 30 thứ Bảy 21/11');
    expect(sayTime(Date.UTC(2026, 10, 22, 1, 0))).toBe('8 giờ Chủ nhật 22/11');
    expect(sayTime(Date.UTC(2026, 10, 22, 1, 5))).toBe('8 giờ 05 Chủ nhật 22/11');
  });

  it('is short in a list, and a day of a document has no leading zeros', () => {
    expect(shortTime(Date.UTC(2026, 10, 21, 1, 12))).toBe('08:12 21/11');
    expect(sayDay('2021-07-02')).toBe('2/7/2021');
  });
});

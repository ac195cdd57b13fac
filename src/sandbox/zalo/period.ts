import { invalid } from './answer.ts';

const DAY = 86_400_000;
const VIETNAM = 7 * 3_600_000;

/** The day in Viet Nam, `YYYY-MM-DD`. */
export function vietnamDate(at: number): string {
  return new Date(at + VIETNAM).toISOString().slice(0, 10);
}

/** First and last day of `TODAY`, `YESTERDAY`, `L7D`, `L30D` or `YYYY_MM_DD:YYYY_MM_DD`; -201 for anything else. */
export function periodOf(value: unknown, now: number): [from: string, until: string] {
  const back = (days: number) => vietnamDate(now - days * DAY);
  if (value === 'TODAY') return [back(0), back(0)];
  if (value === 'YESTERDAY') return [back(1), back(1)];
  if (value === 'L7D') return [back(7), back(0)];
  if (value === 'L30D') return [back(30), back(0)];
  const days = /^(\d{4}_\d\d_\d\d):(\d{4}_\d\d_\d\d)$/.exec(typeof value === 'string' ? value : '');
  if (!days?.[1] || !days[2]) throw invalid('last_interaction_period');
  return [days[1].replaceAll('_', '-'), days[2].replaceAll('_', '-')];
}

/** From 22:00 to 06:00 in Viet Nam, when promotions are refused. */
export function isNight(at: number): boolean {
  const hour = new Date(at + VIETNAM).getUTCHours();
  return hour >= 22 || hour < 6;
}

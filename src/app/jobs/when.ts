/** Times of day at which a job runs, on the union's clock. Late is better than never, but not in the night. */
import { atTime, weekdayOf } from '../../core/time.ts';

export interface TimeOfDay {
  /** `18:00`. */
  from: string;
  /** After this the day's run is left out: a bot that was down wakes nobody. */
  until: string;
}

/** The day's slot while `at` is within the hours. */
export function daily({ from, until }: TimeOfDay): (at: number) => number | undefined {
  return (at) => {
    const slot = atTime(at, from);
    return at >= slot && at < atTime(at, until) ? slot : undefined;
  };
}

const DAY = 24 * 3_600_000;

/** Once a week from that day on (0: Sunday); a bot that was down then runs it on the next day within the hours. */
export function weekly(weekday: number, hours: TimeOfDay): (at: number) => number | undefined {
  return (at) => {
    if (daily(hours)(at) === undefined) return undefined;
    const daysSince = (weekdayOf(at) - weekday + 7) % 7;
    return atTime(at - daysSince * DAY, hours.from);
  };
}

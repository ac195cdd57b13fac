/** On Monday morning editors read what the bot could not answer last week; what is too old goes. */
import { atTime, monthOf } from '../../core/time.ts';
import { KEEP_MISSES, groupMisses, mergeSame, missesSince } from '../misses.ts';
import type { MissGroup } from '../misses.ts';
import { seatsWith } from '../seats.ts';
import { notice } from '../words.ts';
import { toSeats } from './job.ts';
import type { Job } from './job.ts';
import { weekly } from './when.ts';

const MONDAY = 1;
const HOURS = { from: '08:30', until: '17:00' };
const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** The newest so many are looked at: a thousandth of a second each, while members wait. */
const MOST_MISSES = 500;
/** More in one message nobody works through; `npm run misses` has them all. */
const MOST_GROUPS = 10;

/** The question, how often, and what to paste where. */
function paragraph({ count, question, nearest, line }: MissGroup, at: number): string {
  const times = count > 1 ? ` (${count} lần)` : '';
  const where = nearest ? `\n   Gần nhất: ${nearest.path}` : '';
  return `${at + 1}. ${question}${times}${where}\n${line}`;
}

export const missesOfTheWeek: Job = {
  id: 'misses',
  slot: weekly(MONDAY, HOURS),
  async decide(view, moment) {
    const { at, slot, knowledge } = moment;
    const misses = await missesSince(view, slot - WEEK, slot - 1);
    const groups = groupMisses(misses.slice(-MOST_MISSES), knowledge, at);
    if (groups.length === 0) return {};
    const message = notice(knowledge, 'officer.misses', {
      questions: groups.reduce((sum, { count }) => sum + count, 0),
      groups: groups.slice(0, MOST_GROUPS).map(paragraph).join('\n\n'),
      more: groups.length > MOST_GROUPS ? groups.length - MOST_GROUPS : '',
    });
    return { send: toSeats(await seatsWith(view, 'publish'), moment, message) };
  },
};

/** Of days that are over; a bot that was off for a week leaves what was before as it is. */
export const sameMisses: Job = {
  id: 'same-misses',
  slot: (at) => atTime(at, '00:00'),
  async decide(view, { slot }) {
    const { put, remove } = mergeSame(await missesSince(view, slot - WEEK, slot - 1));
    return { put: { misses: put }, remove: { misses: remove } };
  },
};

export const oldMisses: Job = {
  id: 'old-misses',
  slot: weekly(MONDAY, HOURS),
  async decide(view, { at }) {
    const last = at - KEEP_MISSES;
    // A bot that was off for long still finds what it left: a year back.
    const months = new Set(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((back) => monthOf(last - back * 30 * DAY)),
    );
    const old: string[] = [];
    for (const month of months)
      for (const miss of await view.find('misses', 'month', month)) if (miss.at < last) old.push(miss.id);
    return { remove: { misses: old } };
  },
};

/** Officers who publish are reminded 14, 7 and 1 days before an item withdraws itself. */
import type { AnyItem } from '../../content/bundle.ts';
import { dayOf, daysBetween, sayDay } from '../../core/time.ts';
import { itemsOf } from '../knowledge.ts';
import { seatsWith } from '../seats.ts';
import { notice } from '../words.ts';
import type { Job } from './job.ts';
import { toSeats } from './job.ts';
import { daily } from './when.ts';

const DAYS_BEFORE = [14, 7, 1];
/** Whoever has more to look through reads them all in `npm run content`. */
const MOST_LISTED = 12;
/** The last day (YYYY-MM-DD) on which somebody was there to be told. */
const KEPT = 'expiring-told';

export const expiring: Job = {
  id: 'expiring',
  slot: daily({ from: '08:00', until: '20:00' }),
  async decide(view, moment) {
    const today = dayOf(moment.at);
    const told = (await view.get('kept', KEPT))?.value as string | undefined;
    const { knowledge } = moment;
    const items = itemsOf(knowledge.bundle).filter(({ until }) => isDue(until, today, told));
    const seats = items.length > 0 ? await seatsWith(view, 'publish') : [];
    // Nobody to tell: these items are told with the next ones.
    if (items.length > 0 && seats.length === 0) return {};
    const put = { kept: [{ id: KEPT, value: today }] };
    if (items.length === 0) return { put };
    const list = items.sort((a, b) => (a.until! < b.until! ? -1 : a.until! > b.until! ? 1 : 0));
    const message = notice(knowledge, 'editors.expiring', {
      list: list.slice(0, MOST_LISTED).map(line).join('\n'),
      more: list.length > MOST_LISTED ? list.length - MOST_LISTED : '',
    });
    return { put, send: toSeats(seats, moment, message) };
  },
};

/** One of its reminders falls on today, or on a day since `told` on which the bot was down or nobody published. */
function isDue(until: string | undefined, today: string, told: string | undefined): boolean {
  if (until === undefined || until < today) return false;
  const left = daysBetween(today, until);
  const leftThen = told === undefined ? left + 1 : daysBetween(told, until);
  return DAYS_BEFORE.some((days) => left <= days && days < leftThen);
}

function line({ path, until }: AnyItem): string {
  return `• ${sayDay(until!)}: ${path}`;
}

/** Every evening the administrators read what could not be delivered; when everything arrived, nothing. */
import { lettersMessage, MOST_LETTERS } from '../dead-letters.ts';
import { seatsWith } from '../seats.ts';
import { toSeats } from './job.ts';
import type { Job } from './job.ts';
import { daily } from './when.ts';

export const deadLetters: Job = {
  id: 'dead-letters',
  slot: daily({ from: '18:00', until: '21:30' }),
  async decide(view, moment) {
    const rows = await view.find('outbox', 'dead', '-', { limit: MOST_LETTERS });
    if (rows.length === 0) return {};
    const seats = await seatsWith(view, 'admin');
    return { send: toSeats(seats, moment, lettersMessage(moment.knowledge, rows)) };
  },
};

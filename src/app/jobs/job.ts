/** What happens at a time of day rather than because somebody wrote. */
import type { Message } from '../../core/message.ts';
import type { Officer } from '../../store/data.ts';
import type { Change, OutgoingDraft, View } from '../../store/store.ts';
import type { Knowledge } from '../knowledge.ts';

export interface JobMoment {
  /** ms: now. */
  at: number;
  /** ms: the time for which this run stands; the same for every process. */
  slot: number;
  /** Unique for this run: what rows and messages are named after. */
  key: string;
  knowledge: Knowledge;
}

export interface Job {
  /** Stands in the mark of what was run: never changed, never reused. */
  id: string;
  /** The time, ms, for which this job should have run by `at`; undefined: not now. No older than six days: marks of runs are kept for seven. */
  slot(at: number): number | undefined;
  /** As in a commit: no outside effect, may run again. */
  decide(view: View, moment: JobMoment): Promise<Change> | Change;
}

/** The same message to several officers, each copy under a name of its own. */
export function toSeats(seats: readonly Officer[], { key }: JobMoment, message: Message): OutgoingDraft[] {
  return seats.map(({ channel, chat }, i) => ({ id: `${key}/${i}`, channel, chat, message }));
}

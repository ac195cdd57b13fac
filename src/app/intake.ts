/**
 * The door: how many updates are in hand, and who passes first. Beyond the bound an update is refused; its platform brings
 * it again. Why it is so: docs/decisions/0012.
 */
import type { Conversation } from '../core/conversation.ts';
import type { Update } from '../core/update.ts';
import type { Lanes } from '../router/lanes.ts';
import type { Pressing, Rank } from './pressing.ts';
import { RANK } from './pressing.ts';

/** Turns at one time: enough that many share one wait for the disk, few enough that the rest can be put in order. */
export const TURNS_AT_ONCE = 64;

/**
 * Updates in hand, running or waiting, up to which one of that rank is taken: about 15 kB each, so 30 MB at most, and at a
 * thousand turns a second nobody waits longer than Zalo does (2 s).
 */
const MOST_IN_HAND = { danger: 2_000, report: 1_900, question: 1_500, rest: 1_000 } as const;

/** ms for which a person's later updates are refused too, so that the refused one stays the first: Zalo's first redelivery is after 30 s. */
const KEEP_PLACE = 40_000;
/** Persons whose place is kept. */
const MOST_PLACES = 10_000;

/** The door is closed for now: the platform shall bring the update again. */
export class BusyError extends Error {
  constructor() {
    super('Too many updates are in hand: this one is to be brought again.');
    this.name = 'BusyError';
  }
}

export interface IntakeParts {
  lanes: Lanes;
  pressing: Pressing;
  /** The person's conversation as it is stored now: looked at only when many wait. */
  look(update: Update): Promise<Conversation | undefined>;
  now(): number;
  /** Told of each refusal. */
  onRefused(): void;
  /** For tests: another bound. */
  mostInHand?: Record<keyof typeof RANK, number>;
}

export interface Intake {
  /** Runs the turn in the person's order and by rank. Rejects with BusyError when it was not begun. */
  take<T>(update: Update, turn: () => Promise<T>): Promise<T>;
}

export function createIntake(parts: IntakeParts): Intake {
  const { lanes, pressing, now, mostInHand = MOST_IN_HAND } = parts;
  const limits: Record<Rank, number> = {
    [RANK.danger]: mostInHand.danger,
    [RANK.report]: mostInHand.report,
    [RANK.question]: mostInHand.question,
    [RANK.rest]: mostInHand.rest,
  };
  /** Whose update was refused: its id, and until when it goes before the person's other ones. */
  const refused = new Map<string, { id: string; until: number }>();

  function comesTooEarly({ person, id }: Update, rank: Rank | 'words'): boolean {
    const before = refused.get(person);
    if (!before || rank === RANK.danger) return false;
    if (before.id !== id && now() < before.until) return true;
    refused.delete(person);
    return false;
  }

  function refuse({ person, id }: Update): BusyError {
    const before = refused.get(person);
    if (!before || before.id === id || now() >= before.until) {
      refused.delete(person);
      refused.set(person, { id, until: now() + KEEP_PLACE });
    }
    const [oldest] = refused.keys();
    if (refused.size > MOST_PLACES && oldest !== undefined) refused.delete(oldest);
    parts.onRefused();
    return new BusyError();
  }

  /** Words wait as a question until it is known that they belong to a report. */
  async function lookUp(update: Update, turn: unknown): Promise<void> {
    const rank = pressing.ofConversation(await parts.look(update).catch(() => undefined));
    if (rank < RANK.question) lanes.raise(update.person, rank);
    else if (lanes.size > limits[rank]) lanes.refuse(update.person, turn, new BusyError());
  }

  return {
    async take(update, turn) {
      // The usual case: nobody waits, nothing has to be known.
      const calm = lanes.size < TURNS_AT_ONCE && refused.size === 0;
      if (calm) return lanes.run(update.person, turn);
      const rank = pressing.ofUpdate(update);
      const room = limits[rank === 'words' ? RANK.report : rank];
      if (lanes.size >= room || comesTooEarly(update, rank)) throw refuse(update);
      const waiting = lanes.run(update.person, turn, rank === 'words' ? RANK.question : rank);
      if (rank === 'words' && lanes.size > TURNS_AT_ONCE) void lookUp(update, turn);
      return waiting.catch((error: unknown) => {
        throw error instanceof BusyError ? refuse(update) : error;
      });
    },
  };
}

/** A conversation as an editor wrote it: who does what, and what the bot is to say. */
import type { PhaseId } from '../content/bundle.ts';
import type { Event } from '../core/update.ts';
import type { Role } from '../store/data.ts';
import type { ChannelName } from './world.ts';

export type Who = 'member' | 'officer';

/** Offset and length of a line's words in its file, for faults. */
export interface Spot {
  at: number;
  length: number;
}

export type Line = Spot &
  (
    | { kind: 'say'; who: Who; text: string }
    | { kind: 'press'; who: Who; label: string }
    | { kind: 'send'; who: Who; event: Event }
    /** The bot's words to `who`, since the last act, contain this; `not`: they do not. */
    | { kind: 'expect'; who: Who; words: string; not: boolean }
    | { kind: 'wait'; ms: number }
  );

export interface Settings {
  channel: ChannelName;
  /** When it begins, ms. */
  at: number;
  phase?: PhaseId;
  /** Where an officer sits, with which roles; none: nobody is enrolled. */
  seat?: { unit: string; roles: Role[] };
}

export interface Conversation extends Spot {
  title: string;
  settings: Settings;
  lines: Line[];
}

/** Saturday 21/11/2026, 10:00 in Việt Nam: where nothing is said, conversations are of the day on which the house was opened. */
export const USUAL_DAY = '2026-11-21';
export const USUAL_TIME = '10:00';

/** A report of hardship: what the member said, who holds it, and everything that has happened to it. */
import type { FileRef } from './update.ts';

export type ReportState = 'sent' | 'acknowledged' | 'resolved' | 'rejected' | 'closed' | 'withdrawn';

export type Urgency = 'urgent' | 'normal';

/** bot: through the bot only · phone: the officer may call · hidden: the name is hidden from officers. */
export type ContactWay = 'bot' | 'phone' | 'hidden';

/** A level that held the report, from when until when. */
export interface Hop {
  /** Unit id; none while no officer above is enrolled. */
  unit?: string;
  since: number;
  until?: number;
  why: 'sent' | 'enrolled' | 'transferred' | 'escalated';
}

/** One thing that happened. `by` is a person's id: shown to nobody as it is. */
export interface Happening {
  at: number;
  what:
    | 'sent'
    | 'acknowledged'
    | 'asked'
    | 'replied'
    | 'resolved'
    | 'rejected'
    | 'member-wrote'
    | 'withdrawn'
    | 'reopened'
    | 'resumed'
    | 'closed';
  by?: string;
  /** The officer's unit. */
  unit?: string;
  text?: string;
  files?: FileRef[];
}

export interface Place {
  text?: string;
  latitude?: number;
  longitude?: number;
}

export interface Report {
  /** The reference, PA-YYMM-XXXXX. */
  id: string;
  /** The update that sent it. */
  update: string;
  at: number;
  member: string;
  /** The member's display name, unless hidden. */
  name?: string;
  channel: string;
  unit?: string;
  holder?: string;
  category: string;
  urgency: Urgency;
  story: string;
  files: FileRef[];
  people?: number;
  place?: Place;
  contact: ContactWay;
  phone?: string;
  hideFromOwnUnit: boolean;
  state: ReportState;
  hops: Hop[];
  happened: Happening[];
  /** Who took it: the officer's person id and name as the second officer is told. */
  acknowledgedBy?: { person: string; name: string; at: number };
  /** An officer asked and the member has not answered yet. */
  openQuestion?: { at: number; by: string };
  /** ms: when it must be acknowledged, and resolved. */
  due?: { acknowledge: number; resolve: number };
  rating?: number;
}

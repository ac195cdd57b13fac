/**
 * May this person be written to, and what will it cost? Pure functions over a state that the application stores for each
 * person. Source: Zalo OA docs, "Consultation message": free within 48 h of the person's last act, paid until 7 days, then -230.
 * Whether the free messages are eight or unlimited is told differently in Zalo's own pages: eight until an answer says more.
 */
import { ZaloApiError } from './errors.ts';
import type { ZaloEvent } from './events.ts';
import type { Sent } from './send.ts';
import { eventTime, personOf } from './webhook.ts';

const HOUR = 3600_000;
export const FREE_MS = 48 * HOUR;
export const OPEN_MS = 7 * 24 * HOUR;
export const FREE_MESSAGES = 8;

export interface WindowState {
  /** Milliseconds since 1970 of the last act that counts. */
  lastInteractionAt?: number;
  /** Messages sent since then. */
  sent: number;
  /** As Zalo last told; wins over the count. */
  remain?: number;
  /** Zalo refused (-230, -232, -213, …): shut until the next act. */
  refused?: true;
}

export interface WindowView {
  /** `billed`: it goes, and may cost a message of the package. `blocked`: it will be refused. */
  may: 'free' | 'billed' | 'blocked';
  why: 'within_48h' | 'free_used_up' | 'within_7d' | 'over_7d' | 'never_wrote' | 'refused';
  /** Milliseconds since 1970 when this ends; absent when nothing is known or it has ended. */
  until?: number;
}

export const newWindow: WindowState = { sent: 0 };

/** A person did something that opens the window. An older act than the last known changes nothing: webhooks come out of order. */
export function interacted(state: WindowState, at: number): WindowState {
  if (state.lastInteractionAt !== undefined && at <= state.lastInteractionAt) return state;
  return { lastInteractionAt: at, sent: 0 };
}

/** The act in an event: who and when (milliseconds); undefined for receipts, echoes, tags and all that a person did not do. */
export function interactionOf(event: ZaloEvent): { userId: string; at: number } | undefined {
  const counts =
    event.kind === 'user_message' ||
    event.kind === 'group_message' ||
    event.kind === 'chatnow' ||
    event.kind === 'submit_info' ||
    (event.kind === 'follow' && event.event_name === 'follow') ||
    (event.kind === 'widget' && event.event_name === 'widget_interaction_accepted');
  const userId = counts ? personOf(event) : undefined;
  const at = eventTime(event);
  return userId === undefined || at === undefined ? undefined : { userId, at };
}

/** A message was taken by Zalo. */
export function wasSent(state: WindowState, sent: Sent): WindowState {
  const { remain: _, ...rest } = state;
  const next: WindowState = { ...rest, sent: state.sent + 1 };
  const quota = sent.quota;
  if (quota?.type === 'reply' && quota.remain !== undefined) next.remain = quota.remain;
  return next;
}

/** A send failed: a `window` error shuts the window, anything else changes nothing. */
export function wasRefused(state: WindowState, error: unknown): WindowState {
  const shuts = error instanceof ZaloApiError && error.class === 'window' && error.retryAfterMs === undefined;
  return shuts ? { ...state, refused: true } : state;
}

/** `now` in milliseconds; `budget`: free messages that are counted on when Zalo tells nothing. */
export function windowOf(state: WindowState, now: number, budget = FREE_MESSAGES): WindowView {
  if (state.refused) return { may: 'blocked', why: 'refused' };
  const last = state.lastInteractionAt;
  if (last === undefined) return { may: 'blocked', why: 'never_wrote' };
  const closes = last + OPEN_MS;
  if (now > closes) return { may: 'blocked', why: 'over_7d' };
  if (now > last + FREE_MS) return { may: 'billed', why: 'within_7d', until: closes };
  const left = state.remain ?? budget - state.sent;
  if (left <= 0) return { may: 'billed', why: 'free_used_up', until: closes };
  return { may: 'free', why: 'within_48h', until: last + FREE_MS };
}

import { Refusal } from './answer.ts';
import type { Person, Platform } from './platform.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FREE = 48 * HOUR;
const OPEN = 7 * 24 * HOUR;

export interface Quota {
  quota_type: 'reply' | 'sub_quota';
  remain?: string;
  total?: string;
  expired_date?: string;
  owner_type: 'OA';
  owner_id: string;
}

/** An act that counts as interaction: a message, a press, a follow, the first tap. It opens the window anew. */
export function interact(platform: Platform, person: Person): void {
  person.interactedAt = platform.now();
  person.replies = 0;
}

/** May the OA write to this person now? Throws -213, -217 and the like, -232, -230 or -211. */
export function checkWindow(platform: Platform, person: Person | undefined): asserts person is Person {
  if (!person) throw new Refusal(-213);
  if (person.blocked !== undefined) throw new Refusal(person.blocked);
  if (person.interactedAt === undefined) throw new Refusal(-232);
  const age = platform.now() - person.interactedAt;
  if (age > OPEN) throw new Refusal(-230);
  const { csCap, paidQuota } = platform.settings;
  if (age > FREE ? paidQuota <= 0 : csCap !== 'unlimited' && person.replies >= csCap) throw new Refusal(-211);
}

/** Counts one accepted reply and gives the quota block of its answer; all numbers are strings. */
export function spendReply(platform: Platform, person: Person): Quota {
  const since = person.interactedAt ?? 0;
  const owner = { owner_type: 'OA', owner_id: platform.oaId } as const;
  if (platform.now() - since > FREE) {
    platform.settings.paidQuota--;
    return { quota_type: 'sub_quota', remain: String(platform.settings.paidQuota), ...owner };
  }
  person.replies++;
  return { quota_type: 'reply', ...freeReplies(platform, person), ...owner };
}

/** What is left of the free replies; without a cap there is no number to tell. */
export function freeReplies(platform: Platform, person: Person) {
  const { csCap } = platform.settings;
  const expires = { expired_date: String((person.interactedAt ?? 0) + FREE) };
  if (csCap === 'unlimited') return expires;
  return { remain: String(Math.max(0, csCap - person.replies)), total: String(csCap), ...expires };
}

/** What is left of the window, ms since 1970 and messages. */
export interface Meter {
  /** Until then replies are free; absent: the person never wrote. */
  freeUntil?: number;
  /** Until then the OA may write at all. */
  openUntil?: number;
  /** Free replies; absent: without a cap. */
  left?: number;
  total?: number;
}

/** The meter of one person, by the platform's own count. */
export function meterOf({ settings }: Platform, { interactedAt, replies }: Person): Meter {
  if (interactedAt === undefined) return {};
  const window = { freeUntil: interactedAt + FREE, openUntil: interactedAt + OPEN };
  const { csCap } = settings;
  return csCap === 'unlimited' ? window : { ...window, left: Math.max(0, csCap - replies), total: csCap };
}

/** Puts everybody's last act a minute beyond the seven days; an act of theirs since then is not undone. */
export function closeWindows(platform: Platform): () => void {
  const before = new Map<Person, { was: number; set: number }>();
  for (const person of platform.people.values()) {
    if (person.interactedAt === undefined) continue;
    const set = Math.min(person.interactedAt, platform.now() - OPEN - MINUTE);
    before.set(person, { was: person.interactedAt, set });
    person.interactedAt = set;
  }
  return () => {
    for (const [person, { was, set }] of before) if (person.interactedAt === set) person.interactedAt = was;
  };
}

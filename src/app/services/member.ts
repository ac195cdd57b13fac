/** What the bot knows of the member: greeting, consent, unit. */
import { exists } from '../../core/organization.ts';
import type { Unit } from '../../core/organization.ts';
import { labelKey } from '../../core/text.ts';
import { dayOf } from '../../core/time.ts';
import type { Turn } from '../turn.ts';
import type { Data, Service } from './service.ts';
import { textOf } from './service.ts';

/** Raised when the words of a consent change: then everybody is asked again. */
const CONSENT_VERSIONS: Readonly<Record<string, number>> = { report: 1 };
const MOST_FOUND = 6;

export const greeting: Service = (turn) => ({
  first: turn.person.firstAt === turn.at,
  draft: turn.conversation.draft !== undefined,
});

export const consentGiven: Service = async (turn, data) => {
  const purpose = textOf(data['purpose']);
  const consent = await turn.get('consents', `${turn.person.id}|${purpose}`);
  return { given: consent?.agreed === true && consent.version === CONSENT_VERSIONS[purpose] };
};

export const giveConsent: Service = (turn, data) => {
  const purpose = textOf(data['purpose']);
  turn.put('consents', {
    id: `${turn.person.id}|${purpose}`,
    person: turn.person.id,
    purpose,
    version: CONSENT_VERSIONS[purpose] ?? 1,
    agreed: true,
    at: turn.at,
  });
  return {};
};

export const myUnit: Service = (turn) => {
  const unit = turn.person.unit ? turn.knowledge.tree.get(turn.person.unit) : undefined;
  return unit && exists(unit, dayOf(turn.at)) ? { unit: unit.id, unitName: unit.name } : {};
};

/**
 * Every typed word must begin a word of the name: `nha may a`, `song tra`. Where no unit has them all, one word may be too many:
 * `may song tra binh dinh`.
 */
export const findUnits: Service = (turn, data) => {
  const words = labelKey(textOf(data['query']))
    .split(' ')
    .filter((word) => word !== '' && !COMMON.has(word));
  const hits = unitsFor(turn, data).map((unit) => {
    const name = labelKey(`${unit.name} ${unit.id}`).split(' ');
    return { id: unit.id, count: words.filter((word) => name.some((part) => part.startsWith(word))).length };
  });
  const best = Math.max(0, ...hits.map(({ count }) => count));
  const enough = best === words.length || (best >= FEWEST_KNOWN && best >= words.length - MOST_UNKNOWN);
  const found = enough ? hits.filter(({ count }) => count > 0 && count === best) : [];
  return { any: found.length > 0, found: found.slice(0, MOST_FOUND).map(({ id }) => id) };
};

/** Words of a name that must be known, where others are not; and how many of those there may be. */
const FEWEST_KNOWN = 2;
const MOST_UNKNOWN = 2;

/** Words that every unit's name has. */
const COMMON = new Set(['cong', 'doan', 'co', 'so', 'cdcs', 'ty', 'cua', 'toi', 'o', 'em', 'lam']);

function unitsFor(turn: Turn, data: Data): Unit[] {
  const day = dayOf(turn.at);
  return turn.knowledge.bundle.organization.filter(
    (unit) => (data['levels'] === 'all' || unit.level === 'co-so') && exists(unit, day),
  );
}

/** A member's unit is remembered; an invitation's is not the inviter's own. */
export const rememberUnit: Service = (turn, data) => {
  const unit = unitsFor(turn, data).find((one) => one.id === data['unit']);
  if (!unit) return { known: false };
  if (data['levels'] !== 'all') turn.person = { ...turn.person, unit: unit.id };
  return { known: true, unit: unit.id, unitName: unit.name };
};

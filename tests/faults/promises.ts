/**
 * What holds after every fault, looked at from outside: what people saw, and what is stored. One place for all fault tests.
 * I1 what was acknowledged is stored · I2 once · I3 every message arrived, and a second time only when it says so ·
 * I4 each chat in order · I5 an update that came again did nothing twice.
 */
import type { Report } from '../../src/core/report.ts';
import type { Phone } from '../../src/sandbox/phone.ts';
import { fromBot, REFERENCE } from '../e2e/world.ts';

/** What a repeat begins with whose first outcome is unknown. */
const AGAIN = '(gửi lại)';

/** A form that a member has finished: the reference is what the member read. */
export interface Form {
  by: Phone;
  story: string;
  reference: string;
}

export interface Evidence {
  /** Everything that members did, in the order in which it was done. */
  forms: readonly Form[];
  /** Who must have got a card of each report. */
  officer: Phone;
  /** All that is stored of these members. */
  reports: readonly Report[];
  /** Messages that still wait, and those given up. */
  outbox: { waiting: number; dead: number };
}

/** One line for each broken promise; none when all hold. */
export function brokenPromises({ forms, officer, reports, outbox }: Evidence): string[] {
  const stored = new Map(reports.map((report) => [report.id, report]));
  const acknowledged = new Set(forms.map(({ reference }) => reference));
  const members = [...new Set(forms.map(({ by }) => by))];
  return [
    ...forms
      .filter(({ reference, story }) => stored.get(reference)?.story !== story)
      .map(({ reference }) => `I1 ${reference} was acknowledged and is not stored as it was told`),
    ...reports
      .filter(({ id }) => !acknowledged.has(id))
      .map(({ id }) => `I1 ${id} is stored and nobody was told`),
    ...repeated(forms.map(({ reference }) => reference)).map((id) => `I2 ${id} was given to two reports`),
    ...repeated(reports.map(({ id }) => id)).map((id) => `I2 ${id} is listed twice`),
    ...repeated(reports.map(({ story }) => story)).map((story) => `I5 one story is stored twice: ${story}`),
    ...members.flatMap(conversationFaults),
    ...members.flatMap((member) =>
      cardFaults(
        officer,
        forms.filter(({ by }) => by === member),
      ),
    ),
    ...(outbox.waiting > 0 ? [`I3 ${outbox.waiting} messages still wait`] : []),
    ...(outbox.dead > 0 ? [`I3 ${outbox.dead} messages were given up`] : []),
  ];
}

function repeated(all: readonly string[]): string[] {
  return [...new Set(all.filter((one, i) => all.indexOf(one) !== i))];
}

/** The place of a message in a form: its step, or that it ends the form. Undefined: it belongs to no form. */
function placeOf(text: string): number | undefined {
  if (REFERENCE.test(text)) return Infinity;
  const step = /Bước (\d+)\//.exec(text)?.[1];
  return step === undefined ? undefined : Number(step);
}

/** A form's questions come one after the other up to the reference; the one before again only as a repeat that says so. */
function conversationFaults(member: Phone): string[] {
  const faults: string[] = [];
  let at: number | undefined;
  let last = '';
  const say = (what: string, text: string) =>
    faults.push(`${what} (${member.platform} ${member.name}: ${JSON.stringify(text.slice(0, 60))})`);
  for (const { text } of fromBot(member)) {
    const repeat = text.startsWith(AGAIN);
    const words = repeat ? text.slice(AGAIN.length).trim() : text;
    const place = placeOf(words);
    if (words === last) {
      if (!repeat) say('I3 sent twice and not labelled', text);
      continue;
    }
    last = words;
    if (place === undefined) continue;
    // A second form begins where consent and unit are known.
    const begins = at === undefined ? place === 1 : at === Infinity && place <= 3;
    const goesOn = at !== undefined && (place === at + 1 || (place === Infinity && at > 9));
    if (!begins && !goesOn) say(`I4 after step ${String(at)} came ${String(place)}`, text);
    at = place;
  }
  if (at !== undefined && at !== Infinity) say('I3 the form never ended', last);
  return faults;
}

/** The cards of one member's reports: each arrived, once as new, and in the order in which the reports were made. */
function cardFaults(officer: Phone, forms: readonly Form[]): string[] {
  const cards = fromBot(officer).filter(({ text }) => text.includes('📋'));
  const faults: string[] = [];
  let before = -1;
  for (const { reference } of forms) {
    const mine = cards.filter(({ text }) => text.includes(reference));
    const asNew = mine.filter(({ text }) => !text.startsWith(AGAIN)).length;
    const first = cards.indexOf(mine[0]!);
    if (mine.length === 0) faults.push(`I3 the card of ${reference} never arrived`);
    if (asNew > 1) faults.push(`I3 the card of ${reference} came ${asNew} times as new`);
    if (first < before) faults.push(`I4 the card of ${reference} came before one that is older`);
    before = Math.max(before, first);
  }
  return faults;
}

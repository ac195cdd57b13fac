/** A report in words: the read-back, the card's body, the custody chain. The words themselves are in content/wording. */
import type { Happening, Hop, Report } from '../core/report.ts';
import { isOver } from '../core/report-acts.ts';
import { oneLine, shorten } from '../core/text.ts';
import { sayTime, shortTime } from '../core/time.ts';
import type { Knowledge } from './knowledge.ts';
import { fill, wordingOf } from './words.ts';

/** Characters of the story that a card in a group shows. */
const GIST = 160;
/** Characters of the story in the read-back and on the card; a longer one follows whole, under the card. */
export const STORY_ON_CARD = 800;

export function unitName(knowledge: Knowledge, id: string | undefined): string {
  return id ? (knowledge.tree.get(id)?.name ?? id) : '';
}

function categoryName(knowledge: Knowledge, id: string): string {
  return knowledge.bundle.categories.find((category) => category.id === id)?.name ?? id;
}

/** Everything about a report that a wording may name. What a group must not see is in none of these but `who`, `phone`. */
export function reportValues(knowledge: Knowledge, report: Report): Record<string, string> {
  const word = (id: string) => wordingOf(knowledge, id).text;
  const count = (kind: string) => report.files.filter((file) => file.kind === kind).length;
  const { place } = report;
  return {
    reference: report.id,
    unit: unitName(knowledge, report.unit) || word('report.unit-unknown'),
    holder: unitName(knowledge, report.holder),
    category: categoryName(knowledge, report.category),
    urgency: word(`report.${report.urgency}`),
    story: shorten(report.story, STORY_ON_CARD) || word('report.no-words'),
    gist: shorten(oneLine(report.story), GIST) || word('report.no-words'),
    people: report.people ? String(report.people) : '',
    place: place?.text ?? '',
    pin:
      place?.latitude !== undefined && place.longitude !== undefined
        ? `${place.latitude}, ${place.longitude}`
        : '',
    photos: count('photo') > 0 ? String(count('photo')) : '',
    voices: count('voice') > 0 ? String(count('voice')) : '',
    contact: word(`report.contact-${report.contact}`),
    who: report.contact === 'hidden' ? word('report.name-hidden') : (report.name ?? ''),
    phone: report.phone ?? '',
    'own-unit': report.unit
      ? word(report.hideFromOwnUnit ? 'report.own-unit-hidden' : 'report.own-unit-shown')
      : '',
    state: word(`state.${report.state}`),
    sent: sayTime(report.at),
    until:
      report.due && !isOver(report)
        ? sayTime(report.acknowledgedBy ? report.due.resolve : report.due.acknowledge)
        : '',
    officer: report.acknowledgedBy?.name ?? '',
  };
}

/** The read-back before `Gửi`. */
export function describeReport(knowledge: Knowledge, report: Report): string {
  return fill(wordingOf(knowledge, 'report.read-back').text, reportValues(knowledge, report));
}

/** As for a parcel: every level that held it, everything that happened, oldest first. */
export function custodyChain(knowledge: Knowledge, report: Report): string {
  const lines = [
    ...report.happened.map((one) => ({ at: one.at, text: happenedLine(knowledge, one) })),
    ...report.hops.map((hop) => ({ at: hop.since, text: hopLine(knowledge, hop) })),
  ].sort((a, b) => a.at - b.at);
  const head = fill(wordingOf(knowledge, 'report.custody').text, reportValues(knowledge, report));
  return [head, ...lines.map(({ text }) => text)].join('\n');
}

function hopLine(knowledge: Knowledge, hop: Hop): string {
  const id = hop.unit ? `hop.${hop.why}` : 'hop.nobody';
  return fill(wordingOf(knowledge, id).text, {
    at: shortTime(hop.since),
    unit: unitName(knowledge, hop.unit),
  });
}

function happenedLine(knowledge: Knowledge, one: Happening): string {
  const text = one.text ? shorten(oneLine(one.text), GIST) : '';
  const values = {
    at: shortTime(one.at),
    unit: unitName(knowledge, one.unit),
    text,
    files: one.files?.length ?? '',
  };
  return fill(wordingOf(knowledge, `happened.${one.what}`).text, values);
}

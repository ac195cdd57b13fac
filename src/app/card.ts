/** A report as the card that officers act on. In a group it carries no name and no phone; details go to who asks. */
import type { Button, Message } from '../core/message.ts';
import type { Report } from '../core/report.ts';
import { isOver } from '../core/report-acts.ts';
import { reportValues } from './describe.ts';
import type { Knowledge } from './knowledge.ts';
import { fill, wordingOf } from './words.ts';

/** What the buttons of a card do, in the order in which they stand. */
export const CARD_ACTS = ['acknowledge', 'ask', 'reply', 'resolve', 'reject', 'details'] as const;
/** `open`: from a list, in the chat where the card would have come. */
export type CardAct = (typeof CARD_ACTS)[number] | 'open';

export function cardAction(act: CardAct, reference: string): string {
  return `card:${act}:${reference}`;
}

function actsOn(report: Report, place: 'private' | 'group'): CardAct[] {
  const open: CardAct[] = report.acknowledgedBy
    ? ['ask', 'reply', 'resolve', 'reject']
    : ['acknowledge', 'ask', 'reply', 'resolve', 'reject'];
  const acts: CardAct[] = isOver(report) ? ['reply'] : open;
  return place === 'group' ? [...acts, 'details'] : acts;
}

/** `again`: the card is shown anew or refreshed, and says how the report stands. */
export function cardMessage(
  knowledge: Knowledge,
  report: Report,
  place: 'private' | 'group',
  again?: 'again',
): Message {
  const wording = wordingOf(knowledge, place === 'group' ? 'card.group' : 'card.private');
  const values = reportValues(knowledge, report);
  const shown = again ? values : { ...values, state: '' };
  const buttons = actsOn(report, place).map((act): Button => ({
    label: wordingOf(knowledge, `card.act.${act}`).text,
    data: cardAction(act, report.id),
  }));
  // What is shown anew waits for nobody.
  const urgent = !again && report.urgency === 'urgent' ? { urgent: true as const } : {};
  return { text: fill(wording.text, shown), rows: inPairs(buttons), card: report.id, ...urgent };
}

function inPairs(buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = [];
  for (const button of buttons) {
    const row = rows.at(-1);
    if (row && row.length < 2) row.push(button);
    else rows.push([button]);
  }
  return rows;
}

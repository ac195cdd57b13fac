/**
 * What waits for a person because it could not be delivered, in words for an administrator: reference, channel, reason. Never
 * a name, a number or what was written.
 */
import { shorten } from '../core/text.ts';
import { shortTime } from '../core/time.ts';
import type { Message } from '../core/message.ts';
import { indexes } from '../store/data.ts';
import type { Outgoing } from '../store/data.ts';
import type { Knowledge } from './knowledge.ts';
import { fill, notice, wordingOf } from './words.ts';

/** Looked at and settled at one time: a screen and a commit have an end. */
export const MOST_LETTERS = 500;
/** Lines of the evening's message. */
const MOST_LINES = 10;
/** Characters of a label. */
const LABEL = 40;

const CHANNELS: Readonly<Record<string, string>> = { telegram: 'Telegram', zalo: 'Zalo' };

/** Names one in a list. An option with a colon would be an action of the router. */
export function letterOption({ id }: Outgoing): string {
  return id.replaceAll(':', '.');
}

/** Oldest first. */
export function inTurn(rows: readonly Outgoing[]): Outgoing[] {
  return [...rows].sort((a, b) => a.at - b.at || a.order - b.order);
}

/** What a wording may say of one. */
export function letterValues(knowledge: Knowledge, row: Outgoing): Record<string, string> {
  const word = (id: string) => wordingOf(knowledge, `dead-letters.${id}`).text;
  const why = row.why ?? 'refused';
  return {
    reference: indexes.outbox.report(row) ?? word('no-reference'),
    what: word(row.message.card ? 'what-card' : 'what-words'),
    channel: CHANNELS[row.channel] ?? row.channel,
    at: shortTime(row.at),
    why: word(`why-${why}`),
    advice: word(`advice-${why}`),
  };
}

export function letterLabel(knowledge: Knowledge, row: Outgoing): string {
  const short = wordingOf(knowledge, `dead-letters.label-${row.why ?? 'refused'}`).text;
  const values = { ...letterValues(knowledge, row), why: short };
  return shorten(fill(wordingOf(knowledge, 'dead-letters.label').text, values), LABEL);
}

/** The evening's list, with ways to act on it. */
export function lettersMessage(knowledge: Knowledge, rows: readonly Outgoing[]): Message {
  const word = (id: string) => wordingOf(knowledge, `dead-letters.${id}`).text;
  const shown = inTurn(rows).slice(0, MOST_LINES);
  const rest = rows.length - shown.length;
  return notice(knowledge, 'dead-letters.evening', {
    waiting: rows.length,
    text: shown.map((row) => fill(word('line'), letterValues(knowledge, row))).join('\n'),
    more: rest > 0 ? fill(word('more'), { waiting: rest }) : '',
  });
}

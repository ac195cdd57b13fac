/** A word of danger: the numbers for this kind, and the officers on duty told, once in a while for one person. */
import type { Danger } from '../../core/danger.ts';
import { holdersFor } from '../../core/routing.ts';
import { unitName } from '../describe.ts';
import { chatsOf } from '../forward.ts';
import type { Turn } from '../turn.ts';
import { notice, wordingOf } from '../words.ts';
import { enrolledAmong } from './report.ts';
import type { Service } from './service.ts';
import { textOf } from './service.ts';

/** Officers are told of the same person's cries at most this often. */
const ALARM_PAUSE = 10 * 60_000;

/** Which numbers come first for which danger: ids of content/contacts.yml. */
const NUMBERS: Readonly<Record<Danger, readonly string[]>> = {
  breath: ['cap-cuu'],
  body: ['cap-cuu'],
  suicide: ['cap-cuu', 'cong-an'],
  violence: ['cong-an', 'cap-cuu'],
  fire: ['cuu-hoa', 'cap-cuu', 'cuu-nan-112'],
  child: ['tre-em', 'cong-an', 'cap-cuu'],
};

/** Where content/contacts.yml has none of them, the ambulance's number stands in the wording itself. */
export function numbersFor(turn: Turn, danger: Danger): string {
  const { contacts } = turn.knowledge.bundle;
  return NUMBERS[danger]
    .flatMap((id) => contacts.filter((contact) => contact.id === id))
    .map(({ phone, name }) => `${phone} – ${name}`)
    .join('\n');
}

export const raiseAlarm: Service = async (turn, data) => {
  const danger = textOf(data['kind']) as Danger;
  const told = await tellDuty(turn);
  return {
    told,
    numbers: numbersFor(turn, danger),
    advice: wordingOf(turn.knowledge, `danger.${danger}`).text,
  };
};

/** Answers what may be said of it: that the officers on duty were told, or nothing when there are none. */
export async function tellDuty(turn: Turn): Promise<string> {
  const { person, at, knowledge } = turn;
  const told = wordingOf(knowledge, 'danger.duty-told').text;
  if (person.alarmAt !== undefined && at - person.alarmAt < ALARM_PAUSE) return told;
  const unit = await enrolledAmong(turn, holdersFor(knowledge.tree, person.unit, at));
  if (!unit) return '';
  turn.person = { ...person, alarmAt: at };
  const values = {
    unit: unitName(knowledge, person.unit) || wordingOf(knowledge, 'report.unit-unknown').text,
  };
  for (const seat of await chatsOf(turn, unit))
    turn.send(seat, { ...notice(knowledge, 'card.alarm', values), urgent: true });
  return told;
}

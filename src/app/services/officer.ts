/** What officers ask of the bot in their own screen: seats, reports held, words to a member, invitations. */
import type { Actor } from '../../core/report-acts.ts';
import { ask, isOver, reject, reply, resume } from '../../core/report-acts.ts';
import type { Report } from '../../core/report.ts';
import type { Officer, Role } from '../../store/data.ts';
import { createInvitation } from '../enrol.ts';
import { reportValues, unitName } from '../describe.ts';
import { memberReads, refreshCards, sendCard, unreachable } from '../forward.ts';
import type { Turn } from '../turn.ts';
import { fill, wordingOf } from '../words.ts';
import type { Service } from './service.ts';
import { textOf } from './service.ts';

export async function seatsOf(turn: Turn): Promise<Officer[]> {
  return turn.find('officers', 'person', turn.person.id);
}

/** Those from which this person may act on reports. */
export async function handlingSeats(turn: Turn): Promise<Officer[]> {
  return (await seatsOf(turn)).filter(({ roles }) => roles.includes('handle') || roles.includes('admin'));
}

/** The seat from which this person may act on the report: handling, for the unit that holds it. */
export async function seatFor(turn: Turn, report: Report): Promise<Actor | undefined> {
  const seat = (await handlingSeats(turn)).find(({ unit }) => unit === report.holder);
  return seat ? { person: seat.person, name: seat.name, unit: seat.unit } : undefined;
}

/** Open reports of the units in whose name this person acts, urgent and oldest first. */
export async function heldBy(turn: Turn, limit: number): Promise<Report[]> {
  const held: Report[] = [];
  for (const { unit } of await seatsOf(turn)) held.push(...(await turn.find('reports', 'open', unit)));
  const rank = (report: Report) => (report.urgency === 'urgent' ? 0 : 1);
  return held
    .filter((report) => !isOver(report))
    .sort((a, b) => rank(a) - rank(b) || a.at - b.at)
    .slice(0, limit);
}

const EVERYTHING = Number.MAX_SAFE_INTEGER;

export const mySeats: Service = async (turn) => {
  const seats = await seatsOf(turn);
  const role = (name: Role) => wordingOf(turn.knowledge, `invite.role-${name}`).text;
  return {
    seated: seats.length > 0,
    admin: seats.some((seat) => seat.roles.includes('admin')),
    seats: seats
      .map((seat) => `${unitName(turn.knowledge, seat.unit)} (${seat.roles.map(role).join(', ')})`)
      .join('\n'),
    open: String((await heldBy(turn, EVERYTHING)).length),
  };
};

export const showCard: Service = async (turn, data) => {
  const report = await turn.get('reports', textOf(data['reference']));
  if (!report || !(await seatFor(turn, report))) return { shown: false };
  const { channel, chat, chatType } = turn.update;
  sendCard(turn, { channel, chat, chatType }, report, 'again');
  return { shown: true };
};

/** The words after `Hỏi thêm`, `Trả lời`, `Từ chối`, or the result after `Đã giải quyết`. */
export const officerWords: Service = async (turn, data) => {
  const report = await turn.get('reports', textOf(data['reference']));
  const actor = report && (await seatFor(turn, report));
  if (!report || !actor) return { done: false, why: wordingOf(turn.knowledge, 'card.not-holder').text };
  const words = textOf(data['words']);
  const act = textOf(data['act']);
  const acts = { ask, reject, reply, result: reply };
  const acted = acts[act as keyof typeof acts](report, actor, words, turn.at);
  if (!acted.ok) return { done: false, why: wordingOf(turn.knowledge, `card.${acted.why}`).text };
  turn.put('reports', acted.report);
  const values = { words, unit: unitName(turn.knowledge, actor.unit) };
  const reached = await memberReads(turn, acted.report, `notice.${act}`, values);
  if (act === 'reject') await refreshCards(turn, acted.report);
  if (reached) return { done: true };
  // A question that nobody read waits for no answer.
  const { openQuestion: _, ...unread } = acted.report;
  turn.put('reports', unread);
  return { done: false, why: unreachable(turn, report).text };
};

/** `Đã giải quyết` was a slip: everybody who was told so is told again. */
export const resumeReport: Service = async (turn, data) => {
  const report = await turn.get('reports', textOf(data['reference']));
  const actor = report && (await seatFor(turn, report));
  if (!report || !actor) return { done: false, why: wordingOf(turn.knowledge, 'card.not-holder').text };
  const acted = resume(report, actor, turn.at);
  if (!acted.ok) {
    const values = reportValues(turn.knowledge, report);
    return { done: false, why: fill(wordingOf(turn.knowledge, 'officer-words.too-late').text, values) };
  }
  turn.put('reports', acted.report);
  await memberReads(turn, acted.report, 'notice.resumed', { unit: unitName(turn.knowledge, actor.unit) });
  await refreshCards(turn, acted.report);
  return { done: true };
};

export const makeInvitation: Service = async (turn, data) => {
  const admins = (await seatsOf(turn)).filter((seat) => seat.roles.includes('admin'));
  const unit = textOf(data['unit']);
  if (!admins.some((seat) => governs(turn, seat.unit, unit))) return { made: false };
  return { made: true, code: createInvitation(turn, unit, [textOf(data['role']) as Role]) };
};

/** An administrator invites for the own unit and for those below it. */
function governs(turn: Turn, admin: string, unit: string): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = unit; at && !seen.has(at); at = turn.knowledge.tree.get(at)?.above) {
    if (at === admin) return true;
    seen.add(at);
  }
  return false;
}

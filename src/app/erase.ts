/**
 * Everything of a member goes, but for what cannot be told from anybody else's: a report without its story stays as a count.
 * Law 91/2025/QH15, the right to erasure; Zalo OA webhook docs, `user_withdraw`.
 */
import type { Report } from '../core/report.ts';
import { isOver } from '../core/report-acts.ts';
import type { Outgoing } from '../store/data.ts';
import { officersRead, refreshCards } from './forward.ts';
import type { Turn } from './turn.ts';

/** Stands where a member's id stood. Nobody has it. */
export const NOBODY = 'erased';

/** Nothing is written to the member; whoever wants to say goodbye sends it in the same turn, after this. */
export async function eraseMember(turn: Turn, member: string): Promise<void> {
  const person = await turn.get('persons', member);
  for (const report of await turn.find('reports', 'member', member)) await eraseReport(turn, report);
  for (const consent of await turn.find('consents', 'person', member)) turn.remove('consents', consent.id);
  for (const seat of await turn.find('officers', 'person', member)) turn.remove('officers', seat.id);
  await drop(turn, await turn.find('outbox', 'chat', person?.chat ?? member));
  turn.remove('kept', `guesses|${member}`);
  turn.remove('conversations', member);
  turn.remove('persons', member);
  if (turn.person.id === member) turn.erased = true;
}

/** Out of the officers' sight too: what waits to be sent is dropped, and the cards that can be changed lose the story. */
async function eraseReport(turn: Turn, report: Report): Promise<void> {
  const erased = anonymous(report, turn.at);
  turn.put('reports', erased);
  await eraseFiles(turn, report);
  await drop(turn, await turn.find('outbox', 'report', report.id));
  if (!isOver(report)) await officersRead(turn, erased, 'card.erased', {});
  await refreshCards(turn, erased);
}

/** A message that is being sent at this moment cannot be called back; its row goes all the same. */
async function drop(turn: Turn, rows: readonly Outgoing[]): Promise<void> {
  for (const row of rows) turn.remove('outbox', row.id);
}

/** The copies are taken away by a job, once this is stored. */
async function eraseFiles(turn: Turn, report: Report): Promise<void> {
  const files = [...report.files, ...report.happened.flatMap((one) => one.files ?? [])];
  for (const { channel, id } of files) {
    const row = await turn.get('files', `${channel}|${id}`);
    if (row) turn.put('files', { ...row, erased: true });
  }
}

/** What is left of a report: which unit, what kind, when, how it went. */
export function anonymous(report: Report, at: number): Report {
  const { name: _n, phone: _p, place: _l, openQuestion: _q, ...rest } = report;
  const happened = report.happened.map(({ text: _t, files: _f, ...one }) => one);
  const open = !isOver(report);
  return {
    ...rest,
    update: NOBODY,
    member: NOBODY,
    story: '',
    files: [],
    contact: 'hidden',
    state: open ? 'withdrawn' : report.state,
    happened: open ? [...happened, { at, what: 'withdrawn' }] : happened,
  };
}

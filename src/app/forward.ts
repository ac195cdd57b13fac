/** A report on its way to officers: cards for the holder, a copy for the member's own unit, words under the card. */
import type { Message } from '../core/message.ts';
import type { Report } from '../core/report.ts';
import type { FileRef } from '../core/update.ts';
import type { Officer } from '../store/data.ts';
import { cardMessage } from './card.ts';
import { reportValues, STORY_ON_CARD } from './describe.ts';
import { joinDigest } from './digest.ts';
import { seatsWith } from './seats.ts';
import type { Turn } from './turn.ts';
import type { Values } from './words.ts';
import { notice } from './words.ts';

/** The chats of those who handle a unit's reports. One chat gets one card, however many officers sit in it. */
export async function chatsOf(turn: Turn, unit: string): Promise<Officer[]> {
  const seats = await turn.find('officers', 'unit', unit);
  const handling = seats.filter((seat) => seat.roles.includes('handle') || seat.roles.includes('admin'));
  return [...new Map(handling.map((seat) => [`${seat.channel} ${seat.chat}`, seat])).values()];
}

/** Card to the holder, copy to the member's own unit unless the member said not to. */
export async function forward(turn: Turn, report: Report): Promise<void> {
  if (report.holder) {
    for (const chat of await chatsOf(turn, report.holder)) {
      if (!(await joinDigest(turn, chat, report))) sendCard(turn, chat, report);
    }
  }
  if (!report.unit || report.hideFromOwnUnit || report.unit === report.holder) return;
  for (const chat of await chatsOf(turn, report.unit)) {
    turn.send(chat, about(report, notice(turn.knowledge, 'card.copy', reportValues(turn.knowledge, report))));
  }
}

/** The card with what belongs to it; `again`: to somebody who asks for it, so that it says how the report stands. In a group files wait until an officer asks: a photo may show a face. */
export function sendCard(
  turn: Turn,
  to: Pick<Officer, 'channel' | 'chat' | 'chatType'>,
  report: Report,
  again?: 'again',
): void {
  turn.send(to, cardMessage(turn.knowledge, report, to.chatType, again));
  if (to.chatType === 'group') return;
  if (report.story.length > STORY_ON_CARD) turn.send(to, { text: report.story, under: report.id });
  sendFiles(turn, to, report, report.files);
  sendWordsAdded(turn, to, report);
}

/** What the member wrote since, for whoever sees the report for the first time. */
function sendWordsAdded(turn: Turn, to: { channel: string; chat: string }, report: Report): void {
  for (const { what, text, files = [] } of report.happened) {
    if (what !== 'member-wrote') continue;
    const values = { reference: report.id, words: text ?? '', files: files.length || '' };
    turn.send(to, { ...notice(turn.knowledge, 'card.member-wrote', values), under: report.id });
    sendFiles(turn, to, report, files);
  }
}

export function sendFiles(
  turn: Turn,
  to: { channel: string; chat: string },
  report: Report,
  files: readonly FileRef[],
): void {
  for (const file of files) turn.send(to, { text: report.id, file, under: report.id });
  const { latitude, longitude } = report.place ?? {};
  if (files === report.files && latitude !== undefined && longitude !== undefined) {
    turn.send(to, { text: report.id, location: { latitude, longitude }, under: report.id });
  }
}

/** Words for the holder's officers, under the card. Files reach a group only through `Chi tiết`, to the one who asks. */
export async function officersRead(
  turn: Turn,
  report: Report,
  wording: string,
  values: Values,
  files: readonly FileRef[] = [],
): Promise<void> {
  if (!report.holder) return;
  const all = { ...reportValues(turn.knowledge, report), ...values };
  for (const chat of await chatsOf(turn, report.holder)) {
    turn.send(chat, { ...notice(turn.knowledge, wording, all), under: report.id });
    if (chat.chatType === 'private') sendFiles(turn, chat, report, files);
  }
}

/** The cards that are out show how the report stands now. */
export async function refreshCards(turn: Turn, report: Report): Promise<void> {
  if (!report.holder) return;
  for (const chat of await chatsOf(turn, report.holder)) {
    turn.send(chat, { ...cardMessage(turn.knowledge, report, chat.chatType, 'again'), editCard: report.id });
  }
}

/**
 * To the member, where the member was last seen. False: the member cannot be reached now (gone, or the channel's window has
 * closed) and nothing was sent; it stands in the report for the member to read later.
 */
export async function memberReads(
  turn: Turn,
  report: Report,
  wording: string,
  values: Values = {},
): Promise<boolean> {
  const member = await turn.get('persons', report.member);
  if (!member?.chat || !turn.reaches(member)) return false;
  const message: Message = notice(turn.knowledge, wording, {
    ...reportValues(turn.knowledge, report),
    ...values,
  });
  turn.send({ channel: member.channel, chat: member.chat }, about(report, message));
  return true;
}

/** What can be done where the member cannot be reached. The number is for the officer alone, not for a group. */
export function unreachable(turn: Turn, report: Report): Message {
  const values = reportValues(turn.knowledge, report);
  const { phone, ...rest } = values;
  const said = turn.update.chatType === 'private' ? { ...rest, phone } : rest;
  return about(report, notice(turn.knowledge, 'card.unreachable', said));
}

/** Words of a report outside its card: still the report's, so that they go with it. */
function about(report: Report, message: Message): Message {
  return { ...message, about: report.id };
}

/** Nobody above is enrolled: administrators anywhere are told that a report waits. */
export async function tellAdministrators(turn: Turn, report: Report): Promise<void> {
  const waits = notice(turn.knowledge, 'officer.report-waits', reportValues(turn.knowledge, report));
  for (const seat of await seatsWith(turn, 'admin')) turn.send(seat, waits);
}

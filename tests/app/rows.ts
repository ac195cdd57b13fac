/** What tests of the whole bot look at besides what was said: rows of the store, and the platform's ids of cards. */
import type { Conversation } from '../../src/core/conversation.ts';
import type { Report } from '../../src/core/report.ts';
import type { FileRef } from '../../src/core/update.ts';
import type { Play, Player, Sent } from '../play.ts';

export async function reportOf(play: Play, reference: string): Promise<Report> {
  const report = await play.store.read((view) => view.get('reports', reference));
  if (!report) throw new Error(`${reference} is not in the store`);
  return report;
}

export async function conversationOf(play: Play, player: Player): Promise<Conversation> {
  const conversation = await play.store.read((view) => view.get('conversations', player.id));
  if (!conversation) throw new Error(`${player.id} has no conversation`);
  return conversation;
}

/** `hardship-report.story`: who has the word. */
export async function place(play: Play, player: Player): Promise<string> {
  const top = (await conversationOf(play, player)).stack.at(-1);
  return top ? `${top.flow}.${top.at}` : 'nothing';
}

export async function reportsOf(play: Play, member: string): Promise<Report[]> {
  return play.store.read((view) => view.find('reports', 'member', member));
}

export function sentTo(play: Play, chat: string): Sent[] {
  return play.sent.filter((one) => one.chat === chat);
}

/** Cards of a report as new messages, not as edits. */
export function cardsIn(play: Play, chat: string, reference: string): Sent[] {
  return sentTo(play, chat).filter(({ message }) => message.card === reference && !message.editCard);
}

/** The platform's id of a message that was sent: play numbers what succeeds from 1. */
export function idOf(play: Play, sent: Sent): string {
  return String(play.sent.indexOf(sent) + 1);
}

export const labelsOf = ({ message }: Sent): string =>
  (message.rows ?? [])
    .flat()
    .map((button) => button.label)
    .join(' ');

export const photo = (id: string, channel = 'telegram'): FileRef => ({ kind: 'photo', channel, id });

export const texts = (play: Play, chat: string): string[] =>
  sentTo(play, chat).map(({ message }) => message.text);

/** Waits for what the dispatcher does by itself; throws when it never comes. */
export async function until(done: () => Promise<boolean> | boolean): Promise<void> {
  for (let i = 0; i < 600; i++) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error('what was waited for did not come');
}

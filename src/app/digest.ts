/**
 * In a burst an officer's chat gets one message with a list instead of a card for each report: a chat takes about one message
 * a second, and ten thousand cards would take three hours. The list is kept up to date until it is sent; urgent cards come
 * one by one all the same.
 */
import type { Button, Message } from '../core/message.ts';
import type { Report } from '../core/report.ts';
import type { Officer, Outgoing } from '../store/data.ts';
import type { OutgoingDraft } from '../store/store.ts';
import { cardAction } from './card.ts';
import { reportValues } from './describe.ts';
import type { Turn } from './turn.ts';
import { fill, notice, wordingOf } from './words.ts';

/** Cards that may wait for one chat, each for itself. */
const MOST_CARDS = 5;
/** Reports that are named; with the way to the whole list Zalo shows them all as buttons. */
const MOST_NAMED = 4;

/** A message of this chat that nobody has begun to send: of this turn, or one that waits. */
interface Waiting {
  message: Message;
  take(): void;
  put(message: Message): void;
}

async function waitingFor(turn: Turn, chat: string): Promise<Waiting[]> {
  const stored = (await turn.find('outbox', 'chat', chat))
    .filter((row) => row.state === 'ready' && row.attempt === 0)
    .sort((a, b) => a.order - b.order);
  const drafts = turn.sends.filter((draft) => draft.chat === chat);
  return [...stored.map((row) => ofRow(turn, row)), ...drafts.map((draft) => ofDraft(turn, draft))];
}

const ofRow = (turn: Turn, row: Outgoing): Waiting => ({
  message: row.message,
  take: () => turn.remove('outbox', row.id),
  put: (message) => turn.put('outbox', { ...row, message }),
});

const ofDraft = (turn: Turn, draft: OutgoingDraft): Waiting => ({
  message: draft.message,
  take: () => void turn.sends.splice(turn.sends.indexOf(draft), 1),
  put: (message) => void turn.sends.splice(turn.sends.indexOf(draft), 1, { ...draft, message }),
});

/** Whether the report stands in the chat's list now; else its card is to be sent. */
export async function joinDigest(
  turn: Turn,
  to: Pick<Officer, 'channel' | 'chat'>,
  report: Report,
): Promise<boolean> {
  if (report.urgency === 'urgent') return false;
  const waiting = await waitingFor(turn, to.chat);
  const list = waiting.find(({ message }) => message.digest);
  if (list) {
    const { count, references } = list.message.digest!;
    list.put(await digestMessage(turn, [...references, report.id].slice(0, MOST_NAMED), count + 1));
    return true;
  }
  const cards = waiting.filter(({ message }) => message.card !== undefined && !message.urgent);
  if (cards.length < MOST_CARDS) return false;
  const references = [...new Set([...cards.map(({ message }) => message.card!), report.id])];
  // With its card goes what would have come under it: opening the report brings both.
  for (const one of waiting) {
    const about = one.message.card ?? one.message.under;
    if (about !== undefined && references.includes(about) && !one.message.urgent) one.take();
  }
  turn.send(to, await digestMessage(turn, references.slice(0, MOST_NAMED), references.length));
  return true;
}

async function digestMessage(turn: Turn, references: readonly string[], count: number): Promise<Message> {
  const { knowledge } = turn;
  const lines: string[] = [];
  for (const reference of references) {
    const report = await turn.get('reports', reference);
    if (report)
      lines.push(fill(wordingOf(knowledge, 'card.digest-line').text, reportValues(knowledge, report)));
  }
  const rest = count - references.length;
  const more = rest > 0 ? fill(wordingOf(knowledge, 'card.digest-more').text, { waiting: rest }) : '';
  const { text, rows = [] } = notice(knowledge, 'card.digest', {
    waiting: count,
    text: lines.join('\n'),
    more,
  });
  const named = references.map((reference): Button[] => [
    { label: reference, data: cardAction('open', reference) },
  ]);
  return { text, rows: [...named, ...rows], digest: { count, references } };
}

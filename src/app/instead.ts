/** Words that would become a question to the bot, though an officer or a member means somebody else by them. */
import { isOver } from '../core/report-acts.ts';
import type { Report } from '../core/report.ts';
import { hasWords } from '../core/text.ts';
import { asksAnything } from './asking.ts';
import { reportValues } from './describe.ts';
import { kindOf } from './services/knowledge.ts';
import { AT_HAND, myNewest } from './services/my-reports.ts';
import { handlingSeats } from './services/officer.ts';
import { textOf } from './services/service.ts';
import type { Turn } from './turn.ts';

/** A flow to open instead of the answer to a question; a wording before it. */
export interface Instead {
  flow: string;
  input: Record<string, unknown>;
  note?: string;
}

/** How many of a unit's newest reports are looked at for the one that an officer works on. */
const LOOKED_AT = 200;
/** ms after which an officer's words are about another report than the one of before. */
const DAY = 24 * 3_600_000;
/** ms after which a member's words are hardly about the last report. */
const MONTH = 30 * DAY;

/** The bot has asked for a question, or has not answered the last one: what comes is a question. */
export function isAsking(turn: Turn): boolean {
  const top = turn.conversation.stack.at(-1);
  return top?.flow === 'faq' && top.at !== 'sure';
}

/**
 * Nothing: it is a question. Whoever asks what the bot surely knows, or was asked for a question, gets an answer. In a group
 * nothing is offered: others read along.
 */
export async function insteadOfQuestion(turn: Turn, text: string): Promise<Instead | undefined> {
  if (isAsking(turn) || turn.update.chatType !== 'private' || !hasWords(text)) return undefined;
  const kind = kindOf(turn, text);
  if (kind === 'sure') return undefined;
  return (await officersWords(turn, text, kind)) ?? membersWords(turn, text, kind);
}

/** Of an officer at work: for the member, if they say so. Without work begun: the officer's own screen. */
async function officersWords(turn: Turn, words: string, kind: string): Promise<Instead | undefined> {
  const seats = await handlingSeats(turn);
  if (seats.length === 0) return undefined;
  const me = turn.person.id;
  const lastActed = ({ happened }: Report): number => happened.findLast(({ by }) => by === me)?.at ?? 0;
  const mine: Report[] = [];
  for (const { unit } of seats)
    mine.push(...(await turn.find('reports', 'open', unit, { newest: true, limit: LOOKED_AT })));
  const [report] = mine
    .filter((one) => turn.at - lastActed(one) <= DAY)
    .toSorted((a, b) => lastActed(b) - lastActed(a));
  if (report) return { flow: 'officer-words', input: offered(turn, report, words) };
  return kind === 'unknown' ? { flow: 'officer', input: {}, note: 'officer.not-understood' } : undefined;
}

/** Of a member whose report is not closed, when nothing is asked: perhaps they belong to it. */
async function membersWords(turn: Turn, words: string, kind: string): Promise<Instead | undefined> {
  if (!pendingOffer(turn) && (kind !== 'unknown' || asksAnything(words))) return undefined;
  const report = (await myNewest(turn, AT_HAND)).find(
    (one) => (!isOver(one) || one.state === 'resolved') && turn.at - one.happened.at(-1)!.at <= MONTH,
  );
  if (!report) return undefined;
  const input = offered(turn, report, words);
  return { flow: 'my-reports', input: { ...input, question: input.words } };
}

/** Short messages in a row are one. */
function offered(turn: Turn, report: Report, text: string) {
  const { gist = '' } = reportValues(turn.knowledge, report);
  const before = pendingOffer(turn);
  const words = before?.['reference'] === report.id ? `${textOf(before['words'])}\n${text}` : text;
  return { reference: report.id, act: 'offer', words, gist };
}

/** Words that were offered last and have not been answered. */
function pendingOffer(turn: Turn): Record<string, unknown> | undefined {
  const top = turn.conversation.stack.at(-1);
  return top?.at === 'offer' ? top.data : undefined;
}

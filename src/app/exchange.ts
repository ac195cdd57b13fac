/** Words between a member and an officer for which nobody pressed a button: whom they are meant for, outside any form. */
import { labelKey } from '../core/text.ts';
import type { Happening, Report } from '../core/report.ts';
import type { FileRef } from '../core/update.ts';
import { mayAsk } from './asking.ts';
import type { BotContext } from './bot-context.ts';
import { reportValues } from './describe.ts';
import { isThanks, officerIsWriting } from './manners.ts';
import { isSure } from './services/knowledge.ts';
import { myNewest, tellOfficers } from './services/my-reports.ts';
import { seatsOf } from './services/officer.ts';

type Next = () => Promise<void>;

/** How many of the member's newest reports are looked at, and of a unit's for those that an officer works on. */
const LOOKED_AT = { ofMember: 5, ofUnit: 200 };
/** ms after an officer's words in which the member's are the answer; and in which an officer still means the same report. */
const DAY = 24 * 3_600_000;

/** After these an officer waits for nothing, but the member may have something to say to it. */
const OFFICER_SPOKE: ReadonlySet<Happening['what']> = new Set(['replied', 'rejected']);

/**
 * The member writes outside any form, and an officer wrote last: these words are the answer, and land under the card. After a
 * question, whatever they are; after any other word of an officer, unless they plainly ask for what the bot knows.
 */
export async function answeringOfficer(ctx: BotContext, next: Next): Promise<void> {
  const { turn } = ctx;
  const top = turn.conversation.stack.at(-1);
  if (ctx.inForm || officerIsWriting(ctx) || (top?.flow === 'my-reports' && top.at === 'add')) return next();
  const newest = await myNewest(turn, LOOKED_AT.ofMember);
  const report = newest.find(({ openQuestion }) => openQuestion) ?? spokenOf(ctx, newest);
  const writingOn = top?.flow === 'my-reports' && top.at === 'added' && top.data['reference'];
  if (!report || (writingOn && writingOn !== report.id)) return next();
  await forwardToOfficers(ctx, report);
}

/** The report of which an officer spoke last, today, if the words may be an answer. */
function spokenOf(ctx: BotContext, reports: readonly Report[]): Report | undefined {
  const text = ctx.text ?? '';
  if (isThanks(text) || (mayAsk(text, true) && isSure(ctx.turn, text))) return undefined;
  const spoke = (report: Report): number => {
    const last = report.happened.at(-1);
    return last && OFFICER_SPOKE.has(last.what) && ctx.turn.at - last.at <= DAY ? last.at : 0;
  };
  return reports.filter(spoke).toSorted((a, b) => spoke(b) - spoke(a))[0];
}

/** The member's words go under the card, and the member is told so. */
export async function forwardToOfficers(ctx: BotContext, report: Report): Promise<void> {
  await tellOfficers(ctx.turn, report, { text: ctx.text ?? '', files: filesOf(ctx) });
  await ctx.open('my-reports', { reference: report.id, act: 'answered' });
}

function filesOf(ctx: BotContext): FileRef[] {
  const { event } = ctx.update;
  return event.type === 'photo' || event.type === 'voice' || event.type === 'document' ? [event.file] : [];
}

/** An officer at work writes without having pressed anything: before the words are taken for a question, they are offered to the member. */
export async function officerWrites(ctx: BotContext, next: Next): Promise<void> {
  const { turn } = ctx;
  const text = ctx.text ?? '';
  const elsewhere = turn.conversation.stack.some(({ flow }) => flow === 'faq');
  if (ctx.inForm || officerIsWriting(ctx) || elsewhere || labelKey(text) === '') return next();
  const report = await workedOn(ctx);
  if (!report || isSure(turn, text)) return next();
  const { gist = '' } = reportValues(turn.knowledge, report);
  await ctx.open('officer-words', { reference: report.id, act: 'offer', words: text, gist });
}

/** The open report on which this officer acted last, within a day. */
async function workedOn({ turn }: BotContext): Promise<Report | undefined> {
  const me = turn.person.id;
  const lastActed = ({ happened }: Report): number => happened.findLast(({ by }) => by === me)?.at ?? 0;
  const mine: Report[] = [];
  for (const { unit } of await seatsOf(turn))
    mine.push(...(await turn.find('reports', 'open', unit, { newest: true, limit: LOOKED_AT.ofUnit })));
  return mine
    .filter((report) => turn.at - lastActed(report) <= DAY)
    .toSorted((a, b) => lastActed(b) - lastActed(a))[0];
}

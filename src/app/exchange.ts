/** Words between a member and an officer for which nobody pressed a button: whom they are meant for, outside any form. */
import { labelKey } from '../core/text.ts';
import type { Happening, Report } from '../core/report.ts';
import type { FileRef } from '../core/update.ts';
import { mayAsk } from './asking.ts';
import type { BotContext } from './bot-context.ts';
import { reportValues } from './describe.ts';
import { isAsking } from './instead.ts';
import { isAgreeing, isThanks, officerIsWriting } from './manners.ts';
import { isSure } from './services/knowledge.ts';
import { AT_HAND, myNewest, tellOfficers } from './services/my-reports.ts';
import { handlingSeats } from './services/officer.ts';

type Next = () => Promise<void>;

/** ms after an officer's words in which the member's are the answer. */
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
  const newest = await myNewest(turn, AT_HAND);
  const report = newest.find(({ openQuestion }) => openQuestion) ?? spokenOf(ctx, newest);
  const writingOn = top?.flow === 'my-reports' && top.at === 'added' && top.data['reference'];
  if (!report || (writingOn && writingOn !== report.id)) return next();
  await forwardToOfficers(ctx, report);
}

/** The report of which an officer spoke last, today, if the words may be an answer. */
function spokenOf(ctx: BotContext, reports: readonly Report[]): Report | undefined {
  const text = ctx.text ?? '';
  if (isAsking(ctx.turn) || isThanks(text) || (mayAsk(text, true) && isSure(ctx.turn, text)))
    return undefined;
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

/** `nhận`, `tiếp nhận rồi`: as an officer says it who has not seen the button. Folded. */
const ACCEPTING = /^((da|toi|em|minh|ok|vang) )*(da )?(tiep )?nhan( (phieu|roi|nhe|a|nay|viec))*$/;

/** An officer says yes, and a report waits for a press: only `Tiếp nhận` stops its clock. */
export async function officerAgrees(ctx: BotContext, next: Next): Promise<void> {
  const { turn } = ctx;
  const text = ctx.text ?? '';
  if (ctx.inForm || officerIsWriting(ctx)) return next();
  if (!isAgreeing(text) && !ACCEPTING.test(labelKey(text))) return next();
  const waiting: Report[] = [];
  for (const { unit } of await handlingSeats(turn))
    waiting.push(...(await turn.find('reports', 'state', `${unit}|sent`, { limit: 2 })));
  const [one, ...others] = waiting;
  if (!one) return next();
  if (others.length === 0) return ctx.say('officer.card-waits', reportValues(turn.knowledge, one));
  await ctx.say('officer.cards-wait');
  await ctx.open('officer');
}

/**
 * `đã ổn` or `chưa ổn` typed instead of pressed: about the newest report of which an officer said that it is over; of one that is
 * still under way it is news for its officers.
 */
import { isOver } from '../core/report-acts.ts';
import type { BotContext } from './bot-context.ts';
import { forwardToOfficers } from './exchange.ts';
import { myNewest } from './services/my-reports.ts';

/** How many of the member's newest reports are looked at. */
const LOOKED_AT = 20;

export const SETTLED = ['đã ổn', 'ổn rồi', 'ổn rồi ạ', 'đã ổn rồi', 'dạ ổn rồi', 'vâng đã ổn', 'xong rồi ạ'];
export const NOT_SETTLED = [
  'chưa ổn',
  'vẫn chưa ổn',
  'chưa ổn ạ',
  'dạ chưa ổn',
  'chưa ổn đâu',
  'chưa ổn lắm',
  'không ổn',
];

/** Without such a report, or in a form, the words are something else. */
export function saysHowItWent(act: 'close' | 'reopen') {
  return async (ctx: BotContext, next: () => Promise<void>): Promise<void> => {
    const reports = ctx.inForm ? [] : await myNewest(ctx.turn, LOOKED_AT);
    const told = reports.find(
      ({ state }) => state === 'resolved' || (act === 'reopen' && state === 'rejected'),
    );
    const underWay = reports.find((report) => !isOver(report));
    if (told) await ctx.open('my-reports', { reference: told.id, act });
    else if (underWay) await forwardToOfficers(ctx, underWay);
    else await next();
  };
}

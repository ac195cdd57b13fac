/** Middleware that comes before or between the routes: groups, danger, officers' replies to a card, pleasantries. */
import { dangerIn } from '../core/danger.ts';
import { hasWords, labelKey } from '../core/text.ts';
import type { BotContext } from './bot-context.ts';
import { numbersFor, tellDuty } from './services/danger.ts';
import { wordingOf } from './words.ts';

type Next = () => Promise<void>;

/** Flows in which an officer is writing: their words are no cry for help and no question. */
const OFFICERS_FLOWS = new Set(['officer-words', 'officer', 'invite', 'dead-letters']);
/** Of these, the ones whose questions want words. */
const ASKS_FOR_WORDS = new Set(['officer-words', 'choose-unit']);

export function officerIsWriting(ctx: BotContext): boolean {
  return ctx.turn.conversation.stack.some((position) => OFFICERS_FLOWS.has(position.flow));
}

/** What was asked in a group and is answered in words: an open question, or the label or number of a button. */
function wordsAskedFor(ctx: BotContext): boolean {
  const top = ctx.turn.conversation.stack.at(-1)?.flow ?? '';
  const isAnswer = ASKS_FOR_WORDS.has(top) && hasWords(ctx.text ?? '');
  return officerIsWriting(ctx) && (isAnswer || ctx.typedChoice() !== undefined);
}

/** In a group the bot is silent unless addressed: a command, a press, a reply to a card, words it has asked for. */
export async function groupManners(ctx: BotContext, next: Next): Promise<void> {
  const { event, chatType } = ctx.update;
  const addressed =
    chatType === 'private' ||
    event.type === 'press' ||
    (event.type === 'text' && event.command !== undefined) ||
    (await cardAnswered(ctx)) !== undefined ||
    wordsAskedFor(ctx);
  if (addressed) await next();
}

/** The numbers to call come first, at once. In a form the words still count as the answer. */
export async function dangerWords(ctx: BotContext, next: Next): Promise<void> {
  const { turn, text } = ctx;
  const danger = text && turn.update.chatType === 'private' ? dangerIn(text) : undefined;
  if (!danger || officerIsWriting(ctx) || (await cardAnswered(ctx))) return next();
  // Who answers a check with a cry needs no further question; the words are no answer to a form below it either.
  const checking = ctx.leavePassing();
  if (!ctx.inForm) return ctx.open('danger', { kind: danger, story: text });
  const told = await tellDuty(turn);
  const advice = wordingOf(turn.knowledge, `danger.${danger}`).text;
  turn.says.push({
    content: 'danger.in-form',
    from: { flow: 'danger', at: 'told', data: { numbers: numbersFor(turn, danger), advice, told } },
  });
  if (checking) await ctx.goOn();
  else await next();
}

/** The report whose card (or words under it) the message answers. */
async function cardAnswered(ctx: BotContext): Promise<string | undefined> {
  const { event, chat } = ctx.update;
  if (event.type !== 'text' || !event.replyTo) return undefined;
  return (await ctx.turn.get('cards', `${chat}|${event.replyTo}`))?.report;
}

/** The report about which the officer was asked for words. */
function askedAbout(ctx: BotContext): unknown {
  const top = ctx.turn.conversation.stack.at(-1);
  return top?.flow === 'officer-words' ? top.data['reference'] : undefined;
}

/** A reply to the card is a message to its member, whatever else is under way: never words about another report. */
export async function officersAtWork(ctx: BotContext, next: Next): Promise<void> {
  const reference = await cardAnswered(ctx);
  if (reference && reference !== askedAbout(ctx)) await ctx.replyToCard(reference, ctx.text ?? '');
  else if (ctx.update.chatType === 'private' || officerIsWriting(ctx)) await next();
}

const WHOM = '( (em|ad|shop|bot|anh|chi|ban|moi nguoi|cong doan|sat canh|a|oi|nhe|nhieu|lam|da))*$';
const GREETING = new RegExp(`^((xin|em|toi|da) )*(chao|alo|hello|hi|hey)${WHOM}`);
const THANKS = new RegExp(`^((em|toi|da|vang|ok|xin|rat) )*(cam on|thanks?|tks)${WHOM}`);
export const isThanks = (text: string): boolean => THANKS.test(labelKey(text));
/** Agreement to what was said, with nothing asked. */
const AGREEING = new RegExp(`^(vang|da|ok|oke|u|uh|duoc roi|da vang|da duoc)${WHOM}`);
export const isAgreeing = (text: string): boolean => AGREEING.test(labelKey(text));

/** A thumb, a heart, “?”: a message without a letter or a digit. */
const isWordless = (text: string | undefined): text is string => text !== undefined && !hasWords(text, 1);

/** A greeting is greeted, thanks and a thumb are taken: none is a question, and none is one that the bot does not know. */
export async function pleasantries(ctx: BotContext, next: Next): Promise<void> {
  const { text } = ctx;
  const said = labelKey(text ?? '');
  const top = ctx.turn.conversation.stack.at(-1)?.flow;
  // Who was asked for words, for the member, is asked for them again.
  if (top === 'officer-words' && isWordless(text)) return ctx.askAgain();
  if (officerIsWriting(ctx) || (top === 'my-reports' && !isWordless(text))) return next();
  // Thanked in the middle of a form, its question is shown again: whoever thanks may think that it was sent.
  if (isThanks(said)) return ctx.say('common.welcome');
  if (ctx.inForm) return next();
  if (GREETING.test(said)) return ctx.home();
  if (isWordless(text)) return /[?.…]/.test(text) ? ctx.home() : ctx.say('common.welcome');
  if (isAgreeing(said)) return ctx.say('common.welcome');
  return next();
}

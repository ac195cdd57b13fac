/** What routes listen for beside plain strings: words without marks, offered choices, the menu's own labels. */
import { choiceByLabel, choiceByNumber } from '../core/choice.ts';
import type { Choice } from '../core/conversation.ts';
import { labelKey } from '../core/text.ts';
import type { BotContext } from './bot-context.ts';
import { wordingOf } from './words.ts';

type Found = RegExpExecArray | null;
/** A function trigger has to hand over a match; its text is all that is needed. */
const match = (text: string): Found => /^[^]*$/.exec(text);

/** A word typed alone, with or without marks, whatever the case and punctuation. */
export function word(...words: readonly string[]) {
  const keys = new Set(words.map(labelKey));
  return (text: string): Found => (keys.has(labelKey(text)) ? match(text) : null);
}

/** A label or number of the question asked last. */
export function aChoice(text: string, ctx: BotContext): Found {
  return ctx.typedChoice() ? match(text) : null;
}

/** A label of the first screen, from anywhere; its number too, outside forms. */
export function menuItem(ctx: BotContext): Choice | undefined {
  const { buttons } = wordingOf(ctx.turn.knowledge, 'menu.home');
  const asked = { tag: '', choices: buttons.map(({ label, option }) => ({ label, option })) };
  const text = ctx.text ?? '';
  return choiceByLabel(asked, text) ?? (ctx.inForm ? undefined : choiceByNumber(asked, text));
}

export function aMenuItem(text: string, ctx: BotContext): Found {
  return menuItem(ctx) ? match(text) : null;
}

/** A colleague of the union writes to a member by hand: the bot steps back for a while. */
import type { BotContext } from './bot-context.ts';
import type { Turn } from './turn.ts';

/** Until then, ms. Every word that the colleague writes begins the time anew. */
export function handOver(turn: Turn, until: number): void {
  turn.person = { ...turn.person, pausedUntil: until };
}

/** Nothing is answered but commands; words of danger were answered before. What is said is between two people. */
export async function silentWhileHandedOver(ctx: BotContext, next: () => Promise<void>): Promise<void> {
  const { turn, update } = ctx;
  const { pausedUntil } = turn.person;
  if (pausedUntil === undefined) return next();
  if (turn.at >= pausedUntil) {
    const { pausedUntil: _, ...person } = turn.person;
    turn.person = person;
    return next();
  }
  const isCommand = update.event.type === 'text' && update.event.command !== undefined;
  if (isCommand || update.chatType === 'group') await next();
}

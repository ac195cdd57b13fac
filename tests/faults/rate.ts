/** How fast a bot sent, by when its calls arrived at Telegram. */
import type { World } from '../e2e/world.ts';

const SENDS = /^(send(Message|Photo|Voice|Document)|editMessageText)$/;

/** Calls that count against Telegram's limits, those refused too. */
export function sendsOf({ telegram }: Pick<World, 'telegram'>) {
  return telegram
    .calls()
    .filter(({ method }) => SENDS.test(method))
    .map((call) => ({ ...call, chat: String((call.body as { chat_id?: unknown }).chat_id) }));
}

/** The most that arrived in any stretch shorter than so many ms. */
export function mostWithin(arrivals: readonly { at: number }[], ms: number): number {
  const times = arrivals.map(({ at }) => at).sort((a, b) => a - b);
  let from = 0;
  return times.reduce((most, at, i) => {
    while (times[from]! <= at - ms) from++;
    return Math.max(most, i - from + 1);
  }, 0);
}

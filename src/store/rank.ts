/** Who goes first, between chats and within one: 0 what is urgent, 1 replies and cards, 2 bulk. */
import type { Message } from '../core/message.ts';

export const ranks = [0, 1, 2] as const;
export type Rank = (typeof ranks)[number];

export function rankOf({ urgent, bulk }: Message): Rank {
  if (urgent) return 0;
  return bulk ? 2 : 1;
}

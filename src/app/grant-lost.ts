/** A platform no longer lets the bot in: the administrators read it on another channel, with what to do. */
import type { Store } from '../store/store.ts';
import type { Knowledge } from './knowledge.ts';
import { seatsWith } from './seats.ts';
import { notice } from './words.ts';

export interface GrantLost {
  /** The channel that is shut. */
  channel: string;
  /** Names this loss: told once, also after restarts. */
  key: string;
  at: number;
  /** The permission page, where it is known. */
  url?: string;
}

/** Those who can still be reached: not over the channel that is shut. */
export async function tellGrantLost(store: Store, knowledge: Knowledge, lost: GrantLost): Promise<void> {
  const { channel, key, at, url = '' } = lost;
  // Told to nobody it would count as told: whoever enrols before the next start reads it then.
  if ((await store.read((view) => seatsWith(view, 'admin', channel))).length === 0) return;
  await store.commit({ update: `grant-lost|${channel}|${key}`, at }, async (view) => ({
    send: (await seatsWith(view, 'admin', channel)).map((seat, i) => ({
      id: `grant-lost|${channel}|${key}/${i}`,
      channel: seat.channel,
      chat: seat.chat,
      message: notice(knowledge, 'officer.grant-lost', { url }),
    })),
  }));
}

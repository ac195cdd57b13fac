/** A platform no longer lets the bot in: the administrators read it on another channel, with what to do. */
import type { Officer } from '../store/data.ts';
import type { Store, View } from '../store/store.ts';
import type { Knowledge } from './knowledge.ts';
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

export async function tellGrantLost(store: Store, knowledge: Knowledge, lost: GrantLost): Promise<void> {
  const { channel, key, at, url = '' } = lost;
  // Told to nobody it would count as told: whoever enrols before the next start reads it then.
  if ((await store.read((view) => administrators(view, knowledge, channel))).length === 0) return;
  await store.commit({ update: `grant-lost|${channel}|${key}`, at }, async (view) => ({
    send: (await administrators(view, knowledge, channel)).map((seat, i) => ({
      id: `grant-lost|${channel}|${key}/${i}`,
      channel: seat.channel,
      chat: seat.chat,
      message: notice(knowledge, 'officer.grant-lost', { url }),
    })),
  }));
}

/** Those who can still be reached: not over the channel that is shut. One message for each chat. */
async function administrators(view: View, knowledge: Knowledge, shut: string): Promise<Officer[]> {
  const chats = new Map<string, Officer>();
  for (const unit of knowledge.tree.keys()) {
    for (const seat of await view.find('officers', 'unit', unit)) {
      if (seat.roles.includes('admin') && seat.channel !== shut) chats.set(seat.chat, seat);
    }
  }
  return [...chats.values()];
}

/** Which officers have a role, wherever their unit is. */
import type { Officer, Role } from '../store/data.ts';
import type { View } from '../store/store.ts';
import type { Knowledge } from './knowledge.ts';

/** One seat a chat, so that nobody reads the same message twice. `except`: a channel that is shut. */
export async function seatsWith(
  view: View,
  knowledge: Knowledge,
  role: Role,
  except?: string,
): Promise<Officer[]> {
  const chats = new Map<string, Officer>();
  for (const unit of knowledge.tree.keys()) {
    for (const seat of await view.find('officers', 'unit', unit)) {
      if (seat.roles.includes(role) && seat.channel !== except) chats.set(seat.chat, seat);
    }
  }
  return [...chats.values()];
}

/** Which officers have a role for the whole house, wherever their unit is. */
import { every } from '../store/data.ts';
import type { Officer } from '../store/data.ts';
import type { View } from '../store/store.ts';

/** One seat a chat, so that nobody reads the same message twice. `except`: a channel that is shut. */
export async function seatsWith(
  view: Pick<View, 'find'>,
  role: 'admin' | 'publish',
  except?: string,
): Promise<Officer[]> {
  const seats = await view.find('officers', role, every);
  const chats = new Map(seats.filter(({ channel }) => channel !== except).map((seat) => [seat.chat, seat]));
  return [...chats.values()];
}

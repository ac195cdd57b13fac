/** What keeps the bot from doing its work, a line for each thing, with what to do: the answer of `/readyz`. */
import type { Channel } from '../channels/channel.ts';
import type { Store } from '../store/store.ts';
import { errorLine } from './log.ts';

/**
 * Undefined: all is well. A channel whose lane another process holds is well, and so is one that does not answer: that is
 * nobody's to mend here, and `/metrics` tells of it.
 */
export async function readinessOf(store: Store, channels: Iterable<Channel>): Promise<string | undefined> {
  const faults = [...channels].flatMap((channel) => channel.trouble?.() ?? []);
  try {
    await store.stats();
  } catch (error) {
    faults.unshift(`store: ${errorLine(error)}`);
  }
  return faults.length > 0 ? faults.join('\n') : undefined;
}

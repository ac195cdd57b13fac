/** The platform says that a person cannot be reached: remembered, so that the next officer who writes is told before trying. */
import type { Store } from '../store/store.ts';

/** `triedAt`, ms: a person who has written since is not gone. A group is no person. */
export async function markGone(store: Store, chat: string, triedAt: number): Promise<void> {
  await store.commit({ at: triedAt }, async (view) => {
    const person = await view.get('persons', chat);
    if (!person || person.gone || person.lastAt > triedAt) return {};
    return { put: { persons: [{ ...person, gone: true }] } };
  });
}

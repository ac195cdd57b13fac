/** One named value of the store as something to read and to change as one: for a platform's tokens. */
import type { Store } from '../store/store.ts';

export interface Kept {
  read(): Promise<unknown>;
  /** Durable when it resolves. `change` may run again. Returns what it returned; without `value` nothing is written. */
  update<T>(change: (value: unknown) => { value?: unknown; answer: T }): Promise<T>;
}

export function keptValue(store: Store, id: string, now: () => number): Kept {
  return {
    read: () => store.read(async (view) => (await view.get('kept', id))?.value),
    async update<T>(change: (value: unknown) => { value?: unknown; answer: T }): Promise<T> {
      let answer: T | undefined;
      await store.commit({ at: now() }, async (view) => {
        const made = change((await view.get('kept', id))?.value);
        answer = made.answer;
        return made.value === undefined ? {} : { put: { kept: [{ id, value: made.value }] } };
      });
      return answer as T;
    },
  };
}

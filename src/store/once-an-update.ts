/** The same update may come twice at one moment: the second waits for the first, and is a duplicate when that is stored. */
import type { Store } from './store.ts';

type Result = Awaited<ReturnType<Store['commit']>>;

export type OnceAnUpdate = (update: string, commit: () => Promise<Result>) => Promise<Result>;

export function createOnceAnUpdate(): OnceAnUpdate {
  const deciding = new Map<string, Promise<Result>>();

  async function untilDone(update: string, result: Promise<Result>): Promise<Result> {
    try {
      return await result;
    } finally {
      deciding.delete(update);
    }
  }

  function begin(update: string, commit: () => Promise<Result>): Promise<Result> {
    const mine = untilDone(update, commit());
    deciding.set(update, mine);
    return mine;
  }

  async function afterFirst(update: string, commit: () => Promise<Result>): Promise<Result> {
    for (let first = deciding.get(update); first; first = deciding.get(update)) {
      const stored = await first.then(
        () => true,
        () => false,
      );
      if (stored) return 'duplicate';
    }
    return begin(update, commit);
  }

  return (update, commit) => (deciding.has(update) ? afterFirst(update, commit) : begin(update, commit));
}

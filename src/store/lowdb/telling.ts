/**
 * What is applied in one breath is written in one go. Those who wait for it are told in groups, with a turn of the event
 * loop between two: while one group decides anew, the disk works for the one before.
 */
import { createWaiting, type Waiting } from './waiting.ts';

/** Small enough that the loop looks at the disk in time, between its write and its sync too. */
const groupSize = 16;

interface Group extends Waiting {
  size: number;
}

/** `write`: makes durable all that memory holds. The answer: resolves when what memory holds now is durable. */
export function createTelling(write: () => Promise<void>): () => Promise<void> {
  let applied: Group[] = [];
  let durable: Group[] = [];

  async function writeApplied(): Promise<void> {
    const groups = applied;
    applied = [];
    try {
      await write();
    } catch (error) {
      for (const group of groups) group.reject(error);
      return;
    }
    const isTelling = durable.length > 0;
    durable = durable.concat(groups);
    if (!isTelling) setImmediate(tell);
  }

  function tell(): void {
    durable[0]?.resolve();
    durable = durable.slice(1);
    if (durable.length > 0) setImmediate(tell);
  }

  return () => {
    // When the callbacks that are ready have run: what they apply goes out with it.
    if (applied.length === 0) process.nextTick(() => void writeApplied());
    let group = applied.at(-1);
    if (!group || group.size >= groupSize) {
      group = { ...createWaiting(), size: 0 };
      applied.push(group);
    }
    group.size++;
    return group.promise;
  };
}

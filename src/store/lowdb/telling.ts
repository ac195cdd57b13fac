/**
 * What is applied in one breath is written in one go. Those who wait for it are told in groups, with a turn of the event
 * loop between two: while one group decides anew, the disk works for the one before. On a slow disk that would cost the
 * others a second sync: where all are told sooner than the disk is done, what they decide goes out together.
 */
import { createWaiting, type Waiting } from './waiting.ts';

/** Small enough that the loop looks at the disk in time, between its write and its sync too. */
const groupSize = 16;

interface Group extends Waiting {
  size: number;
}

/**
 * `write`: makes durable all that memory holds; `writeMs`: what the disk takes for it, ms. The answer: resolves when what
 * memory holds now is durable.
 */
export function createTelling(write: () => Promise<void>, writeMs = (): number => 0): () => Promise<void> {
  let applied: Group[] = [];
  let durable: Group[] = [];
  let isPlanned = false;
  /** What a group takes, on average of late, ms. */
  let groupMs = 0;
  let toldAt: number | undefined;

  function begin(): void {
    if (!isPlanned || (durable.length > 0 && durable.length * groupMs < writeMs())) return;
    isPlanned = false;
    void writeApplied();
  }

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
    const now = performance.now();
    if (toldAt !== undefined) groupMs += (now - toldAt - groupMs) / 8;
    durable[0]?.resolve();
    durable = durable.slice(1);
    const isLast = durable.length === 0;
    toldAt = isLast ? undefined : now;
    // A turn later the last ones have decided, too.
    setImmediate(isLast ? begin : tell);
  }

  return () => {
    if (!isPlanned) {
      isPlanned = true;
      // When the callbacks that are ready have run: what they apply goes out with it.
      process.nextTick(begin);
    }
    let group = applied.at(-1);
    if (!group || group.size >= groupSize) {
      group = { ...createWaiting(), size: 0 };
      applied.push(group);
    }
    group.size++;
    return group.promise;
  };
}

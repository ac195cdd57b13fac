/** Gathers what comes while the round before is under way, so that many share one way to the database and one flush. */

interface Options<T> {
  /** Never rejects. What it gives back goes first in the next round. */
  run: (items: readonly T[]) => Promise<readonly T[]>;
  /** Items of one round. */
  most: () => number;
  /** ms after which a round that does not end lets others begin beside it, and how many at most. */
  beside: { after: number; most: number };
}

export function createRounds<T>({ run, most, beside }: Options<T>): (item: T) => void {
  let waiting: T[] = [];
  let running = 0;
  /** Rounds that have lost patience with themselves: they hold nobody up. */
  let slow = 0;

  function next(): void {
    if (waiting.length === 0 || running > slow || slow > beside.most) return;
    const items = waiting.slice(0, most());
    waiting = waiting.slice(items.length);
    void round(items);
  }

  async function round(items: readonly T[]): Promise<void> {
    running++;
    let isSlow = false;
    const losePatience = (): void => {
      isSlow = true;
      slow++;
      next();
    };
    const timer = setTimeout(losePatience, beside.after);
    const again = await run(items);
    clearTimeout(timer);
    running--;
    if (isSlow) slow--;
    if (again.length > 0) waiting = [...again, ...waiting];
    next();
  }

  return (item) => {
    waiting.push(item);
    next();
  };
}

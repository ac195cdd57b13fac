/** Who waits, a line a key: within a line in order, among lines by rank and then by who came first. */

export interface Waiting {
  task: unknown;
  /** 0 passes first. */
  rank: number;
  begin(): void;
  refuse(error: Error): void;
}

interface Line {
  waiting: Waiting[];
  /** One of the key is running: the next one has to wait for its end. */
  busy: boolean;
  /** The best of all that waits: what presses brings along what came before it. */
  rank: number;
}

export interface Lines {
  add(key: string, waiting: Waiting): void;
  /** Takes the first of the line that may run next; its key is busy until `ended`. */
  next(): Waiting | undefined;
  ended(key: string): void;
  raise(key: string, rank: number): void;
  /** Takes that one and all behind it out of its line; none when it does not wait. */
  takeBack(key: string, task: unknown): Waiting[];
}

export function createLines(): Lines {
  const lines = new Map<string, Line>();
  /** Lines whose first may run now, by rank, in the order in which they came. */
  const ready: Set<Line>[] = [];
  const readyAt = (rank: number): Set<Line> => (ready[rank] ??= new Set());

  /** After whatever changed: the line stands where its rank says, or nowhere. */
  function place(key: string, line: Line, rank: number): void {
    const may = !line.busy && line.waiting.length > 0;
    if (rank !== line.rank || !may) ready[line.rank]?.delete(line);
    line.rank = rank;
    if (may) readyAt(rank).add(line);
    else if (!line.busy) lines.delete(key);
  }

  const best = (line: Line): number =>
    line.waiting.reduce((rank, waiting) => Math.min(rank, waiting.rank), Infinity);

  return {
    add(key, waiting) {
      const line = lines.get(key) ?? { waiting: [], busy: false, rank: waiting.rank };
      lines.set(key, line);
      line.waiting.push(waiting);
      place(key, line, line.waiting.length === 1 ? waiting.rank : Math.min(line.rank, waiting.rank));
    },
    next() {
      for (const set of ready) {
        const line = set?.values().next().value;
        if (!line) continue;
        set.delete(line);
        line.busy = true;
        const first = line.waiting.shift();
        line.rank = best(line);
        return first;
      }
      return undefined;
    },
    ended(key) {
      const line = lines.get(key);
      if (!line) return;
      line.busy = false;
      place(key, line, line.rank);
    },
    raise(key, rank) {
      const line = lines.get(key);
      if (!line || rank >= line.rank) return;
      for (const waiting of line.waiting) waiting.rank = Math.min(waiting.rank, rank);
      place(key, line, rank);
    },
    takeBack(key, task) {
      const line = lines.get(key);
      const at = line?.waiting.findIndex((waiting) => waiting.task === task) ?? -1;
      if (!line || at === -1) return [];
      const taken = line.waiting.splice(at);
      place(key, line, best(line));
      return taken;
    },
  };
}

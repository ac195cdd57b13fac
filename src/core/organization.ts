/** The dated tree of units: who stands above whom on a day, and who follows a dissolved unit. */

/** Times in ms; `running`: round the clock instead of working time (urgent ones always are). */
export interface Deadlines {
  acknowledge?: number | undefined;
  resolve?: number | undefined;
  running?: boolean | undefined;
  urgent?: { acknowledge?: number | undefined; resolve?: number | undefined } | undefined;
}

export interface Unit {
  id: string;
  name: string;
  level: 'trung-uong' | 'cap-tren' | 'co-so';
  above?: string | undefined;
  /** YYYY-MM-DD, first day. */
  from?: string | undefined;
  /** YYYY-MM-DD, last day. */
  until?: string | undefined;
  successor?: string | undefined;
  deadlines?: Deadlines | undefined;
}

export type Organization = ReadonlyMap<string, Unit>;

/** More levels than any tree has: a circle in the data ends here. */
const MOST_LEVELS = 20;

export function organizationOf(units: readonly Unit[]): Organization {
  return new Map(units.map((unit) => [unit.id, unit]));
}

export function exists(unit: Unit, day: string): boolean {
  return (!unit.from || unit.from <= day) && (!unit.until || day <= unit.until);
}

/** The unit itself while it stands, else the one that follows it. */
export function standing(tree: Organization, id: string, day: string): Unit | undefined {
  let unit = tree.get(id);
  for (let i = 0; unit && i < MOST_LEVELS; i++) {
    if (exists(unit, day)) return unit;
    unit = tree.get(unit.successor ?? unit.above ?? '');
  }
  return undefined;
}

/** The units above, nearest first, that stand on that day. */
export function above(tree: Organization, id: string, day: string): Unit[] {
  const found: Unit[] = [];
  const start = tree.get(id);
  if (!start) return found;
  let next = exists(start, day) ? start.above : (start.successor ?? start.above);
  for (let i = 0; next && i < MOST_LEVELS; i++) {
    const unit = tree.get(next);
    if (!unit) break;
    if (exists(unit, day) && !found.includes(unit)) found.push(unit);
    next = exists(unit, day) ? unit.above : (unit.successor ?? unit.above);
  }
  return found;
}

/** Units with nobody above: the top of the tree on that day. */
export function tops(tree: Organization, day: string): Unit[] {
  return [...tree.values()].filter((unit) => !unit.above && exists(unit, day));
}

/** Deadlines of a unit, what it lacks from the unions above it. */
export function deadlinesOf(tree: Organization, id: string, day: string): Deadlines {
  const own = tree.get(id);
  const chain = own ? [own, ...above(tree, id, day)] : [];
  const first = <T>(pick: (deadlines: Deadlines) => T | undefined): T | undefined =>
    chain.map((unit) => unit.deadlines && pick(unit.deadlines)).find((value) => value !== undefined);
  return {
    acknowledge: first((deadlines) => deadlines.acknowledge),
    resolve: first((deadlines) => deadlines.resolve),
    running: first((deadlines) => deadlines.running),
    urgent: {
      acknowledge: first((deadlines) => deadlines.urgent?.acknowledge),
      resolve: first((deadlines) => deadlines.urgent?.resolve),
    },
  };
}

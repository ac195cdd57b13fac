/** Where a sent report goes: the nearest unit above the member's that has an enrolled officer. */
import type { Calendar } from './clock.ts';
import { dueTimes } from './clock.ts';
import type { Organization } from './organization.ts';
import { above, deadlinesOf, standing, tops } from './organization.ts';
import type { Hop, Report } from './report.ts';
import { dayOf } from './time.ts';

/**
 * Units that may hold the report of a member of that unit, nearest first. A member who does not know the unit
 * is served by the top; so is a member of the top itself.
 */
export function holdersFor(tree: Organization, unit: string | undefined, at: number): string[] {
  const day = dayOf(at);
  if (!unit || !tree.has(unit)) return tops(tree, day).map((top) => top.id);
  const chain = above(tree, unit, day).map((one) => one.id);
  if (chain.length > 0) return chain;
  const self = standing(tree, unit, day);
  return self ? [self.id] : tops(tree, day).map((top) => top.id);
}

/** The report in the hands of that unit from `at`: hop and clocks. */
export function hold(
  report: Report,
  unit: string | undefined,
  why: Hop['why'],
  at: number,
  tree: Organization,
  calendar: Calendar,
): Report {
  const ended = report.hops.map((hop) => (hop.until === undefined ? { ...hop, until: at } : hop));
  const hop: Hop = unit ? { unit, since: at, why } : { since: at, why };
  const { holder: _, due: __, ...rest } = report;
  if (!unit) return { ...rest, hops: [...ended, hop] };
  return withClocks({ ...rest, holder: unit, hops: [...ended, hop] }, at, tree, calendar);
}

/** Both clocks run from `at`, as the holder's deadlines say. */
export function withClocks(report: Report, at: number, tree: Organization, calendar: Calendar): Report {
  if (!report.holder) return report;
  const due = dueTimes(deadlinesOf(tree, report.holder, dayOf(at)), report.urgency, calendar, at);
  return { ...report, due };
}

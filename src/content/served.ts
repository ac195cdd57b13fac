/** What may be served on a day: in force, of the phase, with a source and somebody who approved it. */
import { sayDay } from '../core/time.ts';
import type { ItemBase } from './schemas/item.ts';
import type { Phase } from './schemas/phase.ts';
import type { PhaseId } from './schemas/fields.ts';

/** Both days inclusive. */
export function inForce(item: { from: string; until?: string }, day: string): boolean {
  return item.from <= day && (item.until === undefined || day <= item.until);
}

/** Why an item that has a source and an approver is not served: its day is over, or it is of the other phase. */
export type Withdrawal = 'expired' | 'other-phase';

/** Of an item that was or will be served at another time; nothing for one that is served, or whose day has not come. */
export function withdrawal(item: ItemBase, on: { day: string; phase: PhaseId }): Withdrawal | undefined {
  if (item.until !== undefined && item.until < on.day) return 'expired';
  return item.from <= on.day && !item.phases.includes(on.phase) ? 'other-phase' : undefined;
}

/** The items that a member may read on that day (YYYY-MM-DD) in that phase. Never one without source or approval. */
export function served<T extends ItemBase>(items: readonly T[], on: { day: string; phase: PhaseId }): T[] {
  return items.filter(
    (item) =>
      inForce(item, on.day) &&
      item.phases.includes(on.phase) &&
      Boolean(item.source.body && item.source.document && item.source.date && item.approvedBy),
  );
}

/** `Nguồn: Bộ Y tế, 5588/BYT-DP, 12/7/2021`. */
export function sourceLine(item: Pick<ItemBase, 'source'>): string {
  const { body, document, date } = item.source;
  return `Nguồn: ${body}, ${document}, ${sayDay(date)}`;
}

/**
 * The phase on a day, for a person whose units are `units` (own first, then those above). A unit's own phase goes before the
 * whole's; outside of every span it is the new normal.
 */
export function phaseOn(phase: Phase, day: string, units: readonly string[] = []): PhaseId {
  for (const unit of units) {
    const own = phase.units.find((span) => span.unit === unit && inForce(span, day));
    if (own) return own.phase;
  }
  return inForce(phase, day) ? phase.phase : 'binh-thuong-moi';
}

/** The phase in force, for everybody and for single units, with the document that it rests on. */
import { z } from 'zod';
import { PHASES, basisOfPhase, date, id, present } from './fields.ts';
import type { PhaseId, SourceRef } from './fields.ts';

/** One phase from a day, until a day (inclusive) when it is known. */
export interface PhaseSpan {
  phase: PhaseId;
  basis: Omit<SourceRef, 'link'>;
  from: string;
  until?: string;
}

export interface Phase extends PhaseSpan {
  /** Units that have a phase of their own, with all below them. */
  units: readonly (PhaseSpan & { unit: string })[];
}

const fields = { giai_doan: z.enum(PHASES), can_cu: basisOfPhase, tu_ngay: date, den_ngay: date.optional() };
type Fields = z.output<z.ZodObject<typeof fields>>;

const span = (it: Fields): PhaseSpan => ({
  phase: it.giai_doan,
  basis: it.can_cu,
  from: it.tu_ngay,
  ...present({ until: it.den_ngay }),
});

function inOrder(it: { tu_ngay: string; den_ngay?: string | undefined }, context: z.RefinementCtx): void {
  if (it.den_ngay !== undefined && it.den_ngay < it.tu_ngay) {
    context.addIssue({ code: 'custom', path: ['den_ngay'], message: 'Ngày cuối đứng trước ngày đầu' });
  }
}

const unit = z
  .strictObject({ ma: id, ...fields })
  .superRefine(inOrder)
  .transform((it) => ({ unit: it.ma, ...span(it) }));

export const phase = z
  .strictObject({ ...fields, don_vi: z.array(unit).optional() })
  .superRefine(inOrder)
  .transform((it): Phase => ({ ...span(it), units: it.don_vi ?? [] }));

/** Where a folder names no phase (an editor's test folder). */
export const NEW_NORMAL: Phase = {
  phase: 'binh-thuong-moi',
  basis: { body: '', document: '', date: '' },
  from: '1900-01-01',
  units: [],
};

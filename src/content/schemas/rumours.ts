/** A rumour, with the verdict of a body that may give one. The bot never finds a verdict by itself. */
import { z } from 'zod';
import { itemFields, itemOf, titled } from './item.ts';
import type { TitledItem } from './item.ts';

/** Sai, đúng, đúng một phần; left out: nobody has decided yet. */
export const VERDICTS = ['sai', 'dung', 'dung-mot-phan', 'chua-ket-luan'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface RumourItem extends TitledItem {
  kind: 'rumours';
  verdict: Verdict;
}

export const rumourHeader = z
  .strictObject({ ket_luan: z.enum(VERDICTS).optional(), ...itemFields })
  .superRefine(titled)
  .transform((it) => ({ verdict: it.ket_luan ?? ('chua-ket-luan' as Verdict), ...itemOf(it) }));

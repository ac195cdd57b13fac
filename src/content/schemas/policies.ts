/** A support policy or a rule, as long as it is in force; what holds afterwards is another item (`thay_bang`). */
import { z } from 'zod';
import { line, present } from './fields.ts';
import { itemFields, itemOf, titled } from './item.ts';
import type { TitledItem } from './item.ts';

export interface PolicyItem extends TitledItem {
  kind: 'policies';
  /** Whom it is for. */
  audience?: string;
}

export const policyHeader = z
  .strictObject({ doi_tuong: line(200).optional(), ...itemFields })
  .superRefine(titled)
  .transform((it) => ({ ...present({ audience: it.doi_tuong }), ...itemOf(it) }));

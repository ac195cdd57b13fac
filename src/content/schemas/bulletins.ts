/** A bulletin: news of the union for its members. */
import { z } from 'zod';
import { date, present } from './fields.ts';
import { itemFields, itemOf, titled } from './item.ts';
import type { TitledItem } from './item.ts';

export interface BulletinItem extends TitledItem {
  kind: 'bulletins';
  /** The day on its head; left out: the first day in force. */
  published?: string;
}

export const bulletinHeader = z
  .strictObject({ ngay_dang: date.optional(), ...itemFields })
  .superRefine(titled)
  .transform((it) => ({ ...present({ published: it.ngay_dang }), ...itemOf(it) }));

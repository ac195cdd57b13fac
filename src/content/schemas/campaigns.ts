/** A campaign that members may take part in. */
import { z } from 'zod';
import { date, present } from './fields.ts';
import { itemFields, itemOf, titled } from './item.ts';
import type { TitledItem } from './item.ts';

export interface CampaignItem extends TitledItem {
  kind: 'campaigns';
  /** The last day for entries. */
  entriesUntil?: string;
}

export const campaignHeader = z
  .strictObject({ han_gui: date.optional(), ...itemFields })
  .superRefine(titled)
  .transform((it) => ({ ...present({ entriesUntil: it.han_gui }), ...itemOf(it) }));

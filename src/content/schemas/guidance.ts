/** A card of 5K or vaccine guidance; its topic is the folder that it lies in. */
import { z } from 'zod';
import { TOPICS, count, line } from './fields.ts';
import { LONGEST_LABEL, baseHeader, headerFields, question } from './item.ts';
import type { ItemBase } from './item.ts';

export const GUIDANCE_FOLDERS = ['5k', 'vaccine'] as const;
export type GuidanceTopic = (typeof GUIDANCE_FOLDERS)[number];

export interface GuidanceItem extends ItemBase {
  kind: 'guidance';
  topic: GuidanceTopic;
  title: string;
  /** On the button. */
  label: string;
  /** Lower first. */
  order: number;
}

export const guidanceHeader = z
  .strictObject({
    tieu_de: question,
    nhan: line(LONGEST_LABEL).optional(),
    thu_tu: count(0, 9999),
    chu_de: z.enum(TOPICS).optional(),
    ...headerFields,
  })
  .transform((it) => ({
    title: it.tieu_de,
    label: it.nhan ?? it.tieu_de,
    order: it.thu_tu,
    ...baseHeader(it),
  }));

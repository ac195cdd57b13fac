/** A card of 5K or vaccine guidance, or how a health check ends; its topic is the folder that it lies in. */
import { z } from 'zod';
import { TOPICS, count, line, present } from './fields.ts';
import { LONGEST_LABEL, baseHeader, headerFields, question } from './item.ts';
import type { ItemBase } from './item.ts';

/** Folders of cards, then those of what the health checks say at their end. */
export const CHECK_FOLDERS = ['side-effect-check', 'symptom-check'] as const;
export type CheckId = (typeof CHECK_FOLDERS)[number];
export const GUIDANCE_FOLDERS = ['5k', 'vaccine', ...CHECK_FOLDERS] as const;
export type GuidanceTopic = (typeof GUIDANCE_FOLDERS)[number];

/** Watch at home, see a doctor, call 115. */
export const OUTCOMES = ['o-nha', 'di-kham', 'goi-115'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface GuidanceItem extends ItemBase {
  kind: 'guidance';
  topic: GuidanceTopic;
  title: string;
  /** On the button. */
  label: string;
  /** Lower first. */
  order: number;
  /** Of a check only: the end for which these are the words. */
  outcome?: Outcome;
}

export const guidanceHeader = z
  .strictObject({
    tieu_de: question,
    nhan: line(LONGEST_LABEL).optional(),
    thu_tu: count(0, 9999),
    chu_de: z.enum(TOPICS).optional(),
    ket_qua: z.enum(OUTCOMES).optional(),
    ...headerFields,
  })
  .transform((it) => ({
    title: it.tieu_de,
    label: it.nhan ?? it.tieu_de,
    order: it.thu_tu,
    ...present({ outcome: it.ket_qua }),
    ...baseHeader(it),
  }));

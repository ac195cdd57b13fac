/** A question that members ask, and its answer. */
import { z } from 'zod';
import { TOPICS, present } from './fields.ts';
import { baseHeader, headerFields, question } from './item.ts';
import type { Topic } from './fields.ts';
import type { CheckId } from './guidance.ts';
import type { ItemBase } from './item.ts';

export interface FaqItem extends ItemBase {
  kind: 'faq';
  question: string;
  topic: Topic;
  /** The health check that is offered under the answer. */
  check?: CheckId;
}

/** As editors name them. */
const CHECKS = { 'sau-tiem': 'side-effect-check', 'trieu-chung': 'symptom-check' } as const satisfies Record<
  string,
  CheckId
>;

export const faqHeader = z
  .strictObject({
    cau_hoi: question,
    chu_de: z.enum(TOPICS),
    kiem_tra: z.enum(Object.keys(CHECKS) as (keyof typeof CHECKS)[]).optional(),
    ...headerFields,
  })
  .transform((it) => ({
    question: it.cau_hoi,
    topic: it.chu_de,
    ...present({ check: it.kiem_tra && CHECKS[it.kiem_tra] }),
    ...baseHeader(it),
  }));

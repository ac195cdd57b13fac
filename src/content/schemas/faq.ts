/** A question that members ask, and its answer. */
import { z } from 'zod';
import { TOPICS } from './fields.ts';
import { baseHeader, headerFields, question } from './item.ts';
import type { Topic } from './fields.ts';
import type { ItemBase } from './item.ts';

export interface FaqItem extends ItemBase {
  kind: 'faq';
  question: string;
  topic: Topic;
}

export const faqHeader = z
  .strictObject({ cau_hoi: question, chu_de: z.enum(TOPICS), ...headerFields })
  .transform((it) => ({ question: it.cau_hoi, topic: it.chu_de, ...baseHeader(it) }));

/** What the rows of schema.ts are made of, as zod sees it: texts and times, messages, files, a flow's place. */
import { z } from 'zod';

export const text = z.string();
export const ms = z.number();
export const count = z.number().int().nonnegative();
/** A key never holds NUL: indexes are cut with it, and PostgreSQL cannot store it. */
export const key = z
  .string()
  .min(1)
  .refine((id) => !id.includes('\0'), 'no NUL character');
export const yes = z.literal(true);

export const file = z.object({
  kind: z.enum(['photo', 'voice', 'document', 'video']),
  channel: text,
  id: text,
  name: text.exactOptional(),
  bytes: z.number().exactOptional(),
  seconds: z.number().exactOptional(),
});

export const button = z.object({
  label: text,
  data: text.exactOptional(),
  url: text.exactOptional(),
  phone: text.exactOptional(),
  share: z.enum(['contact', 'location']).exactOptional(),
  nav: z.boolean().exactOptional(),
});

export const entity = z.object({
  type: z.enum([
    'bold',
    'italic',
    'underline',
    'strikethrough',
    'spoiler',
    'code',
    'pre',
    'blockquote',
    'text_link',
  ]),
  offset: count,
  length: count,
  url: text.exactOptional(),
  language: text.exactOptional(),
});

export const message = z.object({
  text,
  entities: z.array(entity).exactOptional(),
  rows: z.array(z.array(button)).exactOptional(),
  file: file.exactOptional(),
  location: z.object({ latitude: z.number(), longitude: z.number() }).exactOptional(),
  card: text.exactOptional(),
  under: text.exactOptional(),
  about: text.exactOptional(),
  editCard: text.exactOptional(),
  replaces: text.exactOptional(),
  bulk: yes.exactOptional(),
  urgent: yes.exactOptional(),
  digest: z.object({ count, references: z.array(text) }).exactOptional(),
});

export const position = z.object({
  flow: text,
  version: z.number(),
  at: text,
  data: z.record(z.string(), z.unknown()),
  trail: z.array(text),
});

export const choice = z.object({ option: text, label: text, nav: z.boolean().exactOptional() });
export const role = z.enum(['handle', 'publish', 'admin']);

export const hop = z.object({
  unit: text.exactOptional(),
  since: ms,
  until: ms.exactOptional(),
  why: z.enum(['sent', 'enrolled', 'transferred', 'escalated']),
});

export const happening = z.object({
  at: ms,
  what: z.enum([
    'sent',
    'acknowledged',
    'asked',
    'replied',
    'resolved',
    'rejected',
    'member-wrote',
    'withdrawn',
    'reopened',
    'resumed',
    'closed',
  ]),
  by: text.exactOptional(),
  unit: text.exactOptional(),
  text: text.exactOptional(),
  files: z.array(file).exactOptional(),
});

/** What editors know about how people write: one form for each file of `lexicon/`. */
import { z } from 'zod';
import { line } from './fields.ts';

const LONGEST_WORDING = 300;
const words = z.array(line(LONGEST_WORDING));
/** A word or a name, and what it stands for: one wording or several. */
const table = z.record(z.string(), z.union([line(LONGEST_WORDING), words]));

export const LEXICON = {
  chat: table,
  concepts: table,
  synonyms: table,
  politeness: words,
  decoys: words,
} as const satisfies Record<string, z.ZodType>;

import type { Word } from './tokens.ts';

/** How much each way of looking at a text counts; the figures stand in docs/benchmarks.md. */
export const WEIGHTS = {
  plain: 1,
  marked: 0.7,
  concepts: 0.3,
  grams: 1.2,
  /** A word of the answer counts this much of a word of a question. */
  answer: 0.8,
  /** The pooled texts of an entry against its best phrasing. */
  pool: 1.2,
  /** What a question loses in which every word had to be corrected. */
  corrected: 0.3,
  /** Entries that are looked at closely. */
  rerank: 40,
};

/** An entry's score from its best phrasing and its pooled texts; an entry without phrasings has only the latter. */
export function entryScore(best: number, pool: number, onlyPool: boolean): number {
  const score = onlyPool ? pool : (best + WEIGHTS.pool * pool) / (1 + WEIGHTS.pool);
  return Math.min(1, Math.max(0, score));
}

/** How much a reading is to be trusted, 0 to 1: less the more words had to be corrected. */
export function certainty(words: readonly Word[]): number {
  let corrected = 0;
  for (const word of words) if (word.unsure === true) corrected++;
  return words.length === 0 ? 1 : 1 - (WEIGHTS.corrected * corrected) / words.length;
}

const IDF_POWER = 0.7;

/** tf as 1 + ln, so that the third mention says little. */
export function damped(count: number): number {
  return count > 1 ? 1 + Math.log(count) : count;
}

/** idf of a feature that `df` of `groups` entries have, flattened. */
export function weigh(df: number, groups: number): number {
  return Math.log(1 + groups / df) ** IDF_POWER;
}

import type { Lexicon } from './lexicon.ts';
import { partsOf } from './parts.ts';
import { createSearch } from './search.ts';
import type { Entry, Hit } from './search.ts';
import { thresholdsOf } from './thresholds.ts';
import type { Thresholds } from './thresholds.ts';

/** What is known about one question. `unsure`: offer the first three; `unknown`: say so. */
export interface Result {
  question: string;
  sure: boolean;
  kind: 'sure' | 'unsure' | 'unknown';
  /** Up to five, best first, scores 0 to 1. */
  answers: Hit[];
  /** The questions in the text, when it holds several. */
  parts?: string[];
}

/** The FAQ, ready to be asked. */
export interface Answers {
  ask(question: string): Result;
  /** One result for each question in the text. */
  askAll(text: string): Result[];
  thresholds: Thresholds;
}

const MOST_ANSWERS = 5;

/** Indexes the entries and sets the thresholds from the lexicon's decoys. Pure: the same question gets the same result. */
export function createAnswers({
  entries,
  lexicon,
}: {
  entries: readonly Entry[];
  lexicon: Lexicon;
}): Answers {
  const search = createSearch(entries, lexicon);
  const thresholds = thresholdsOf(search, lexicon.decoys);

  const one = (question: string): Result => {
    const answers = search(question, MOST_ANSWERS);
    const best = answers[0]?.score ?? 0;
    const lead = best - (answers[1]?.score ?? 0);
    const sure = best >= thresholds.sure && lead >= thresholds.lead;
    const kind = sure ? 'sure' : best >= thresholds.offer && best > 0 ? 'unsure' : 'unknown';
    return { question, sure, kind, answers };
  };

  /** The parts, when each of them can be answered by itself and they do not all mean the same. */
  const several = (text: string): Result[] | undefined => {
    const results = partsOf(text).map(one);
    if (results.length < 2 || results.some(({ kind }) => kind === 'unknown')) return undefined;
    return new Set(results.map(({ answers }) => answers[0]?.id)).size > 1 ? results : undefined;
  };

  return {
    thresholds,
    ask(question) {
      const result = one(question);
      const parts = several(question);
      return parts === undefined ? result : { ...result, parts: parts.map((part) => part.question) };
    },
    askAll: (text) => several(text) ?? [one(text)],
  };
}

import type { Answers, Result } from './answers.ts';
import type { Lexicon } from './lexicon.ts';
import { partsOf } from './parts.ts';
import { createRanking } from './ranking.ts';
import type { Entry } from './ranking.ts';
import { thresholdsOf } from './thresholds.ts';

const MOST_ANSWERS = 5;

/** Indexes the entries and sets the thresholds from the lexicon's decoys. Pure: the same question gets the same result. */
export function createAnswers({
  entries,
  lexicon,
}: {
  entries: readonly Entry[];
  lexicon: Lexicon;
}): Answers {
  const rank = createRanking(entries, lexicon);
  const thresholds = thresholdsOf(rank, lexicon.decoys);

  const one = (question: string): Result => {
    const answers = rank(question, MOST_ANSWERS);
    const best = answers[0]?.score ?? 0;
    const lead = best - (answers[1]?.score ?? 0);
    const sure = best >= thresholds.sure && lead >= thresholds.lead * best;
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

import type { Answers, Result } from './answers.ts';
import type { Lexicon } from './lexicon.ts';
import { partsOf } from './parts.ts';
import { rankingSteps } from './ranking.ts';
import type { Entry } from './ranking.ts';
import { atOnce } from './steps.ts';
import type { Steps } from './steps.ts';
import { thresholdSteps } from './thresholds.ts';

const MOST_ANSWERS = 5;
/** From this closeness on the question is one of the phrasings, in other letters: its neighbours need not be far. */
const AS_WRITTEN = 0.9;

export interface AnswersParts {
  entries: readonly Entry[];
  lexicon: Lexicon;
}

/** Indexes the entries and sets the thresholds from the lexicon's decoys. Pure: the same question gets the same result. */
export function createAnswers(parts: AnswersParts): Answers {
  return atOnce(answersSteps(parts));
}

/** The same in pieces of a few milliseconds, for a process that serves members meanwhile. */
export function* answersSteps({ entries, lexicon }: AnswersParts): Steps<Answers> {
  const rank = yield* rankingSteps(entries, lexicon);
  const thresholds = yield* thresholdSteps(rank, lexicon.decoys);

  const one = (question: string): Result => {
    const hits = rank(question, MOST_ANSWERS);
    const answers = hits.map(({ id, score }) => ({ id, score }));
    const best = answers[0]?.score ?? 0;
    const lead = best - (answers[1]?.score ?? 0);
    const asWritten = (hits[0]?.close ?? 0) >= AS_WRITTEN && (hits[1]?.close ?? 0) < AS_WRITTEN;
    const sure = asWritten || (best >= thresholds.sure && lead >= thresholds.lead * best);
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

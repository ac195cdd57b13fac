import type { Hit } from './ranking.ts';
import type { Thresholds } from './thresholds.ts';

export { answersSteps, createAnswers } from './search.ts';
export { atOnce } from './steps.ts';
export type { Steps } from './steps.ts';
export { parseLexicon } from './lexicon.ts';
export type { Lexicon } from './lexicon.ts';
export type { Entry, Hit } from './ranking.ts';

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

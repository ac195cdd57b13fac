import { fold } from '../core/text.ts';
import type { Ranking } from './ranking.ts';
import type { Steps } from './steps.ts';

/** From which score on an entry is offered, and from which it is given as the answer. */
export interface Thresholds {
  offer: number;
  sure: number;
  /** How far the best must lead over the second to be sure, as a share of the best. */
  lead: number;
}

const OFFER_PERCENTILE = 0.965;
const SURE_PERCENTILE = 0.985;
const LEAD = 0.25;
/** Where unrelated texts score low, near ones without an entry still reach this. */
const LEAST_SURE = 0.4;
// Without decoys nothing is known about this FAQ: these are middling values over several FAQs.
const WITHOUT_DECOYS: Thresholds = { offer: 0.35, sure: 0.5, lead: LEAD };

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Sets the thresholds from what unrelated texts, with and without marks, score on this very index. */
export function* thresholdSteps(rank: Ranking, decoys: readonly string[]): Steps<Thresholds> {
  if (decoys.length < 20) return WITHOUT_DECOYS;
  const texts = decoys.flatMap((text) => [text, fold(text)]);
  const scores: number[] = [];
  for (const text of texts) {
    scores.push(rank(text, 1)[0]?.score ?? 0);
    yield;
  }
  scores.sort((a, b) => a - b);
  return {
    offer: percentile(scores, OFFER_PERCENTILE),
    sure: Math.max(LEAST_SURE, percentile(scores, SURE_PERCENTILE)),
    lead: LEAD,
  };
}

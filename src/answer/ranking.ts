import { highest } from './best.ts';
import type { Ear } from './candidates.ts';
import { documentSteps } from './documents.ts';
import { createFeatures } from './features.ts';
import { backgroundOf } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import { createReader } from './normalise.ts';
import { WEIGHTS, certainty, entryScore } from './score.ts';
import { spellingSteps } from './spelling.ts';
import type { Text } from './documents.ts';
import { atOnce } from './steps.ts';
import type { Steps } from './steps.ts';
import type { Word } from './tokens.ts';
import { createVocabulary } from './vocabulary.ts';

/** One question of the FAQ, in all the ways editors wrote it. */
export interface Entry {
  id: string;
  phrasings: readonly string[];
  answer?: string;
}

/** An entry and how well it fits, 0 to 1. */
export interface Hit {
  id: string;
  score: number;
}

/** `close`: how well the best of its phrasings alone fits; 1 is the same words. */
export interface RankedHit extends Hit {
  close: number;
}

/** Ranks entries for a question, best first, at most `most`. */
export type Ranking = (question: string, most: number) => RankedHit[];

// Abbreviations of two letters are too short to be told from a slip of the finger.
const SHORTEST_TO_CORRECT = 3;
/** Short texts of the lexicon: well under a millisecond. */
const TEXTS_A_STEP = 20;

function hasMarks(words: readonly Word[]): boolean {
  return words.some((word) => word.marked !== '' && word.marked !== word.plain);
}

/** Reads the entries and the lexicon; the ear then knows the words of both. */
function* listenSteps(
  entries: readonly Entry[],
  lexicon: Lexicon,
): Steps<{ texts: Text[]; heard: (question: string) => Word[] }> {
  const reader = createReader(lexicon);
  const texts: Text[] = [];
  for (const { phrasings, answer } of entries) {
    texts.push({
      phrasings: phrasings.map((text) => reader.written(text)),
      answer: reader.written(answer ?? ''),
    });
    yield;
  }
  const background: Word[][] = [];
  for (const [i, text] of backgroundOf(lexicon).entries()) {
    background.push(reader.written(text));
    if (i % TEXTS_A_STEP === 0) yield;
  }
  const vocabulary = createVocabulary(
    texts.flatMap(({ phrasings, answer }) => [...phrasings, answer]),
    background,
  );
  yield;
  const chat = [...lexicon.chat.keys()].filter((word) => word.length >= SHORTEST_TO_CORRECT);
  const ear: Ear = {
    lexicon,
    vocabulary,
    correct: yield* spellingSteps([...vocabulary.words(), ...chat]),
    known: new Map(),
  };
  yield;
  return { texts, heard: (question: string) => reader.heard(question, ear) };
}

/**
 * Indexes the entries. A question first meets all documents by words and concepts; the nearest entries are then looked
 * at closely, by marks and letters too. The scratch arrays make a ranking not reentrant, but it never waits either.
 */
export function* rankingSteps(entries: readonly Entry[], lexicon: Lexicon): Steps<Ranking> {
  const { texts, heard } = yield* listenSteps(entries, lexicon);
  const featuresOf = createFeatures(lexicon);
  const { layers, pooled } = yield* documentSteps(texts, featuresOf);
  const weights = WEIGHTS;
  const scores = new Float32Array((pooled.at(-1) ?? -1) + 1);
  const nearest = new Float32Array(texts.length);
  const ids = entries.map(({ id }) => id);

  /** The entries that have most in common with the question at first sight. */
  const firstSight = (): number[] => {
    let doc = 0;
    for (let owner = 0; owner < nearest.length; owner++) {
      let best = 0;
      for (const last = pooled[owner] as number; doc <= last; doc++) {
        const score = scores[doc] as number;
        if (score > best) best = score;
      }
      nearest[owner] = best;
    }
    return highest(nearest, weights.rerank);
  };

  return (question, most) => {
    const words = heard(question);
    const features = featuresOf(words);
    const concepts = layers.concepts.vector(features.concepts);
    const marks = hasMarks(words) ? weights.marked : 0;
    const total = weights.plain + weights.grams + marks + (concepts.norm > 0 ? weights.concepts : 0);
    const share = certainty(words) / total;
    scores.fill(0);
    layers.plain.spread(layers.plain.vector(features.plain), weights.plain, scores);
    layers.concepts.spread(concepts, weights.concepts, scores);
    layers.marked.hold(layers.marked.vector(features.marked));
    layers.grams.hold(layers.grams.vector(features.grams));

    const closeUp = (doc: number): number => {
      const score = (scores[doc] as number) + weights.grams * layers.grams.cosine(doc);
      return (marks === 0 ? score : score + marks * layers.marked.cosine(doc)) * share;
    };
    const hits = firstSight().map((owner) => {
      const first = owner === 0 ? 0 : (pooled[owner - 1] as number) + 1;
      const last = pooled[owner] as number;
      let best = 0;
      for (let doc = first; doc < last; doc++) if (scores[doc] !== 0) best = Math.max(best, closeUp(doc));
      const score = entryScore(best, closeUp(last), last === first);
      return { id: ids[owner] ?? '', score, close: best };
    });
    return hits.sort((a, b) => b.score - a.score).slice(0, most);
  };
}

/** The same at once. */
export function createRanking(entries: readonly Entry[], lexicon: Lexicon): Ranking {
  return atOnce(rankingSteps(entries, lexicon));
}

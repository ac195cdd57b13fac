import type { Ear } from './candidates.ts';
import { createFeatures } from './features.ts';
import type { Features } from './features.ts';
import { count, createLayer } from './layer.ts';
import { backgroundOf } from './lexicon.ts';
import type { Lexicon } from './lexicon.ts';
import { createReader } from './normalise.ts';
import { WEIGHTS, entryScore } from './score.ts';
import { createSpelling } from './spelling.ts';
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

/** Ranks entries for a question, best first, at most `most`. */
export type Ranking = (question: string, most: number) => Hit[];

/** Indexes the entries. Documents: every phrasing, and for each entry all its texts pooled. */
export function createRanking(entries: readonly Entry[], lexicon: Lexicon): Ranking {
  const reader = createReader(lexicon);
  const featuresOf = createFeatures(lexicon);
  const texts = entries.map((entry) => ({
    phrasings: entry.phrasings.map((text) => reader.written(text)),
    answer: reader.written(entry.answer ?? ''),
  }));
  const vocabulary = createVocabulary(
    texts.flatMap(({ phrasings, answer }) => [...phrasings, answer]),
    backgroundOf(lexicon).map((text) => reader.written(text)),
  );
  const ear: Ear = {
    lexicon,
    vocabulary,
    correct: createSpelling([
      ...vocabulary.words(),
      ...[...lexicon.chat.keys()].filter((word) => word.length > 2),
    ]),
  };
  const index = indexed(texts, featuresOf);
  const { layers, ownerOf, pooled } = index;
  const scores = new Float32Array(ownerOf.length);
  const fine = new Float32Array(entries.length);
  const pool = new Float32Array(entries.length);

  return (question, most) => {
    const words = reader.heard(question, ear);
    const features = featuresOf(words);
    const touched: number[] = [];
    const seen = (doc: number): void => {
      touched.push(doc);
    };
    const plain = layers.plain.vector(features.plain);
    const concepts = layers.concepts.vector(features.concepts);
    const marked = layers.marked.vector(features.marked);
    const grams = layers.grams.vector(features.grams);
    const total =
      WEIGHTS.plain +
      WEIGHTS.grams +
      (concepts.norm > 0 ? WEIGHTS.concepts : 0) +
      (hasMarks(words) ? WEIGHTS.marked : 0);
    layers.plain.spread(plain, WEIGHTS.plain, scores, seen);
    layers.concepts.spread(concepts, WEIGHTS.concepts, scores, seen);

    const near = new Map<number, number>();
    for (const doc of touched) {
      const owner = ownerOf[doc] ?? 0;
      near.set(owner, Math.max(near.get(owner) ?? 0, scores[doc] ?? 0));
    }
    const chosen = [...near]
      .sort((a, b) => b[1] - a[1])
      .slice(0, WEIGHTS.rerank)
      .map(([owner]) => owner);
    layers.marked.hold(marked);
    layers.grams.hold(grams);
    const withMarks = hasMarks(words);
    const hits: Hit[] = [];
    for (const owner of chosen) {
      fine[owner] = 0;
      pool[owner] = 0;
      const end = pooled[owner] ?? 0;
      for (let doc = (pooled[owner - 1] ?? -1) + 1; doc <= end; doc++) {
        let score = (scores[doc] ?? 0) + WEIGHTS.grams * layers.grams.cosine(doc);
        if (withMarks) score += WEIGHTS.marked * layers.marked.cosine(doc);
        score /= total;
        if (doc === end) pool[owner] = score;
        else if (score > (fine[owner] ?? 0)) fine[owner] = score;
      }
      const alone = end === (pooled[owner - 1] ?? -1) + 1;
      hits.push({
        id: entries[owner]?.id ?? '',
        score: entryScore(fine[owner] ?? 0, pool[owner] ?? 0, alone),
      });
    }
    for (const doc of touched) scores[doc] = 0;
    return hits.sort((a, b) => b.score - a.score).slice(0, most);
  };
}

function hasMarks(words: readonly Word[]): boolean {
  return words.some(
    (word) =>
      word.marked !== '' && word.marked !== word.plain && (WEIGHTS.guessed > 0 || word.guessed !== true),
  );
}

function indexed(
  texts: readonly { phrasings: Word[][]; answer: Word[] }[],
  featuresOf: (words: readonly Word[]) => Features,
) {
  const builders = {
    plain: createLayer(texts.length),
    marked: createLayer(texts.length),
    concepts: createLayer(texts.length),
    grams: createLayer(texts.length),
  };
  const kinds = ['plain', 'marked', 'concepts', 'grams'] as const;
  const ownerOf: number[] = [];
  const pooled: number[] = [];
  for (const [owner, { phrasings, answer }] of texts.entries()) {
    const all = {
      plain: new Map<string, number>(),
      marked: new Map<string, number>(),
      concepts: new Map<string, number>(),
      grams: new Map<string, number>(),
    };
    const add = (features: Features, share: number, own: boolean): void => {
      for (const kind of kinds) {
        count(features[kind], all[kind], share);
        if (own) builders[kind].add(count(features[kind]), owner);
      }
      if (own) ownerOf.push(owner);
    };
    for (const words of phrasings) add(featuresOf(words), 1, true);
    if (answer.length > 0) add(featuresOf(answer), WEIGHTS.answer, false);
    for (const kind of kinds) builders[kind].add(all[kind], owner);
    pooled.push(ownerOf.length);
    ownerOf.push(owner);
  }
  const layers = {
    plain: builders.plain.build({ inverted: true }),
    marked: builders.marked.build(),
    concepts: builders.concepts.build({ inverted: true }),
    grams: builders.grams.build(),
  };
  return { layers, ownerOf: Int32Array.from(ownerOf), pooled };
}

import type { Features } from './features.ts';
import { count, createLayer } from './layer.ts';
import type { Layer } from './layer.ts';
import { WEIGHTS } from './score.ts';
import type { Word } from './tokens.ts';

/** An entry's texts as words. */
export interface Text {
  phrasings: Word[][];
  answer: Word[];
}

/** The index: a layer for each way of looking, over every phrasing and, last of each entry, all its texts pooled. */
export interface Documents {
  layers: Record<keyof Features, Layer>;
  /** The entry of each document. */
  ownerOf: Int32Array;
  /** The pooled document of each entry; those between the one before and it are its phrasings. */
  pooled: Int32Array;
}

const KINDS = ['plain', 'marked', 'concepts', 'grams'] as const;

/** Indexes the texts of all entries. */
export function createDocuments(
  texts: readonly Text[],
  featuresOf: (words: readonly Word[]) => Features,
): Documents {
  const builders = {
    plain: createLayer(texts.length),
    marked: createLayer(texts.length),
    concepts: createLayer(texts.length),
    grams: createLayer(texts.length),
  };
  const ownerOf: number[] = [];
  const pooled: number[] = [];
  for (const [owner, { phrasings, answer }] of texts.entries()) {
    const all = KINDS.map(() => new Map<string, number>());
    const pool = (features: Features, share: number): void => {
      for (const [i, kind] of KINDS.entries()) count(features[kind], all[i], share);
    };
    for (const words of phrasings) {
      const features = featuresOf(words);
      pool(features, 1);
      for (const kind of KINDS) builders[kind].add(count(features[kind]), owner);
      ownerOf.push(owner);
    }
    if (answer.length > 0) pool(featuresOf(answer), WEIGHTS.answer);
    for (const [i, kind] of KINDS.entries()) builders[kind].add(all[i] ?? new Map(), owner);
    pooled.push(ownerOf.length);
    ownerOf.push(owner);
  }
  return {
    layers: {
      plain: builders.plain.build({ inverted: true }),
      marked: builders.marked.build(),
      concepts: builders.concepts.build({ inverted: true }),
      grams: builders.grams.build(),
    },
    ownerOf: Int32Array.from(ownerOf),
    pooled: Int32Array.from(pooled),
  };
}

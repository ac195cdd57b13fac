import type { Features } from './features.ts';
import type { Layer } from './layer.ts';
import { createLayerBuilder } from './layer-builder.ts';
import type { LayerBuilder } from './layer-builder.ts';
import { WEIGHTS } from './score.ts';
import type { Word } from './tokens.ts';
import type { Steps } from './steps.ts';

/** An entry's texts as words. */
export interface Text {
  phrasings: Word[][];
  answer: Word[];
}

/** The index: a layer for each way of looking, over every phrasing and, last of each entry, all its texts pooled. */
export interface Documents {
  layers: { plain: Layer<string>; marked: Layer<string>; concepts: Layer<string>; grams: Layer<number> };
  /** The pooled document of each entry; those between the one before and it are its phrasings. */
  pooled: Uint32Array;
}

/** One document for each phrasing, then one with all of the entry. */
function addEntry<K>(
  builder: LayerBuilder<K>,
  owner: number,
  phrasings: readonly K[][],
  answer: readonly K[],
): void {
  const each = phrasings.map((features) => builder.idsOf(features));
  for (const ids of each) {
    builder.add(ids, 1);
    builder.end(owner);
  }
  for (const ids of each) builder.add(ids, 1);
  builder.add(builder.idsOf(answer), WEIGHTS.answer);
  builder.end(owner);
}

/** Indexes the texts of all entries. */
export function* documentSteps(
  texts: readonly Text[],
  featuresOf: (words: readonly Word[]) => Features,
): Steps<Documents> {
  const plain = createLayerBuilder<string>(texts.length);
  const marked = createLayerBuilder<string>(texts.length);
  const concepts = createLayerBuilder<string>(texts.length);
  const grams = createLayerBuilder<number>(texts.length);
  const pooled: number[] = [];
  for (const [owner, text] of texts.entries()) {
    const each = text.phrasings.map(featuresOf);
    const answer = featuresOf(text.answer);
    const of = <T extends keyof Features>(kind: T): Features[T][] => each.map((features) => features[kind]);
    addEntry(plain, owner, of('plain'), answer.plain);
    addEntry(marked, owner, of('marked'), answer.marked);
    addEntry(concepts, owner, of('concepts'), answer.concepts);
    addEntry(grams, owner, of('grams'), answer.grams);
    pooled.push((pooled.at(-1) ?? -1) + each.length + 1);
    yield;
  }
  const layers: Partial<Documents['layers']> = {};
  layers.plain = plain.build({ inverted: true });
  yield;
  layers.marked = marked.build();
  layers.concepts = concepts.build({ inverted: true });
  yield;
  layers.grams = grams.build();
  return { layers: layers as Documents['layers'], pooled: Uint32Array.from(pooled) };
}

import type { Lexicon } from './lexicon.ts';
import { createPhrases } from './phrases.ts';
import type { Word } from './tokens.ts';

/** The four ways in which a text is looked at. */
export interface Features {
  /** Words without marks. */
  plain: string[];
  /** Words with the marks that were written. */
  marked: string[];
  /** Groups of meaning. */
  concepts: string[];
  /** Runs of three and four letters, spaces left out: they forgive what reading could not repair. */
  grams: string[];
}

const LONGEST_FOR_GRAMS = 400;

function gramsOf(words: readonly Word[]): string[] {
  let letters = '';
  for (const word of words) letters += word.plain;
  letters = letters.slice(0, LONGEST_FOR_GRAMS);
  const grams: string[] = [];
  for (let i = 0; i + 3 <= letters.length; i++) {
    grams.push(letters.slice(i, i + 3));
    if (i + 4 <= letters.length) grams.push(letters.slice(i, i + 4));
  }
  return grams;
}

/** Builds the function that takes a text's words apart. */
export function createFeatures(lexicon: Lexicon): (words: readonly Word[]) => Features {
  const concepts = createPhrases(
    [...lexicon.concepts].flatMap(([concept, texts]) => texts.map((text) => [text, concept] as const)),
  );
  return (words) => {
    const plain = words.map((word) => word.plain);
    const marked = words.filter((word) => word.marked !== '').map((word) => word.marked);
    const found = new Set<string>();
    for (let at = 0; at < words.length; at++)
      for (const concept of concepts.all(words, at)) found.add(concept);
    return { plain, marked, concepts: [...found], grams: gramsOf(words) };
  };
}

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
  /** Runs of three and four letters, spaces left out: they forgive what reading could not repair. Each run is one number. */
  grams: number[];
}

const LONGEST_FOR_GRAMS = 400;
const BITS = 6;
const THREE = 2 ** (3 * BITS) - 1;
const FOUR = 2 ** (4 * BITS) - 1;

/** a–z and 0–9 are 1 to 36; letters of other scripts share what is left of six bits. */
function codeOf(char: number): number {
  if (char >= 97 && char <= 122) return char - 96;
  if (char >= 48 && char <= 57) return char - 21;
  return 37 + (char % 27);
}

function gramsOf(words: readonly Word[]): number[] {
  const grams: number[] = [];
  let run = 0;
  let length = 0;
  for (const { plain } of words) {
    for (let i = 0; i < plain.length && length < LONGEST_FOR_GRAMS; i++) {
      run = ((run << BITS) | codeOf(plain.charCodeAt(i))) & FOUR;
      length++;
      if (length >= 4) grams.push(run);
      if (length >= 3) grams.push(run & THREE);
    }
  }
  return grams;
}

/** Builds the function that takes a text's words apart. */
export function createFeatures(lexicon: Lexicon): (words: readonly Word[]) => Features {
  const concepts = createPhrases(
    [...lexicon.concepts].flatMap(([concept, texts]) => texts.map((text) => [text, concept] as const)),
  );
  return (words) => {
    const plain: string[] = [];
    const marked: string[] = [];
    const found = new Set<string>();
    for (const [at, word] of words.entries()) {
      plain.push(word.plain);
      if (word.marked !== '') marked.push(word.marked);
      for (const concept of concepts.all(words, at)) found.add(concept);
    }
    return { plain, marked, concepts: [...found], grams: gramsOf(words) };
  };
}

import { tokenise, wordOf } from './tokens.ts';
import type { Word } from './tokens.ts';

interface Phrase<T> {
  words: Word[];
  value: T;
}

/** Phrases found in a text word by word; the longest wins. */
export interface Phrases<T> {
  /** The longest phrase that starts at word `at`. */
  at(words: readonly Word[], at: number): { length: number; value: T } | undefined;
  /** Every phrase that starts at word `at`, longest first. */
  all(words: readonly Word[], at: number): T[];
}

/**
 * Marks that were typed must agree; marks that were left out, or put back by likelihood, agree with any, but a word alone
 * (`nha`: the particle, or a house?) says too little for that. A word that stands only in phrases (`đuổi`) is in no vocabulary: likelihood
 * makes `dưới` of `duoi`.
 */
function fits(typed: Word | undefined, wanted: Word, alone: boolean): boolean {
  if (typed === undefined || typed.plain !== wanted.plain) return false;
  return typed.marked === wanted.marked || ((typed.marked === '' || typed.guessed === true) && !alone);
}

/** Builds the finder. */
export function createPhrases<T>(items: Iterable<readonly [text: string, value: T]>): Phrases<T> {
  const byFirst = new Map<string, Phrase<T>[]>();
  for (const [text, value] of items) {
    const words = tokenise(text).map((token) => wordOf(token, true));
    const first = words[0];
    if (first === undefined) continue;
    const list = byFirst.get(first.plain) ?? [];
    list.push({ words, value });
    byFirst.set(first.plain, list);
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  const matches = (words: readonly Word[], at: number): Phrase<T>[] =>
    (byFirst.get(words[at]?.plain ?? '') ?? []).filter((phrase) =>
      phrase.words.every((word, i) => fits(words[at + i], word, phrase.words.length === 1)),
    );
  return {
    at(words, at) {
      const [found] = matches(words, at);
      return found === undefined ? undefined : { length: found.words.length, value: found.value };
    },
    all: (words, at) => matches(words, at).map((phrase) => phrase.value),
  };
}

import type { Word } from './tokens.ts';

/** How often the FAQ says each word, and each word after another: enough to choose between two readings. */
export interface Vocabulary {
  has(plain: string): boolean;
  /** All words without marks, in the order they were first seen. */
  words(): Iterable<string>;
  /** Has the FAQ this word with exactly these marks? */
  hasMarked(marked: string): boolean;
  /** How unexpected `word` is after `previous` ('' at the start), in nats. */
  surprise(word: string, previous: string): number;
}

const BIGRAM_SHARE = 0.6;

/** Counts the words of the FAQ's texts. */
export function createVocabulary(texts: Iterable<readonly Word[]>): Vocabulary {
  const counts = new Map<string, number>();
  const pairs = new Map<string, number>();
  const marked = new Set<string>();
  let total = 0;
  for (const words of texts) {
    let previous = '';
    for (const word of words) {
      counts.set(word.plain, (counts.get(word.plain) ?? 0) + 1);
      if (word.marked !== '') marked.add(word.marked);
      const pair = previous + ' ' + word.plain;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      previous = word.plain;
      total++;
    }
    counts.set('', (counts.get('') ?? 0) + 1);
  }
  const size = total + counts.size + 1;
  return {
    has: (plain) => plain !== '' && counts.has(plain),
    words: () => [...counts.keys()].filter((word) => word !== ''),
    hasMarked: (word) => marked.has(word),
    surprise(word, previous) {
      const alone = ((counts.get(word) ?? 0) + 0.5) / size;
      const before = counts.get(previous) ?? 0;
      const together = before === 0 ? 0 : (pairs.get(previous + ' ' + word) ?? 0) / before;
      return -Math.log(BIGRAM_SHARE * together + (1 - BIGRAM_SHARE) * alone);
    },
  };
}

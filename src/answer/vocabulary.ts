import { createPairs } from './pairs.ts';
import type { Word } from './tokens.ts';

/** How often the FAQ says each word, and each word after another: enough to choose between two readings. */
export interface Vocabulary {
  has(plain: string): boolean;
  /** All words without marks, in the order they were first seen. */
  words(): Iterable<string>;
  /** The marked forms of a word without marks. */
  formsOf(plain: string): readonly string[];
  /** How unexpected `word` is after `previous` ('' at the start), in nats, less what is usual: 0 is an ordinary word. */
  surprise(word: string, previous: string): number;
  /** The same for marked forms. */
  surpriseMarked(form: string, previous: string): number;
}

interface Counts {
  has(word: string): boolean;
  words(): string[];
  surprise(word: string, previous: string): number;
}

interface Counter extends Counts {
  add(words: readonly string[], weight: number): void;
}

const BIGRAM_SHARE = 0.6;

function createCounter(): Counter {
  const ids = new Map<string, number>([['', 0]]);
  const counts: number[] = [0];
  const pairs = createPairs();
  let total = 0;
  let usual: number | undefined;
  const learnt = (word: string): number => {
    let id = ids.get(word);
    if (id === undefined) {
      ids.set(word, (id = counts.length));
      counts.push(0);
    }
    return id;
  };
  const raw = (word: number | undefined, previous: number | undefined): number => {
    const alone = ((counts[word ?? -1] ?? 0) + 0.5) / (total + counts.length + 1);
    const before = counts[previous ?? -1] ?? 0;
    const together =
      before === 0 || word === undefined || previous === undefined ? 0 : pairs.get(previous, word) / before;
    return -Math.log(BIGRAM_SHARE * together + (1 - BIGRAM_SHARE) * alone);
  };
  const measureUsual = (): number => {
    let sum = 0;
    for (const [id, count] of counts.entries()) sum += count * raw(id, undefined);
    return total === 0 ? 0 : sum / total;
  };
  return {
    add(words, weight) {
      let previous = 0;
      for (const word of words) {
        const id = learnt(word);
        counts[id] = (counts[id] ?? 0) + weight;
        pairs.add(previous, id, weight);
        previous = id;
        total += weight;
      }
      counts[0] = (counts[0] ?? 0) + weight;
    },
    has: (word) => ids.has(word),
    words: () => [...ids.keys()].filter((word) => word !== ''),
    surprise: (word, previous) => raw(ids.get(word), ids.get(previous)) - (usual ??= measureUsual()),
  };
}

// A text of the lexicon is Vietnamese too, but it is not this FAQ.
const BACKGROUND = 0.3;

/** Counts the words of the FAQ's texts, and with less weight those of the lexicon. */
export function createVocabulary(
  texts: Iterable<readonly Word[]>,
  background: Iterable<readonly Word[]> = [],
): Vocabulary {
  const plain = createCounter();
  const marked = createCounter();
  const forms = new Map<string, string[]>();
  const learn = (words: readonly Word[], weight: number): void => {
    marked.add(
      words.map((word) => word.marked || word.plain),
      weight,
    );
    for (const word of words) {
      if (word.marked === '') continue;
      const list = forms.get(word.plain);
      if (list === undefined) forms.set(word.plain, [word.marked]);
      else if (!list.includes(word.marked)) list.push(word.marked);
    }
  };
  for (const words of texts) {
    plain.add(
      words.map((word) => word.plain),
      1,
    );
    learn(words, 1);
  }
  for (const words of background) learn(words, BACKGROUND);
  return {
    has: (word) => word !== '' && plain.has(word),
    words: plain.words,
    formsOf: (word) => forms.get(word) ?? [],
    surprise: plain.surprise,
    surpriseMarked: marked.surprise,
  };
}

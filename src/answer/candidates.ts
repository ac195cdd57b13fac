import { fold } from '../core/text.ts';
import type { Lexicon } from './lexicon.ts';
import { shapeOf } from './letters.ts';
import type { Correction } from './spelling.ts';
import { cuts } from './split.ts';
import { shortened } from './stretch.ts';
import { isPlainSyllable, isSyllable } from './syllable.ts';
import { fromTelex } from './telex.ts';
import { isMarked, isWord, tokenise, wordOf } from './tokens.ts';
import type { Word } from './tokens.ts';
import { fromVni } from './vni.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One way of reading `length` tokens: the words it gives and how far-fetched it is (nats). */
export interface Reading {
  words: Word[];
  cost: number;
  length: number;
}

/** Everything needed to read a member's token. */
export interface Ear {
  lexicon: Lexicon;
  vocabulary: Vocabulary;
  correct(typed: string): Correction[];
  /** Readings of tokens met before: people use the same few thousand. */
  known: Map<string, readonly Reading[]>;
}

const COST = {
  chat: 1,
  nextReading: 1.5,
  chatMistyped: 2.5,
  chatOfWord: 2.5,
  keys: 0.5,
  keysOfWord: 3,
  stretch: 0.5,
  unknown: 3,
  unknownLetter: 1.2,
  foreign: 1,
  cut: 1,
  joined: 1.5,
};
const MOST_CORRECTIONS = 5;
const LONGEST_SYLLABLE = 7;
const MOST_KNOWN = 5_000;

function words(text: string): Word[] {
  return tokenise(text).map((token) => wordOf(token, true));
}

function unsure(list: Word[]): Word[] {
  return list.map((word) => ({ ...word, unsure: true as const }));
}

/** All plausible readings of one token, remembered while there is room. */
export function readingsOf(token: string, ear: Ear): readonly Reading[] {
  const before = ear.known.get(token);
  if (before !== undefined) return before;
  const found = findReadings(token, ear);
  if (ear.known.size >= MOST_KNOWN) ear.known.clear();
  ear.known.set(token, found);
  return found;
}

/** A valid syllable that carries marks is what it is. */
function findReadings(token: string, ear: Ear): Reading[] {
  const marked = isMarked(token);
  const valid = isWord(token);
  const self = wordOf(token, false);
  if (marked && valid) return [{ words: [self], cost: 0, length: 1 }];
  const known = !marked && ear.vocabulary.has(self.plain);
  const found: Reading[] = [];
  const add = (list: Word[], cost: number): void => {
    found.push({ words: list, cost, length: 1 });
  };
  add([self], known ? 0 : valid ? COST.foreign : COST.unknown + COST.unknownLetter * token.length);
  const chat = marked ? [] : (ear.lexicon.chat.get(fold(token)) ?? []);
  if (/^\d+$/.test(token)) return found;

  if (!marked) {
    for (const [i, text] of chat.entries()) {
      add(words(text), (valid || known ? COST.chatOfWord : COST.chat) + i * COST.nextReading);
    }
    const typed = fromTelex(token) ?? fromVni(token);
    if (typed !== undefined) add([wordOf(typed, true)], valid || known ? COST.keysOfWord : COST.keys);
  }
  for (const short of shortened(token)) {
    if (isWord(short)) add([wordOf(short, false)], COST.stretch);
    for (const text of ear.lexicon.chat.get(fold(short)) ?? []) add(words(text), COST.stretch + COST.chat);
  }
  if (known && valid) return found;
  const { plain } = shapeOf(token);
  const doubt = (valid ? 1 : 0) + (chat.length > 0 ? 2 : 0) + (plain.length === 2 ? 1 : 0);
  for (const { word, cost } of ear.correct(plain).slice(0, MOST_CORRECTIONS)) {
    const meant = ear.vocabulary.has(word) ? undefined : ear.lexicon.chat.get(word)?.[0];
    if (meant === undefined) add([{ plain: word, marked: '', unsure: true }], cost + doubt);
    else if (!valid) add(unsure(words(meant)), cost + doubt + COST.chatMistyped);
  }
  if (!valid && (token.length > 3 || marked)) {
    for (const cut of cuts(token, ear)) {
      add(cut.words, cut.cost + COST.cut * cut.words.length);
    }
  }
  return found;
}

/** Two tokens that are one word with a space too many (`đo àn`), when at least one of them is no word. */
export function joinedReading(first: string, second: string, ear: Ear): Reading | undefined {
  if (first.length + second.length > LONGEST_SYLLABLE || /\d/.test(first + second)) return undefined;
  if (isWord(first) && isWord(second) && first.length > 1 && second.length > 1) return undefined;
  const whole = first + second;
  const shape = shapeOf(whole);
  if (!(isMarked(whole) ? isSyllable(shape) : isPlainSyllable(shape.plain))) return undefined;
  const word = wordOf(whole, false);
  return ear.vocabulary.has(word.plain) ? { words: [word], cost: COST.joined, length: 2 } : undefined;
}

import type { Ear } from './candidates.ts';
import { fold } from '../core/text.ts';
import { shapeOf } from './letters.ts';
import { isPlainSyllable, isSyllable } from './syllable.ts';
import { isMarked, tokenise, wordOf } from './tokens.ts';
import type { Word } from './tokens.ts';

/** One way of cutting a token: its words and how far-fetched each of them is (nats); `fit` also counts their order. */
export interface Cut {
  words: Word[];
  cost: number;
  fit: number;
}

const LONGEST_PIECE = 10;
const KEPT = 3;
const UNKNOWN_PIECE = 3;
const CHAT_PIECE = 1.5;
const LM = 0.5;

/** What a piece may be, and what it costs by itself; `undefined` when it cannot be a word. */
function pieceOf(piece: string, ear: Ear): { words: Word[]; cost: number } | undefined {
  const word = wordOf(piece, false);
  const known = ear.vocabulary.has(word.plain);
  if (/^\d+$/.test(piece)) return { words: [word], cost: known ? 0 : 2 };
  const marked = isMarked(piece);
  const shape = shapeOf(piece);
  if (marked ? isSyllable(shape) : isPlainSyllable(shape.plain)) {
    // One letter is rarely a word (à, ý, ở are).
    return { words: [word], cost: (known ? 0 : UNKNOWN_PIECE) + (piece.length === 1 ? 2 : 0) };
  }
  if (marked || piece.length < 2) return undefined;
  const chat = ear.lexicon.chat.get(fold(piece))?.[0];
  if (chat !== undefined)
    return { words: tokenise(chat).map((token) => wordOf(token, true)), cost: CHAT_PIECE };
  return known && piece.length >= 3 ? { words: [word], cost: 1 } : undefined;
}

/**
 * The most likely ways of cutting a token whose spaces were lost (`côngđoàn` → `công đoàn`), best first: dynamic
 * programming over syllables, preferring words that the FAQ says, in the order it says them. At least two pieces.
 */
export function cuts(token: string, ear: Ear): Cut[] {
  const best: Cut[][] = [[{ words: [], cost: 0, fit: 0 }]];
  for (let end = 1; end <= token.length; end++) {
    const here: Cut[] = [];
    for (let start = Math.max(0, end - LONGEST_PIECE); start < end; start++) {
      const before = best[start] ?? [];
      if (before.length === 0 || (start === 0 && end === token.length)) continue;
      const piece = pieceOf(token.slice(start, end), ear);
      if (piece === undefined) continue;
      for (const cut of before) {
        let fit = cut.fit + piece.cost + 1;
        let previous = cut.words.at(-1)?.plain ?? '';
        for (const word of piece.words) {
          fit += LM * ear.vocabulary.surprise(word.plain, previous);
          previous = word.plain;
        }
        here.push({ words: [...cut.words, ...piece.words], cost: cut.cost + piece.cost, fit });
      }
    }
    best.push(here.sort((a, b) => a.fit - b.fit).slice(0, KEPT));
  }
  return best[token.length] ?? [];
}

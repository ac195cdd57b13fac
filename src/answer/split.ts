import { shapeOf } from './letters.ts';
import { isPlainSyllable, isSyllable } from './syllable.ts';
import { isMarked, wordOf } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One way of cutting a token into syllables. */
export interface Cut {
  pieces: string[];
  cost: number;
}

const LONGEST_PIECE = 8;
const KEPT = 3;
const UNKNOWN_PIECE = 4;
const LM = 0.5;

/** What a piece costs by itself; `undefined` when it cannot be a word. */
function pieceCost(piece: string, vocabulary: Vocabulary): number | undefined {
  const known = vocabulary.has(wordOf(piece, false).plain);
  if (/^\d+$/.test(piece)) return known ? 0 : 2;
  const shape = shapeOf(piece);
  const valid = isMarked(piece) ? isSyllable(shape) : isPlainSyllable(shape.plain);
  if (!valid) return known && !isMarked(piece) && piece.length >= 3 ? 1 : undefined;
  // One letter is rarely a word (à, ý, ở are).
  const short = piece.length === 1 ? 2 : 0;
  return (known ? 0 : UNKNOWN_PIECE) + short;
}

/**
 * The most likely ways of cutting a token whose spaces were lost (`côngđoàn` → `công đoàn`), best first: dynamic
 * programming over syllables, preferring words that the FAQ says, in the order it says them. At least two pieces.
 */
export function cuts(token: string, vocabulary: Vocabulary): Cut[] {
  const best: Cut[][] = [[{ pieces: [], cost: 0 }]];
  for (let end = 1; end <= token.length; end++) {
    const here: Cut[] = [];
    for (let start = Math.max(0, end - LONGEST_PIECE); start < end; start++) {
      const before = best[start] ?? [];
      if (before.length === 0 || (start === 0 && end === token.length)) continue;
      const piece = token.slice(start, end);
      const own = pieceCost(piece, vocabulary);
      if (own === undefined) continue;
      const key = wordOf(piece, false).plain;
      for (const cut of before) {
        const previous = cut.pieces.at(-1);
        const surprise = vocabulary.surprise(
          key,
          previous === undefined ? '' : wordOf(previous, false).plain,
        );
        here.push({ pieces: [...cut.pieces, piece], cost: cut.cost + own + LM * surprise });
      }
    }
    best.push(here.sort((a, b) => a.cost - b.cost).slice(0, KEPT));
  }
  return best[token.length] ?? [];
}

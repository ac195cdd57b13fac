/** Questions that ask for the same thing, put together. */
import { fold } from '../core/text.ts';
import type { Lexicon } from './lexicon.ts';
import { createRanking } from './ranking.ts';

/** From this score on two questions are one: only courtesy, spelling or a word or two differ. */
const LIKE = 0.5;
/** So many of the nearest are looked at. */
const NEAREST = 12;

const key = (question: string): string =>
  fold(question)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/**
 * Groups of places in `questions`, the largest first, of equals the one that was asked first. Pure; a few milliseconds for a
 * hundred different questions.
 */
export function groupByLikeness(questions: readonly string[], lexicon: Lexicon): number[][] {
  const same = new Map<string, number[]>();
  for (const [place, question] of questions.entries()) {
    const list = same.get(key(question));
    if (list === undefined) same.set(key(question), [place]);
    else list.push(place);
  }
  const different = [...same.values()];
  const rank = createRanking(
    different.map(([first = 0], i) => ({ id: String(i), phrasings: [questions[first] ?? ''] })),
    lexicon,
  );
  const leader = different.map((_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (leader[at] !== at) at = leader[at] ?? at;
    return at;
  };
  for (const [i, [first = 0]] of different.entries()) {
    for (const { id, score } of rank(questions[first] ?? '', NEAREST)) {
      if (score >= LIKE) leader[Math.max(find(i), find(Number(id)))] = Math.min(find(i), find(Number(id)));
    }
  }
  const groups = new Map<number, number[]>();
  for (const [i, places] of different.entries())
    groups.set(find(i), [...(groups.get(find(i)) ?? []), ...places]);
  return [...groups.values()]
    .map((places) => places.sort((a, b) => a - b))
    .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

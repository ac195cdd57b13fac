import type { Steps } from './steps.ts';

/** Well under a millisecond. */
const WORDS_A_STEP = 100;

/** A word of the vocabulary one slip of the finger away, and how unlikely that slip is (nats). */
export interface Correction {
  word: string;
  cost: number;
}

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const PLACE = new Map<string, readonly [number, number]>();
for (const [row, keys] of ROWS.entries()) {
  for (const [column, key] of [...keys].entries()) PLACE.set(key, [row, column + row * 0.4]);
}

/** Are the two keys side by side on a phone's keyboard? */
function neighbours(a: string, b: string): boolean {
  const [first, second] = [PLACE.get(a), PLACE.get(b)];
  if (first === undefined || second === undefined) return false;
  return Math.abs(first[0] - second[0]) <= 1 && Math.abs(first[1] - second[1]) <= 1.1;
}

function deletes(word: string): string[] {
  const found: string[] = [];
  for (let i = 0; i < word.length; i++) found.push(word.slice(0, i) + word.slice(i + 1));
  return found;
}

/** The cost of typing `typed` for `meant`, one edit apart; `undefined` when more than one edit is needed. */
export function slip(typed: string, meant: string): number | undefined {
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start++;
  let end = 0;
  const most = Math.min(typed.length, meant.length) - start;
  while (end < most && typed[typed.length - 1 - end] === meant[meant.length - 1 - end]) end++;
  const was = typed.slice(start, typed.length - end);
  const is = meant.slice(start, meant.length - end);
  // The first letter is the one that people get right.
  const first = start === 0 ? 0.5 : 0;
  if (was.length === 1 && is.length === 1) return (neighbours(was, is) ? 2 : 3) + first;
  if (was.length === 0 && is.length === 1) return 2.4 + first;
  if (was.length === 1 && is.length === 0) {
    const doubled = was === typed[start - 1] || was === typed[start + 1];
    const near = neighbours(was, typed[start - 1] ?? '') || neighbours(was, typed[start + 1] ?? '');
    return doubled ? 1.2 : near ? 2 : 2.6;
  }
  if (was.length === 2 && is.length === 2 && was[0] === is[1] && was[1] === is[0]) return 1.8 + first;
  return undefined;
}

/**
 * A finder of words one edit away (a letter more, fewer, other, or two swapped). Deletions of every word are indexed
 * beforehand, as in SymSpell, so that a look-up does not walk the vocabulary.
 */
export function* spellingSteps(words: Iterable<string>): Steps<(typed: string) => Correction[]> {
  const index = new Map<string, string[]>();
  const add = (key: string, word: string): void => {
    const list = index.get(key);
    if (list === undefined) index.set(key, [word]);
    else if (!list.includes(word)) list.push(word);
  };
  let count = 0;
  for (const word of words) {
    if (word.length < 2 || word.length > 20) continue;
    add(word, word);
    for (const shorter of deletes(word)) add(shorter, word);
    if (++count % WORDS_A_STEP === 0) yield;
  }
  return (typed) => {
    if (typed.length < 2 || typed.length > 20) return [];
    const found = new Map<string, number>();
    for (const key of [typed, ...deletes(typed)]) {
      for (const word of index.get(key) ?? []) {
        if (word === typed || found.has(word)) continue;
        const cost = slip(typed, word);
        if (cost !== undefined) found.set(word, cost);
      }
    }
    return [...found].map(([word, cost]) => ({ word, cost })).sort((a, b) => a.cost - b.cost);
  };
}

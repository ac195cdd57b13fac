/** How the engine grows: build time, memory and time a question with made-up entries that use words as the sets do. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Entry } from '../../src/answer/ranking.ts';
import { createAnswers } from '../../src/answer/search.ts';
import { readLexicon } from './sets.ts';
import type { TestSet } from './sets.ts';

/** One size: `buildMs` by CPU, all threads; `heapMb` is what the index keeps, `p50` and `p99` microseconds a question. */
export interface Growth {
  entries: number;
  buildMs: number;
  heapMb: number;
  p50: number;
  p99: number;
}

const SIZES = [200, 1_000, 10_000];
const PHRASINGS = 3;
const ANSWER_WORDS = 40;
const SEED = 42;
/** The least of so many counts: whatever else this machine does at the time only adds. */
const ROUNDS = 3;

/** mulberry32: the same entries each time. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Entries by a chain of word pairs: their words are as common and as rare as in real questions. */
export function madeUp(sets: readonly TestSet[], size: number): Entry[] {
  const next = chance(SEED);
  const follow = new Map<string, string[]>();
  const starts: string[] = [];
  for (const { entries } of sets) {
    for (const text of entries.flatMap(({ phrasings, answer = '' }) => [...phrasings, answer])) {
      const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
      if (words[0] !== undefined) starts.push(words[0]);
      for (const [i, word] of words.entries()) {
        const after = words[i + 1];
        if (after === undefined) break;
        const list = follow.get(word);
        if (list === undefined) follow.set(word, [after]);
        else list.push(after);
      }
    }
  }
  const pick = (list: readonly string[]): string => list[Math.floor(next() * list.length)] ?? '';
  const chain = (length: number): string => {
    const words = [pick(starts)];
    while (words.length < length) words.push(pick(follow.get(words.at(-1) ?? '') ?? starts));
    return words.join(' ');
  };
  return Array.from({ length: size }, (_, i) => ({
    id: `made-up-${i}`,
    phrasings: Array.from({ length: PHRASINGS }, () => chain(5 + Math.floor(next() * 9))),
    answer: chain(ANSWER_WORDS),
  }));
}

function used(collect: () => void): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1_048_576;
}

/** Measures each size with the questions of the first set, every kind of writing. */
export function growth(sets: readonly TestSet[]): Growth[] {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const questions = (sets[0]?.queries ?? []).map(({ text }) => text);
  const lexicon = readLexicon();
  return SIZES.map((size) => {
    const entries = madeUp(sets, size);
    const before = used(collect);
    const builds: number[] = [];
    let answers = createAnswers({ entries: [], lexicon });
    for (let i = 0; i < ROUNDS; i++) {
      const start = process.cpuUsage();
      answers = createAnswers({ entries, lexicon });
      const { user, system } = process.cpuUsage(start);
      builds.push((user + system) / 1000);
    }
    const times = new Float64Array(questions.length).fill(Infinity);
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, text] of questions.entries()) {
        const start = performance.now();
        answers.ask(text);
        times[i] = Math.min(times[i] ?? Infinity, (performance.now() - start) * 1000);
      }
    }
    times.sort();
    const heapMb = used(collect) - before;
    const at = (share: number): number => times[Math.floor(share * times.length)] ?? Number.NaN;
    // Asked once more after the measurement, so that the index is still there when memory is read.
    answers.ask('');
    return { entries: size, buildMs: Math.min(...builds), heapMb, p50: at(0.5), p99: at(0.99) };
  });
}

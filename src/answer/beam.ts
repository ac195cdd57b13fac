import { joinedReading, readingsOf } from './candidates.ts';
import type { Ear } from './candidates.ts';
import type { Word } from './tokens.ts';

const WIDTH = 6;
const LM = 0.5;

interface Path {
  words: Word[];
  cost: number;
}

/** The likeliest way to read all tokens together: a beam over the readings of each, weighed by what follows what. */
export function read(tokens: readonly string[], ear: Ear): Word[] {
  const beams: Path[][] = [[{ words: [], cost: 0 }]];
  for (let at = 0; at < tokens.length; at++) {
    const paths = (beams[at] ?? []).sort((a, b) => a.cost - b.cost).slice(0, WIDTH);
    const token = tokens[at] ?? '';
    const next = tokens[at + 1];
    const joined = next === undefined ? undefined : joinedReading(token, next, ear);
    const known = readingsOf(token, ear);
    const readings = joined === undefined ? known : [...known, joined];
    for (const reading of readings) {
      const target = (beams[at + reading.length] ??= []);
      for (const path of paths) {
        let cost = path.cost + reading.cost;
        let previous = path.words.at(-1)?.plain ?? '';
        for (const word of reading.words) {
          cost += LM * ear.vocabulary.surprise(word.plain, previous);
          previous = word.plain;
        }
        target.push({ words: [...path.words, ...reading.words], cost });
      }
    }
  }
  const last = beams[tokens.length] ?? [];
  return last.reduce((best, path) => (path.cost < best.cost ? path : best), last[0] ?? { words: [], cost: 0 })
    .words;
}

import type { Word } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

interface Path {
  cost: number;
  before: Path | undefined;
  form: string;
}

/**
 * Gives words that were typed without marks the marks they most likely have, in the light of their neighbours: the best
 * path through the forms that the FAQ and the lexicon know. Words that carry marks, and unknown ones, stay.
 */
export function restoreMarks(words: readonly Word[], vocabulary: Vocabulary): Word[] {
  if (words.every((word) => word.marked !== '')) return [...words];
  let paths: Path[] = [{ cost: 0, before: undefined, form: '' }];
  for (const word of words) {
    const known = word.marked === '' ? vocabulary.formsOf(word.plain) : [word.marked];
    const forms = known.length === 0 ? [word.plain] : known;
    paths = forms.map((form) => {
      let best: Path | undefined;
      for (const before of paths) {
        const cost = before.cost + vocabulary.surpriseMarked(form, before.form);
        if (best === undefined || cost < best.cost) best = { cost, before, form };
      }
      return best ?? { cost: 0, before: undefined, form };
    });
  }
  let path = paths.reduce((best, other) => (other.cost < best.cost ? other : best));
  const restored = [...words];
  for (let at = words.length - 1; at >= 0; at--) {
    const word = words[at];
    if (word?.marked === '' && vocabulary.formsOf(word.plain).length > 0) {
      restored[at] = { ...word, marked: path.form, guessed: true };
    }
    if (path.before !== undefined) path = path.before;
  }
  return restored;
}

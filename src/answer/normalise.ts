import { read } from './beam.ts';
import type { Ear } from './candidates.ts';
import { fold } from '../core/text.ts';
import { TONES, letter } from './letters.ts';
import type { Lexicon } from './lexicon.ts';
import { restoreMarks } from './marks.ts';
import { createPhrases } from './phrases.ts';
import type { Phrases } from './phrases.ts';
import { isMarked, isWord, tokenise, wordOf } from './tokens.ts';
import { fromTelex } from './telex.ts';
import type { Word } from './tokens.ts';
import { fromVni } from './vni.ts';

const OLD_PLACE = /(?<![\p{L}\p{M}])(\p{L}*)(ó|ò|ỏ|õ|ọ|ú|ù|ủ|ũ|ụ)(a|e|y)(?![\p{L}\p{M}])/gu;

/** Moves a tone from its old place to the new one (hòa → hoà, thúy → thuý); every other text stays as it is. */
function newPlace(whole: string, onset: string, toned: string, last: string): string {
  const parts = letter(toned);
  const glide = parts?.plain === 'o' ? last !== 'y' : last === 'y' && !onset.endsWith('q');
  if (parts === undefined || !glide || onset.endsWith('q')) return whole;
  return onset + parts.shaped + (last + (TONES[parts.tone] ?? '')).normalize('NFC');
}

/** One spelling for equal texts: NFC, lower case, tones in the new place, single spaces. Twice is once; no letter is lost. */
export function normalise(text: string): string {
  const lower = text.normalize('NFC').toLowerCase().normalize('NFC');
  return lower.replace(OLD_PLACE, newPlace).replace(/\s+/gu, ' ').trim();
}

/** Turns texts into words that can be compared: the FAQ's own, and a member's. */
export interface Reader {
  /** The words of an editor's text: well written, so only abbreviations are spelt out. */
  written(text: string): Word[];
  /** The words a member meant, however they were typed. */
  heard(text: string, ear: Ear): Word[];
}

// From this share of marked words on, a word without marks is meant to have none.
const WRITTEN_WITH_MARKS = 0.3;

function replaced(words: readonly Word[], phrases: Phrases<Word[]>): Word[] {
  const result: Word[] = [];
  for (let at = 0; at < words.length;) {
    const found = phrases.at(words, at);
    const word = words[at];
    if (found === undefined) {
      if (word !== undefined) result.push(word);
      at++;
    } else {
      result.push(...found.value);
      at += found.length;
    }
  }
  return result;
}

const MOST_REMEMBERED = 20_000;

/** Editors, too, use the same few thousand words. */
function remembered(read: (token: string) => Word[]): (token: string) => readonly Word[] {
  const known = new Map<string, readonly Word[]>();
  return (token) => {
    let words = known.get(token);
    if (words !== undefined) return words;
    words = read(token);
    if (known.size < MOST_REMEMBERED) known.set(token, words);
    return words;
  };
}

/** Were marks typed here, be it as keys that nobody turned into marks? */
function typedWithMarks(token: string): boolean {
  return isMarked(token) || (!isWord(token) && (fromTelex(token) ?? fromVni(token)) !== undefined);
}

/** Builds a reader from the lexicon. */
export function createReader(lexicon: Lexicon): Reader {
  const spelt = (text: string): Word[] => tokenise(text).map((token) => wordOf(token, true));
  const synonyms = createPhrases(
    [...lexicon.synonyms].flatMap(([one, others]) =>
      [one, ...others].map((other) => [other, spelt(one)] as const),
    ),
  );
  const polite = createPhrases(lexicon.politeness.map((text) => [text, [] as Word[]] as const));
  const finish = (words: Word[]): Word[] => {
    const same = replaced(words, synonyms);
    const said = replaced(same, polite);
    return said.length > 0 ? said : same;
  };
  const abbreviation = (token: string): string | undefined => {
    if (isMarked(token) || isWord(token) || token.length < 2) return undefined;
    const readings = lexicon.chat.get(fold(token));
    return readings?.length === 1 ? readings[0] : undefined;
  };
  const writtenAs = (sure: boolean) =>
    remembered((token) => {
      const full = abbreviation(token);
      return full === undefined ? [wordOf(token, sure)] : spelt(full);
    });
  const [inMarked, inPlain] = [writtenAs(true), writtenAs(false)];
  return {
    written(text) {
      const tokens = tokenise(text, 2000);
      const known = tokens.some(isMarked) ? inMarked : inPlain;
      return finish(tokens.flatMap((token) => known(token)));
    },
    heard(text, ear) {
      const tokens = tokenise(text);
      const words = read(tokens, ear);
      const sure = tokens.filter(typedWithMarks).length >= WRITTEN_WITH_MARKS * tokens.length;
      for (const [i, word] of words.entries()) {
        if (sure && word.marked === '' && word.unsure !== true)
          words[i] = { plain: word.plain, marked: word.plain };
      }
      return finish(restoreMarks(words, ear.vocabulary));
    },
  };
}

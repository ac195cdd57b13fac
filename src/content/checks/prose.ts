/** Every stretch of words that a member reads, with the place where it stands. */
import type { Read } from '../bundle.ts';
import type { Entry } from '../items.ts';
import type { Source } from '../source.ts';

export interface Prose {
  source: Source;
  /** Offset of `text` in the source. */
  at: number;
  text: string;
  /** Members ask it (a question, not an answer): it may name what an answer must not say. */
  asked: boolean;
  kind: Entry['item']['kind'] | 'wording';
}

export interface Sentence {
  at: number;
  text: string;
}

export function proseOf(read: Read): Prose[] {
  const items = read.entries.flatMap(({ item, yaml, body }) => {
    const of = (at: number, text: string, asked: boolean): Prose => ({
      source: yaml.source,
      at,
      text,
      asked,
      kind: item.kind,
    });
    const title = item.kind === 'faq' ? yaml.at(['cau_hoi']) : yaml.at(['tieu_de']);
    const sections = [body.text, body.zalo, body.read].filter((part) => part !== undefined);
    const words = yaml.source.text.slice(title.at, title.at + title.length);
    return [of(title.at, words, item.kind === 'faq'), ...sections.map(({ at, text }) => of(at, text, false))];
  });
  const said = read.said.map(({ wording, at, raw }): Prose => {
    const source = read.sources.get(wording.path)!;
    return { source, at, text: raw, asked: false, kind: 'wording' };
  });
  return [...items, ...said];
}

const SEGMENTER = new Intl.Segmenter('vi', { granularity: 'sentence' });

/** Sentences of a stretch, offsets in the file; a line ends a sentence. */
export function sentencesOf(prose: Prose): Sentence[] {
  const found: Sentence[] = [];
  for (const line of prose.text.matchAll(/[^\n]+/g)) {
    for (const { segment, index } of SEGMENTER.segment(line[0])) {
      const lead = /^[\s\-*•]*/.exec(segment)![0].length;
      const text = segment.slice(lead).trimEnd();
      if (text) found.push({ at: prose.at + line.index + index + lead, text });
    }
  }
  return found;
}

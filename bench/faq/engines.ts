/** Our engine and its peers behind one function. Peers get the phrasings and answers as documents; the best counts for its entry. */
import { fold } from '../../src/core/text.ts';
import type { Entry, Hit } from '../../src/answer/ranking.ts';
import { createAnswers } from '../../src/answer/search.ts';
import { readLexicon } from './sets.ts';

export interface Engine {
  /** Best first, at most five. */
  find(question: string): Hit[] | Promise<Hit[]>;
  /** What the engine itself decides; peers do not. */
  kind?(question: string): 'sure' | 'unsure' | 'unknown';
}

export interface Maker {
  name: string;
  build(entries: readonly Entry[]): Promise<Engine>;
  /** Too slow for thousands of documents. */
  small?: true;
}

interface Doc {
  id: number;
  text: string;
}

/** A peer's module, seen through what is used of it: the packages live in bench's own node_modules. */
async function peer<T>(name: string): Promise<T> {
  return (await import(name)) as T;
}

function documents(
  entries: readonly Entry[],
  change: (text: string) => string,
): { docs: Doc[]; owners: string[] } {
  const docs: Doc[] = [];
  const owners: string[] = [];
  for (const { id, phrasings, answer } of entries) {
    for (const text of answer === undefined ? phrasings : [...phrasings, answer]) {
      docs.push({ id: docs.length, text: change(text) });
      owners.push(id);
    }
  }
  return { docs, owners };
}

function best(owners: readonly string[], found: readonly { doc: number; score: number }[]): Hit[] {
  const scores = new Map<string, number>();
  for (const { doc, score } of found) {
    const id = owners[doc] ?? '';
    scores.set(id, Math.max(scores.get(id) ?? 0, score));
  }
  const hits = [...scores].map(([id, score]) => ({ id, score }));
  return hits.sort((a, b) => b.score - a.score).slice(0, 5);
}

const nfc = (text: string): string => text.normalize('NFC');
const words = (text: string): string[] => text.match(/[\p{L}\p{N}]+/gu) ?? [];

interface MiniSearchModule {
  default: new (options: object) => {
    addAll(docs: Doc[]): void;
    search(text: string): { id: number; score: number }[];
  };
}
interface FlexModule {
  default: {
    Index: new (options: object) => {
      add(id: number, text: string): void;
      search(text: string, options: object): number[];
    };
  };
}
interface OramaModule {
  create(options: object): object;
  insertMultiple(db: object, docs: object[]): Promise<unknown>;
  search(db: object, query: object): Promise<{ hits: { document: { doc: number }; score: number }[] }>;
}
interface LunrModule {
  default: (
    build: (this: {
      ref(name: string): void;
      field(name: string): void;
      add(doc: object): void;
      pipeline: { reset(): void };
      searchPipeline: { reset(): void };
    }) => void,
  ) => {
    search(text: string): { ref: string; score: number }[];
  };
}
interface FuseModule {
  default: new (
    docs: Doc[],
    options: object,
  ) => { search(text: string, options: object): { item: Doc; score: number }[] };
}

const ours: Maker = {
  name: 'Sát Cánh',
  build: (entries) => {
    const answers = createAnswers({ entries, lexicon: readLexicon() });
    return Promise.resolve({
      find: (text) => answers.ask(text).answers,
      kind: (text) => answers.ask(text).kind,
    });
  },
};

function miniSearch(name: string, change: (text: string) => string): Maker {
  return {
    name,
    async build(entries) {
      const { default: MiniSearch } = await peer<MiniSearchModule>('minisearch');
      const { docs, owners } = documents(entries, change);
      const index = new MiniSearch({ fields: ['text'] });
      index.addAll(docs);
      return {
        find: (text) =>
          best(
            owners,
            index.search(change(text)).map(({ id, score }) => ({ doc: id, score })),
          ),
      };
    },
  };
}

const flexSearch: Maker = {
  name: 'FlexSearch, folded',
  async build(entries) {
    const { default: flex } = await peer<FlexModule>('flexsearch');
    const { docs, owners } = documents(entries, fold);
    const index = new flex.Index({ tokenize: 'strict' });
    for (const { id, text } of docs) index.add(id, text);
    // It ranks without scores: the place stands for the score.
    return {
      find: (text) =>
        best(
          owners,
          index
            .search(fold(text), { limit: 20, suggest: true })
            .map((doc, place) => ({ doc, score: 1 / (1 + place) })),
        ),
    };
  },
};

const orama: Maker = {
  name: 'Orama, folded',
  async build(entries) {
    const { create, insertMultiple, search } = await peer<OramaModule>('@orama/orama');
    const { docs, owners } = documents(entries, fold);
    const db = create({ schema: { text: 'string', doc: 'number' } });
    await insertMultiple(
      db,
      docs.map(({ id, text }) => ({ doc: id, text })),
    );
    return {
      async find(text) {
        const { hits } = await search(db, { term: fold(text), limit: 20, threshold: 1 });
        return best(
          owners,
          hits.map(({ document, score }) => ({ doc: document.doc, score })),
        );
      },
    };
  },
};

const lunr: Maker = {
  name: 'Lunr, folded, one edit',
  small: true,
  async build(entries) {
    const { default: make } = await peer<LunrModule>('lunr');
    const { docs, owners } = documents(entries, fold);
    const index = make(function () {
      // The English stemmer and stop words would cut Vietnamese syllables.
      this.pipeline.reset();
      this.searchPipeline.reset();
      this.ref('id');
      this.field('text');
      for (const doc of docs) this.add(doc);
    });
    return {
      find: (text) =>
        best(
          owners,
          index
            .search(
              words(fold(text))
                .map((word) => `${word} ${word}~1`)
                .join(' '),
            )
            .map(({ ref, score }) => ({ doc: Number(ref), score })),
        ),
    };
  },
};

const fuse: Maker = {
  name: 'Fuse.js, folded',
  small: true,
  async build(entries) {
    const { default: Fuse } = await peer<FuseModule>('fuse.js');
    const { docs, owners } = documents(entries, fold);
    const index = new Fuse(docs, {
      keys: ['text'],
      includeScore: true,
      ignoreLocation: true,
      threshold: 0.6,
    });
    return {
      find: (text) =>
        best(
          owners,
          index
            .search(fold(text), { limit: 20 })
            .map(({ item, score }) => ({ doc: item.id, score: 1 - score })),
        ),
    };
  },
};

export const makers: readonly Maker[] = [
  ours,
  miniSearch('MiniSearch', nfc),
  miniSearch('MiniSearch, folded', fold),
  flexSearch,
  orama,
  lunr,
  fuse,
];

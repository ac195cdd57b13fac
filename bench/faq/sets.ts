/** The development sets: JSON lines in the folder FAQ_DEV_DIR. They are for measuring only and not part of the project. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseLexicon } from '../../src/answer/lexicon.ts';
import type { Lexicon } from '../../src/answer/lexicon.ts';
import type { Entry } from '../../src/answer/ranking.ts';

export interface Query {
  kind: string;
  text: string;
  /** The entries that answer it; empty for a text that none answers. */
  gold: string[];
}

export interface TestSet {
  name: string;
  entries: Entry[];
  queries: Query[];
  /** Texts about something else, and texts near the domain without an entry. */
  unrelated: Query[];
  near: Query[];
}

interface Line {
  id: string;
  phr: string[];
  answer?: string;
  kind: string;
  text: string;
  gold?: string[];
}

function lines(folder: string, ...names: string[]): Line[] {
  return names.flatMap((name) => {
    const text = readFileSync(join(folder, `${name}.jsonl`), 'utf8').trim();
    return text.split('\n').map((line) => JSON.parse(line) as Line);
  });
}

const entriesOf = (list: Line[]): Entry[] =>
  list.map(({ id, phr, answer }) => ({ id, phrasings: phr, ...(answer === undefined ? {} : { answer }) }));
const queriesOf = (list: Line[]): Query[] => list.map(({ kind, text, gold = [] }) => ({ kind, text, gold }));

/** Reads the sets; `undefined` when the folder is not there. */
export function readSets(folder: string | undefined): TestSet[] | undefined {
  if (folder === undefined || !existsSync(join(folder, 'I_index_dev.jsonl'))) return undefined;
  const unrelated = queriesOf(lines(folder, 'OOD_dev'));
  const union = queriesOf(lines(folder, 'U_queries_dev'));
  const natural = union
    .filter(({ kind }) => kind.startsWith('nat-'))
    .map((query) => ({ ...query, kind: 'clean' }));
  // ViCoV's questions stand in the index file; only its answers are indexed.
  const answersOnly = entriesOf(lines(folder, 'V_index.part1', 'V_index.part2')).map((entry) => ({
    ...entry,
    phrasings: [],
  }));
  return [
    {
      name: 'I (152 intents of chatbots)',
      entries: entriesOf(lines(folder, 'I_index_dev')),
      queries: queriesOf(lines(folder, 'I_queries_dev')),
      unrelated,
      near: queriesOf(lines(folder, 'I_near_dev')),
    },
    {
      name: 'U (76 union questions, natural)',
      entries: entriesOf(lines(folder, 'U_index')),
      queries: natural,
      unrelated,
      near: [],
    },
    {
      name: 'VA (3,916 answers)',
      entries: answersOnly,
      queries: queriesOf(lines(folder, 'VA_queries_dev')),
      unrelated: [],
      near: [],
    },
  ];
}

/** The project's own lexicon. */
export function readLexicon(): Lexicon {
  const folder = join(import.meta.dirname, '..', '..', 'content', 'lexicon');
  const names = readdirSync(folder).filter((name) => name.endsWith('.yml'));
  return parseLexicon(
    new Map(names.map((name) => [name, parse(readFileSync(join(folder, name), 'utf8'), { schema: 'core' })])),
  );
}

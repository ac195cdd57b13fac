/** Which items a question can meet on a day in a phase, and what is found for it there. */
import type { Answers, Hit, Lexicon, Result, Steps } from '../answer/answers.ts';
import { answersSteps } from '../answer/answers.ts';
import type { Answering } from '../content/bundle.ts';
import { served, withdrawal } from '../content/served.ts';
import type { Withdrawal } from '../content/served.ts';
import type { PhaseId } from '../content/bundle.ts';
import { labelKey } from '../core/text.ts';

export interface Found {
  question: string;
  /** `withdrawn`: what fits best may not be served now; a neighbour instead of it would be a wrong answer. */
  kind: 'sure' | 'unsure' | 'unknown' | 'withdrawn';
  /** Of a sure one. */
  item?: Answering;
  /** Of a withdrawn one. */
  withdrawn?: { item: Answering; why: Withdrawal };
  /** Served items only, best first. */
  nearest: readonly Hit[];
}

export interface Asked {
  /** The served items, by id. */
  items: ReadonlyMap<string, Answering>;
  /** The text as one question. */
  ask(text: string): Found;
  /** One for each question in the text. */
  askAll(text: string): readonly Found[];
}

/** What stands in an index: the same on most days, so that midnight costs nothing. */
export interface Scope {
  key: string;
  items: readonly Answering[];
  withdrawn: ReadonlyMap<string, { item: Answering; why: Withdrawal }>;
}

export function scopeOf(all: readonly Answering[], on: { day: string; phase: PhaseId }): Scope {
  const items = served(all, on);
  const taken = new Set(items.flatMap(phrasingsOf).map(labelKey));
  const withdrawn = new Map(
    all.flatMap((item) => {
      const why = withdrawal(item, on);
      // Where a served item asks the same, or is named as its successor, it has taken the place of the withdrawn one.
      const named = items.some(({ id }) => id === item.replacedBy);
      const replaced = !why || named || phrasingsOf(item).some((words) => taken.has(labelKey(words)));
      return replaced ? [] : [[item.id, { item, why }] as const];
    }),
  );
  const key = [...items.map(({ id }) => id), '|', ...withdrawn.keys()].join(' ');
  return { key, items, withdrawn };
}

/** Indexes a scope; in pieces, so that members do not wait. */
export function* askedSteps({ items, withdrawn }: Scope, lexicon: Lexicon): Steps<Asked> {
  const all = [...items, ...[...withdrawn.values()].map(({ item }) => item)];
  const answers = yield* answersSteps({
    entries: all.map((item) => ({ id: item.id, phrasings: phrasingsOf(item), answer: item.text })),
    lexicon,
  });
  const byId = new Map(items.map((item) => [item.id, item] as const));
  const look = (result: Result) => foundIn(result, { byId, withdrawn, answers });
  // One turn asks for the same text more than once: whether it is a question at all, then for the answer.
  let last: { text?: string; found: readonly Found[] } = { found: [] };
  return {
    items: byId,
    ask: (text) => look(answers.ask(text)),
    askAll(text) {
      if (text !== last.text) last = { text, found: answers.askAll(text).map(look) };
      return last.found;
    },
  };
}

function phrasingsOf(item: Answering): string[] {
  return [item.question, ...item.otherWays];
}

interface Index {
  byId: ReadonlyMap<string, Answering>;
  withdrawn: Scope['withdrawn'];
  answers: Answers;
}

function foundIn({ question, kind, answers: hits }: Result, { byId, withdrawn, answers }: Index): Found {
  const nearest = hits.filter(({ id }) => byId.has(id));
  const [best, next] = nearest;
  const gone = withdrawn.get(hits[0]?.id ?? '');
  if (gone && kind !== 'unknown') return { question, kind: 'withdrawn', withdrawn: gone, nearest };
  // A withdrawn neighbour does not make a served answer doubtful.
  const { sure, lead } = answers.thresholds;
  const leads =
    best !== undefined && best.score >= sure && best.score - (next?.score ?? 0) >= lead * best.score;
  if (best && (kind === 'sure' || leads))
    return { question, kind: 'sure', item: byId.get(best.id)!, nearest };
  return { question, kind, nearest };
}

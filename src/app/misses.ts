/** Questions that were not answered surely, as editors read them: those that ask for the same together, with the line to paste. */
import { parseLexicon } from '../answer/answers.ts';
import { groupByLikeness } from '../answer/group.ts';
import type { Miss } from '../store/data.ts';
import type { View } from '../store/store.ts';
import { dayOf, monthOf } from '../core/time.ts';
import type { Knowledge } from './knowledge.ts';

/** One thing that members ask and that the bot does not answer surely. */
export interface MissGroup {
  count: number;
  /** The question that says it best. */
  question: string;
  kinds: { unsure: number; unknown: number; wrong: number };
  /** ms: asked first and last. */
  from: number;
  until: number;
  /** Other ways in which it was asked, five at most. */
  others: string[];
  /** The item that comes nearest today, and its file; none where nothing is near. */
  nearest?: { id: string; question: string; path: string };
  /** For `cach_hoi_khac` of that item: a line of YAML. */
  line: string;
}

const MOST_OTHERS = 5;
const DAY = 86_400_000;
/** Misses are kept for this long, ms: a season's questions come back, older ones only fill the store. */
export const KEEP_MISSES = 90 * DAY;

/** The misses from then on, oldest first. */
export async function missesSince(view: View, since: number, until: number): Promise<Miss[]> {
  const months = new Set<string>();
  for (let at = since; at < until; at += 20 * DAY) months.add(monthOf(at));
  months.add(monthOf(until));
  const found: Miss[] = [];
  for (const month of months) found.push(...(await view.find('misses', 'month', month)));
  return found
    .filter(({ at }) => at >= since && at <= until)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

const timesOf = (misses: readonly Miss[]): number => misses.reduce((sum, { times = 1 }) => sum + times, 0);

/**
 * The same words of one day become one miss that says how often: what everybody asks fills neither the store nor its memory.
 * `misses`: of days that are over, oldest first.
 */
export function mergeSame(misses: readonly Miss[]): { put: Miss[]; remove: string[] } {
  const same = new Map<string, Miss[]>();
  for (const miss of misses) {
    const key = JSON.stringify([dayOf(miss.at), miss.kind, miss.nearest, miss.question]);
    const of = same.get(key);
    if (of) of.push(miss);
    else same.set(key, [miss]);
  }
  const merged = [...same.values()].filter((of) => of.length > 1);
  return {
    put: merged.map((of) => ({ ...of[0]!, times: timesOf(of) })),
    remove: merged.flatMap(([, ...others]) => others.map(({ id }) => id)),
  };
}

/** Whether what was added since answers it surely; for `wrong`, with another item than the one that was judged. */
function isAnsweredNow({ question, kind, nearest }: Miss, knowledge: Knowledge, at: number): boolean {
  const { item } = knowledge.faq(at).ask(question);
  return item !== undefined && (kind !== 'wrong' || item.id !== nearest);
}

const marks = (text: string): number => text.match(/[^\x00-\x7f]/gu)?.length ?? 0;

/** Written with marks before without, longer before shorter: an editor must understand it at a glance. */
function clearest(questions: readonly string[]): string {
  const worth = (text: string): number => (marks(text) > 0 ? 1_000 : 0) + Math.min(text.length, 100);
  return questions.reduce((best, text) => (worth(text) > worth(best) ? text : best), questions[0] ?? '');
}

/** Plain where YAML reads a plain text as the same text, else in quotes. */
function lineOf(question: string): string {
  const oneLine = question.replace(/\s+/gu, ' ').trim();
  const plain =
    /^\p{L}[^:#{}[\],&*!|>'"%@`\\]*$/u.test(oneLine) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(oneLine);
  return `  - ${plain ? oneLine : JSON.stringify(oneLine)}`;
}

/** What editors should look at, the most asked first. What is answered surely by now is left out. */
export function groupMisses(misses: readonly Miss[], knowledge: Knowledge, at: number): MissGroup[] {
  const open = misses.filter((miss) => !isAnsweredNow(miss, knowledge, at));
  const groups = groupByLikeness(
    open.map(({ question }) => question),
    parseLexicon(knowledge.bundle.lexicon),
  );
  return groups.map((places) =>
    groupOf(
      places.flatMap((place) => open[place] ?? []),
      knowledge,
      at,
    ),
  );
}

function groupOf(members: readonly Miss[], knowledge: Knowledge, at: number): MissGroup {
  const questions = members.map(({ question }) => question);
  const question = clearest(questions);
  const { items, ask } = knowledge.faq(at);
  const [best] = ask(question).nearest;
  const item = best && items.get(best.id);
  const of = (kind: Miss['kind']): number => timesOf(members.filter((miss) => miss.kind === kind));
  const times = members.map((miss) => miss.at);
  return {
    count: timesOf(members),
    question,
    kinds: { unsure: of('unsure'), unknown: of('unknown'), wrong: of('wrong') },
    from: Math.min(...times),
    until: Math.max(...times),
    others: [...new Set(questions)].filter((text) => text !== question).slice(0, MOST_OTHERS),
    ...(item ? { nearest: { id: item.id, question: item.question, path: item.path } } : {}),
    line: lineOf(question),
  };
}

/** What the bot knows at a moment: the content folder as it is served on that day and in that phase. */
import type { Answers } from '../answer/answers.ts';
import { createAnswers, parseLexicon } from '../answer/answers.ts';
import type { Bundle, FaqItem, GuidanceItem } from '../content/bundle.ts';
import { phaseOn, served } from '../content/served.ts';
import type { Organization } from '../core/organization.ts';
import { above, organizationOf } from '../core/organization.ts';
import { dayOf } from '../core/time.ts';

export interface Knowledge {
  bundle: Bundle;
  tree: Organization;
  faq(at: number, unit?: string): { items: ReadonlyMap<string, FaqItem>; answers: Answers };
  /** Makes ready what is asked first on that day: nobody's question shall wait for an index. */
  prepare(at: number): Promise<void>;
  cards(topic: string, at: number, unit?: string): readonly GuidanceItem[];
}

/** Indexes kept: today's and yesterday's, in both phases. */
const MOST_INDEXES = 4;

export function createKnowledge(bundle: Bundle): Knowledge {
  const tree = organizationOf(bundle.organization);
  const lexicon = parseLexicon(bundle.lexicon);
  const indexes = new Map<string, { items: ReadonlyMap<string, FaqItem>; answers: Answers }>();
  const today = (at: number, unit?: string) => {
    const day = dayOf(at);
    const units = unit ? [unit, ...above(tree, unit, day).map(({ id }) => id)] : [];
    return { day, phase: phaseOn(bundle.phase, day, units) };
  };
  const knowledge: Knowledge = {
    bundle,
    tree,
    async prepare(at) {
      knowledge.faq(at);
    },
    faq(at, unit) {
      const when = today(at, unit);
      const key = `${when.day} ${when.phase}`;
      const known = indexes.get(key);
      if (known) return known;
      const items = served(bundle.faq, when);
      const entries = items.map((item) => ({
        id: item.id,
        phrasings: [item.question, ...item.otherWays],
        answer: item.text,
      }));
      const made = {
        items: new Map(items.map((item) => [item.id, item] as const)),
        answers: createAnswers({ entries, lexicon }),
      };
      if (indexes.size >= MOST_INDEXES) indexes.delete([...indexes.keys()][0]!);
      indexes.set(key, made);
      return made;
    },
    cards(topic, at, unit) {
      const all = served(bundle.guidance, today(at, unit)).filter((item) => item.topic === topic);
      return [...all].sort((a, b) => a.order - b.order);
    },
  };
  return knowledge;
}

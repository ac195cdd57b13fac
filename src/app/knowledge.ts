/** What the bot knows at a moment: the content folder as it is served on that day and in that phase. */
import { setImmediate } from 'node:timers/promises';
import { atOnce, parseLexicon } from '../answer/answers.ts';
import type { AnyItem, Bundle, GuidanceItem, PhaseId } from '../content/bundle.ts';
import { phaseOn, served } from '../content/served.ts';
import type { Organization } from '../core/organization.ts';
import { above, organizationOf } from '../core/organization.ts';
import { dayOf } from '../core/time.ts';
import { askedSteps, scopeOf } from './asked.ts';
import type { Asked, Scope } from './asked.ts';

export interface Knowledge {
  bundle: Bundle;
  tree: Organization;
  faq(at: number, unit?: string): Asked;
  /** Makes ready what can be asked on that day, in pieces: nobody's question, and nobody's turn, shall wait for an index. */
  prepare(at: number): Promise<void>;
  cards(topic: string, at: number, unit?: string): readonly GuidanceItem[];
}

/** Indexes kept: both phases of this day and of the next. */
const MOST_INDEXES = 4;
/** ms of indexing before others are let in. */
const SLICE_MS = 10;

export function createKnowledge(bundle: Bundle): Knowledge {
  const tree = organizationOf(bundle.organization);
  const answering = [...bundle.faq, ...bundle.policies, ...bundle.rumours];
  const lexicon = parseLexicon(bundle.lexicon);
  const scopes = new Map<string, Scope>();
  const indexes = new Map<string, Asked>();

  const today = (at: number, unit?: string) => {
    const day = dayOf(at);
    const units = unit ? [unit, ...above(tree, unit, day).map(({ id }) => id)] : [];
    return { day, phase: phaseOn(bundle.phase, day, units) };
  };
  const scopeOn = (when: { day: string; phase: PhaseId }): Scope =>
    remember(scopes, `${when.day} ${when.phase}`, () => scopeOf(answering, when));

  return {
    bundle,
    tree,
    async prepare(at) {
      const phases = new Set([
        today(at).phase,
        ...bundle.phase.units.map(({ unit }) => today(at, unit).phase),
      ]);
      for (const phase of phases) {
        const scope = scopeOn({ day: dayOf(at), phase });
        if (indexes.has(scope.key)) continue;
        const steps = askedSteps(scope, lexicon);
        let since = performance.now();
        for (let step = steps.next(); ; step = steps.next()) {
          if (step.done) {
            remember(indexes, scope.key, () => step.value as Asked);
            break;
          }
          if (performance.now() - since < SLICE_MS) continue;
          await setImmediate();
          since = performance.now();
        }
      }
    },
    faq(at, unit) {
      const scope = scopeOn(today(at, unit));
      return remember(indexes, scope.key, () => atOnce(askedSteps(scope, lexicon)));
    },
    cards(topic, at, unit) {
      const all = served(bundle.guidance, today(at, unit)).filter((item) => item.topic === topic);
      return [...all].sort((a, b) => a.order - b.order);
    },
  };
}

/** Everything that has a day on which it ends. */
export function itemsOf({ faq, guidance, policies, rumours, bulletins, campaigns }: Bundle): AnyItem[] {
  return [...faq, ...guidance, ...policies, ...rumours, ...bulletins, ...campaigns];
}

/** The known value, or the one made now; what was made first goes when there are too many. */
function remember<V>(known: Map<string, V>, key: string, make: () => V): V {
  const before = known.get(key);
  if (before) return before;
  const made = make();
  if (known.size >= MOST_INDEXES) known.delete([...known.keys()][0]!);
  known.set(key, made);
  return made;
}

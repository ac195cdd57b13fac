/** Which steps of which flows the conversations have come to. */
import type { Flows } from '../core/flow.ts';

/** A longer list of steps is read by nobody. */
const MOST_NAMED = 12;

export interface Coverage {
  all: number;
  /** `faq.unknown`: never come to, in the order of the flows. */
  missing: string[];
}

/** `visited`: `flow.state`. States that everybody is led past are no steps. */
export function coverageOf(flows: Flows, visited: ReadonlySet<string>): Coverage {
  const states = [...flows.values()].flatMap((flow) =>
    Object.entries(flow.states)
      .filter(([, state]) => !state.always?.some((way) => !way.when))
      .map(([state]) => `${flow.id}.${state}`),
  );
  return { all: states.length, missing: states.filter((state) => !visited.has(state)) };
}

/** In Vietnamese, one line. */
export function tellCoverage({ all, missing }: Coverage, flows: Flows): string {
  const of = `${all - missing.length}/${all} bước của ${flows.size} luồng có hội thoại đi qua`;
  if (missing.length === 0) return `${of}.`;
  const more = missing.length > MOST_NAMED ? ` và ${missing.length - MOST_NAMED} bước nữa` : '';
  return `${of}; chưa có: ${missing.slice(0, MOST_NAMED).join(', ')}${more}.`;
}

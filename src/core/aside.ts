/** Asides: what a person opened on top of a form (a card to read, the own reports) without leaving it. */
import type { Position } from './conversation.ts';
import type { Flows } from './flow.ts';
import { flowOf, stateAt } from './flow.ts';

/** The state below waits for that flow: it is a part of the form, not an aside. */
function calls(flows: Flows, below: Position, flow: string): boolean {
  return (
    stateAt(flows, below).entry?.some((effect) => effect.type === 'enter' && effect.flow === flow) === true
  );
}

/** The flow that has the word stands on a form that did not call it: `quay lại` leads to the form's own question. */
export function isAside(flows: Flows, stack: readonly Position[]): boolean {
  const below = stack.slice(0, -1);
  const inForm = below.some((position) => flowOf(flows, position.flow).form === true);
  return inForm && !calls(flows, below.at(-1)!, stack.at(-1)!.flow);
}

/** The form with what it called itself; without a form, the whole stack. */
export function withoutAsides(flows: Flows, stack: readonly Position[]): Position[] {
  const form = stack.findIndex((position) => flowOf(flows, position.flow).form === true);
  if (form < 0) return [...stack];
  const first = stack.findIndex((position, i) => i > form && !calls(flows, stack[i - 1]!, position.flow));
  return first < 0 ? [...stack] : stack.slice(0, first);
}

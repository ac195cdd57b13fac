/** Which positions of a stack are forms, and what must not be lost of them. */
import type { Position } from './conversation.ts';
import type { Flows } from './flow.ts';
import { flowOf } from './flow.ts';

export interface Forms {
  /** Asks step by step. */
  isForm(position: Position): boolean;
  /** Has nothing to keep: a health check. */
  isPassing(position: Position): boolean;
  /** Not sent yet, and must not be lost. */
  isKept(position: Position): boolean;
  /** What every conversation stands on: the first screen. */
  ground(): Position;
}

export function formsOf(flows: Flows): Forms {
  const isForm = ({ flow }: Position) => flowOf(flows, flow).form === true;
  const isPassing = ({ flow }: Position) => flowOf(flows, flow).passing === true;
  return {
    isForm,
    isPassing,
    isKept: (position) => isForm(position) && !isPassing(position),
    ground: () => ({
      flow: 'menu',
      version: flowOf(flows, 'menu').version,
      at: 'home',
      data: {},
      trail: [],
    }),
  };
}

/** Stored positions, taken up again after restarts, days and new versions of a flow. */
import type { Position } from './conversation.ts';
import type { Flows } from './flow.ts';

/**
 * A stored stack as one that these flows can run: positions of an older version are migrated. Undefined when one of
 * them cannot be: the caller tells the person kindly and keeps what was answered.
 */
export function resume(flows: Flows, stack: readonly Position[]): Position[] | undefined {
  const resumed: Position[] = [];
  for (const stored of stack) {
    const flow = flows.get(stored.flow);
    const position = flow && stored.version !== flow.version ? flow.migrate?.(stored) : stored;
    if (!flow || !position || position.version !== flow.version || !Object.hasOwn(flow.states, position.at))
      return undefined;
    resumed.push(position);
  }
  return resumed;
}

import type { Op } from './ops.ts';

/** Makes the rows of a transaction immutable, all the way down. */
export function freezeRows(ops: readonly Op[]): void {
  for (const op of ops) freeze(op[2]);
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}

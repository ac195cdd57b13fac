/** A service answers a flow's call from what the turn may read, and writes what it decides into the turn. */
import type { Turn } from '../turn.ts';

export type Data = Readonly<Record<string, unknown>>;
export type Service = (turn: Turn, data: Data) => Promise<unknown> | unknown;

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

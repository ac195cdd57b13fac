/** What each side offers to the worker. */
import type { Case, Raw } from './cases.ts';

export type Handle = (raw: Raw) => Promise<unknown>;

export interface Side {
  /** A bot with these routes; every handler answers once. */
  routes(routes: Extract<Case, { routes: unknown }>['routes']): Handle;
  /** A bot with the form, its answers kept in memory. */
  wizard(): Handle;
  /** How many answers have been given so far: the proof that the same work was done. */
  replies(): number;
}

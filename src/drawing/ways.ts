/** Every way out of a state as one plain list: what the picture, the table and the export read. */
import type { Effect } from '../core/effect.ts';
import type { FlowEventType, State } from '../core/flow.ts';

export type PlainState = State<Record<string, unknown>>;

export interface Way {
  event: FlowEventType | 'always';
  /** Its place among the ways of that event. */
  index: number;
  guarded: boolean;
  /** The guard's own name; undefined where it was written on the spot. */
  guard?: string;
  /** The name of `set`, likewise. */
  set?: string;
  sets: boolean;
  effects: readonly Effect[];
  to?: string;
}

type Loose = { when?: unknown; set?: unknown; effects?: readonly Effect[]; to?: string };

/** In the order in which the interpreter tries them: `always` first, then each event as written. */
export function waysOf(state: PlainState): Way[] {
  const on = Object.entries(state.on ?? {}) as [FlowEventType, readonly Loose[]][];
  return [
    ...(state.always ?? []).map((way, index) => wayOf('always', way, index)),
    ...on.flatMap(([event, ways]) => ways.map((way, index) => wayOf(event, way, index))),
  ];
}

function wayOf(event: Way['event'], way: Loose, index: number): Way {
  const guard = ownName(way.when, 'when');
  const set = ownName(way.set, 'set');
  return {
    event,
    index,
    guarded: way.when !== undefined,
    sets: way.set !== undefined,
    effects: way.effects ?? [],
    ...(guard ? { guard } : {}),
    ...(set ? { set } : {}),
    ...(way.to !== undefined ? { to: way.to } : {}),
  };
}

/** A function written where it is used is called after its field, which says nothing. */
function ownName(written: unknown, field: string): string | undefined {
  const name = typeof written === 'function' ? written.name : '';
  return name === '' || name === field ? undefined : name;
}

export function calledIn(effects: readonly Effect[] = []): string[] {
  return effects.flatMap((effect) => (effect.type === 'call' ? [effect.service] : []));
}

export function enteredIn(effects: readonly Effect[] = []): string[] {
  return effects.flatMap((effect) => (effect.type === 'enter' || effect.type === 'go' ? [effect.flow] : []));
}

export function saidIn(effects: readonly Effect[] = []): string[] {
  return effects.flatMap((effect) => (effect.type === 'say' ? [effect.content] : []));
}

/** A state through which the turn runs by itself: it waits for a service or for nobody, never for a person. */
export function isPassing(state: PlainState): boolean {
  if (state.final || enteredIn(state.entry).length > 0) return false;
  const ways = waysOf(state);
  return ways.length > 0 && ways.every(({ event }) => event === 'result' || event === 'always');
}

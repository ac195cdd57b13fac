/**
 * Flows are state machines as data; this is the interpreter that runs them. Pure: no clock, no chance, no I/O.
 * Statechart words: state, initial, final, entry, guard (`when`). Flows call one another through a stack.
 */
import type { FileRef } from './update.ts';
import type { Position } from './conversation.ts';
import type { Effect, Origin, PlacedEffect } from './effect.ts';

export type FlowEvent =
  | { type: 'text'; text: string; at: number }
  | { type: 'choose'; option: string; at: number }
  | { type: 'photo' | 'voice' | 'document'; file: FileRef; caption?: string; at: number }
  | { type: 'location'; latitude: number; longitude: number; at: number }
  | { type: 'contact'; phone: string; at: number }
  | { type: 'back'; at: number }
  /** The answer of the service that the state called. */
  | { type: 'result'; service: string; value: unknown; at: number }
  /** A called flow has ended. */
  | { type: 'returned'; flow: string; output: Record<string, unknown>; asked: boolean; at: number };

export type FlowEventType = FlowEvent['type'];

export interface Transition<D, S extends string = string, T extends FlowEventType = FlowEventType> {
  /** A named function: its name is what drawings and the export print. */
  when?: (data: D, event: Extract<FlowEvent, { type: T }>) => boolean;
  set?: (data: D, event: Extract<FlowEvent, { type: T }>) => Partial<D>;
  effects?: readonly Effect[];
  /** Left out: stays, without entering again. */
  to?: S;
}

export interface Always<D, S extends string = string> {
  when?: (data: D) => boolean;
  set?: (data: D) => Partial<D>;
  to: S;
}

type Transitions<D, S extends string> = {
  [T in FlowEventType]?: readonly Transition<D, S, T>[];
};

export interface State<D, S extends string = string> {
  /** Vietnamese, for drawings and the inspector. */
  title: string;
  /** Its place in `Bước n/m`. */
  step?: number;
  entry?: readonly Effect[];
  /** Ways taken at once on arriving, before `entry`: a question that need not be asked. */
  always?: readonly Always<D, S>[];
  on?: Transitions<D, S>;
  final?: true;
  /** A bare number is the answer itself (how many people), not the number of a choice. */
  numbersAreText?: true;
}

export interface Flow<D = Record<string, unknown>, S extends string = string> {
  id: string;
  /** Raised when stored positions would mean something else; then `migrate` takes over. */
  version: number;
  title: string;
  /** A form: its questions show `Bước n/m`, `Quay lại`, `Huỷ`, and a half-filled one is kept as a draft. */
  form?: true;
  /** A form with nothing to keep: left for something else it is forgotten, and it never is a draft. */
  passing?: true;
  initial: S;
  data: D;
  states: Record<S, State<D, S>>;
  /** What the caller gets; left out: all data. */
  output?: (data: D, at: S) => Record<string, unknown>;
  /** An older stored position as one of this version; undefined: it cannot be. */
  migrate?: (old: Position) => Position | undefined;
}

/** Typed where it is written, plain where it is run. Wrong states and fields are compile errors. */
export function defineFlow<D extends object>() {
  return <const S extends string>(flow: {
    id: string;
    version: number;
    title: string;
    form?: true;
    passing?: true;
    initial: NoInfer<S>;
    data: D;
    states: Record<S, State<D, NoInfer<S>>>;
    output?: (data: D, at: NoInfer<S>) => Record<string, unknown>;
    migrate?: (old: Position) => Position | undefined;
  }): Flow => flow as unknown as Flow;
}

/** A row of `always` longer than this is a circle. */
const MOST_PASSED = 30;

export type Flows = ReadonlyMap<string, Flow>;

export interface Step {
  stack: Position[];
  effects: PlacedEffect[];
  /** Whether the state had a way for this event. */
  handled: boolean;
  /** Where it has come to, in order; states that `always` leads past are left out. */
  arrived: Position[];
}

export function flowOf(flows: Flows, id: string): Flow {
  const flow = flows.get(id);
  if (!flow) throw new Error(`There is no flow "${id}": add it to flows/index.ts or correct the name.`);
  return flow;
}

function stateOf(flow: Flow, at: string): State<Record<string, unknown>> {
  const state = Object.hasOwn(flow.states, at) ? flow.states[at] : undefined;
  if (!state) throw new Error(`Flow "${flow.id}" has no state "${at}": correct the "to" that names it.`);
  return state;
}

export function stateAt(flows: Flows, position: Position): State<Record<string, unknown>> {
  return stateOf(flowOf(flows, position.flow), position.at);
}

const steps = new WeakMap<Flow, number>();

/** The highest step of a flow: the m of `Bước n/m`. Every turn of a form asks, so it is counted once. */
export function stepsOf(flow: Flow): number {
  if (!steps.has(flow)) steps.set(flow, Math.max(0, ...Object.values(flow.states).map((s) => s.step ?? 0)));
  return steps.get(flow)!;
}

function place(position: Position, effects: readonly Effect[] = []): PlacedEffect[] {
  const from: Origin = { flow: position.flow, at: position.at, data: position.data };
  return effects.map((effect) => ({ ...effect, from }));
}

/** Calls a flow on top of the stack. */
export function enter(
  flows: Flows,
  stack: readonly Position[],
  id: string,
  input: Record<string, unknown> = {},
): Step {
  const flow = flowOf(flows, id);
  const position: Position = {
    flow: id,
    version: flow.version,
    at: flow.initial,
    data: { ...flow.data, ...input },
    trail: [],
  };
  const arrived = arrive(flow, position);
  return settleFinal(flows, [...stack, arrived], place(arrived, stateOf(flow, arrived.at).entry), 0, false);
}

/** Passes the states whose `always` leads on. */
function arrive(flow: Flow, position: Position): Position {
  let here = position;
  for (let i = 0; i < MOST_PASSED; i++) {
    const way = stateOf(flow, here.at).always?.find(
      (candidate) => !candidate.when || candidate.when(here.data),
    );
    if (!way) return here;
    here = { ...here, at: way.to, data: way.set ? { ...here.data, ...way.set(here.data) } : here.data };
  }
  throw new Error(
    `Flow "${flow.id}" runs in a circle of "always" at "${here.at}": give one of them a "when".`,
  );
}

/** What the person (or a service, or a called flow) did, to the flow that has the word. */
export function step(flows: Flows, stack: readonly Position[], event: FlowEvent): Step {
  const top = stack.at(-1);
  if (!top) return { stack: [], effects: [], handled: false, arrived: [] };
  const flow = flowOf(flows, top.flow);
  const state = stateOf(flow, top.at);
  const ways = (state.on?.[event.type] ?? []) as readonly Transition<Record<string, unknown>>[];
  const way = ways.find((candidate) => !candidate.when || candidate.when(top.data, event));
  if (!way)
    return event.type === 'back'
      ? goBack(flows, stack, event.at)
      : { stack: [...stack], effects: [], handled: false, arrived: [] };

  const data = way.set ? { ...top.data, ...way.set(top.data, event) } : top.data;
  const done = place({ ...top, data }, way.effects);
  if (way.to === undefined) {
    return { stack: [...stack.slice(0, -1), { ...top, data }], effects: done, handled: true, arrived: [] };
  }
  const answered = event.type === 'returned' ? event.asked : event.type !== 'result' && event.type !== 'back';
  const trail =
    answered && way.to !== top.at && top.trail.at(-1) !== top.at ? [...top.trail, top.at] : top.trail;
  const next = arrive(flow, { ...top, at: way.to, data, trail });
  const entered = place(next, stateOf(flow, next.at).entry);
  return settleFinal(flows, [...stack.slice(0, -1), next], [...done, ...entered], event.at, answered);
}

/** A flow that has reached a final state leaves the stack and hands its output to the one below. */
function settleFinal(
  flows: Flows,
  stack: Position[],
  effects: PlacedEffect[],
  at: number,
  answered: boolean,
): Step {
  const top = stack.at(-1)!;
  const flow = flowOf(flows, top.flow);
  const arrived = [top];
  if (!stateOf(flow, top.at).final) return { stack, effects, handled: true, arrived };
  const rest = stack.slice(0, -1);
  if (rest.length === 0) return { stack: rest, effects, handled: true, arrived };
  const output = flow.output ? flow.output(top.data, top.at) : top.data;
  const below = step(flows, rest, {
    type: 'returned',
    flow: top.flow,
    output,
    asked: answered || top.trail.length > 0,
    at,
  });
  arrived.push(...below.arrived);
  return { stack: below.stack, effects: [...effects, ...below.effects], handled: true, arrived };
}

/** `Quay lại`: the last state in which the person answered, in this flow or in the one that called it. */
function goBack(flows: Flows, stack: readonly Position[], at: number): Step {
  const top = stack.at(-1)!;
  const last = top.trail.at(-1);
  if (last !== undefined) {
    const position: Position = { ...top, at: last, trail: top.trail.slice(0, -1) };
    const entry = place(position, stateAt(flows, position).entry);
    const now = [...stack.slice(0, -1), position];
    return { stack: now, effects: entry.map(askAgain), handled: true, arrived: [position] };
  }
  const stays = { stack: [...stack], effects: [], handled: false, arrived: [] };
  if (stack.length < 2) return stays;
  const below = stack.slice(0, -1);
  const back = step(flows, below, { type: 'back', at });
  return back.handled ? back : stays;
}

/** Going back to a called flow asks its question even where the answer is known. */
function askAgain(effect: PlacedEffect): PlacedEffect {
  return effect.type === 'enter' ? { ...effect, input: { ...effect.input, again: true } } : effect;
}

/** The question of the flow that has the word, once more. */
export function askOnce(flows: Flows, stack: readonly Position[]): PlacedEffect[] {
  const top = stack.at(-1);
  return top
    ? place(
        top,
        stateAt(flows, top).entry?.filter((effect) => effect.type === 'say'),
      )
    : [];
}

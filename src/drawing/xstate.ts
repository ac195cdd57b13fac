/**
 * A flow as the configuration of an XState v5 machine (stately.ai/docs, "State machines"): plain JSON for its visual
 * editor. Guards, actions and content go out by name; a service or a flow that a state calls on being entered is
 * invoked, and its answer is `onDone`. There, `entry` runs before `always`; here, after it.
 */
import type { Effect } from '../core/effect.ts';
import type { Flow } from '../core/flow.ts';
import type { PlainState, Way } from './ways.ts';
import { waysOf } from './ways.ts';

export interface XStateAction {
  type: string;
  params?: Record<string, unknown>;
}

export interface XStateTransition {
  target?: string;
  guard?: string;
  actions?: XStateAction[];
  /** The interpreter enters again whenever a way names a state, XState only when told. */
  reenter?: true;
}

export interface XStateInvoke {
  src: string;
  id: string;
  input?: Record<string, unknown>;
  onDone?: XStateTransition[];
}

export interface XStateNode {
  description: string;
  type?: 'final';
  meta?: Record<string, unknown>;
  entry?: XStateAction[];
  invoke?: XStateInvoke[];
  always?: XStateTransition[];
  on?: Record<string, XStateTransition[]>;
}

export interface XStateMachine {
  id: string;
  version: string;
  description: string;
  initial: string;
  context: Record<string, unknown>;
  meta?: Record<string, unknown>;
  states: Record<string, XStateNode>;
}

export function toXState(flow: Flow): XStateMachine {
  return {
    id: flow.id,
    version: String(flow.version),
    description: flow.title,
    initial: flow.initial,
    context: JSON.parse(JSON.stringify(flow.data)) as Record<string, unknown>,
    ...(flow.form ? { meta: { form: true, ...(flow.passing ? { passing: true } : {}) } } : {}),
    states: Object.fromEntries(Object.entries(flow.states).map(([key, state]) => [key, nodeOf(key, state)])),
  };
}

function nodeOf(key: string, state: PlainState): XStateNode {
  const entry = state.entry ?? [];
  const invoked = state.final ? [] : entry.filter(({ type }) => type === 'call' || type === 'enter');
  const said = entry.filter((effect) => !invoked.includes(effect));
  const ways = waysOf(state);
  const transitions = (event: Way['event']) =>
    ways.filter((way) => way.event === event).map((way) => transitionOf(key, way));

  const answers = new Set(invoked.map(answerTo));
  const on = [...new Set(ways.map(({ event }) => event))].filter(
    (event) => event !== 'always' && !answers.has(event),
  );
  const meta = {
    ...(state.step === undefined ? {} : { step: state.step }),
    ...(state.numbersAreText ? { numbersAreText: true } : {}),
  };
  const always = transitions('always');
  return {
    description: state.title,
    ...(state.final ? { type: 'final' as const } : {}),
    ...(Object.keys(meta).length > 0 ? { meta } : {}),
    ...(said.length > 0 ? { entry: said.map(actionOf) } : {}),
    ...(invoked.length > 0
      ? { invoke: invoked.map((effect) => invokeOf(key, effect, transitions(answerTo(effect)))) }
      : {}),
    ...(always.length > 0 ? { always } : {}),
    ...(on.length > 0 ? { on: Object.fromEntries(on.map((event) => [event, transitions(event)])) } : {}),
  };
}

const answerTo = (effect: Effect): Way['event'] => (effect.type === 'call' ? 'result' : 'returned');

function invokeOf(key: string, effect: Effect, onDone: XStateTransition[]): XStateInvoke {
  const { type, ...params } = actionOf(effect);
  const { service, flow, ...input } = params.params ?? {};
  const src = String(service ?? flow);
  return {
    src: type === 'call' ? src : `flow:${src}`,
    id: `${key}:${src}`,
    ...(Object.keys(input).length > 0 ? { input } : {}),
    ...(onDone.length > 0 ? { onDone } : {}),
  };
}

function transitionOf(key: string, way: Way): XStateTransition {
  const place = `${key}.${way.event}.${way.index}`;
  const actions = [...(way.sets ? [{ type: way.set ?? `set:${place}` }] : []), ...way.effects.map(actionOf)];
  return {
    ...(way.to === undefined ? {} : { target: way.to }),
    ...(way.guarded ? { guard: way.guard ?? `when:${place}` } : {}),
    ...(actions.length > 0 ? { actions } : {}),
    ...(way.to === key ? { reenter: true as const } : {}),
  };
}

/** An effect is an action of its type; what it is about are the parameters. */
function actionOf({ type, ...params }: Effect): XStateAction {
  const plain = JSON.parse(JSON.stringify(params)) as Record<string, unknown>;
  return { type, ...(Object.keys(plain).length > 0 ? { params: plain } : {}) };
}

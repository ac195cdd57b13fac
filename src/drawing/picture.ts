/** A flow as what a reader should see: states, other flows, merged ways, and in notes what is the same everywhere. */
import type { Flow } from '../core/flow.ts';
import { flowTitle, labelOf, subtitleOf } from './labels.ts';
import type { Names } from './names.ts';
import { notesOf } from './notes.ts';
import type { PlainState, Way } from './ways.ts';
import { enteredIn, isPassing, waysOf } from './ways.ts';
import { wrapped } from './wrapped.ts';

export interface PictureNode {
  id: string;
  /** `flow`: another flow that is called; `fan`: a list of states to which one state leads back. */
  kind: 'state' | 'passing' | 'final' | 'flow' | 'fan';
  lines: string[];
  subtitle?: string;
}

export interface PictureEdge {
  from: string;
  to: string;
  lines: string[];
  /** `skip`: taken without asking; `call`: into another flow. */
  kind: 'forward' | 'backward' | 'skip' | 'call';
}

export interface Picture {
  id: string;
  title: string;
  initial: string;
  nodes: PictureNode[];
  edges: PictureEdge[];
  notes: string[];
}

/** From this many states the same way to the same place is said in a note, and back to this many is one list. */
const MANY = 5;
/** Characters of a line in a picture. */
const LINE = 30;

type Located = { from: string; state: PlainState; way: Way; to: string };

export function pictureOf(flow: Flow, names: Names = {}): Picture {
  const ids = Object.keys(flow.states);
  const states = Object.entries(flow.states);
  const moves: Located[] = states.flatMap(([from, state]) =>
    waysOf(state).flatMap((way) =>
      way.to === undefined || way.to === from ? [] : [{ from, state, way, to: way.to }],
    ),
  );
  const common = groups(
    moves,
    ({ state, way, to }) => `${labelOf(state, [way], names).join()}\u0000${to}`,
  ).filter((group) => new Set(group.map(({ from }) => from)).size >= MANY);
  const drawn = moves.filter((move) => !common.some((group) => group.includes(move)));
  const goesBack = backwardIn(flow, ids, drawn);
  const fans = groups(drawn.filter(goesBack), ({ from }) => from).filter((group) => group.length >= MANY);
  const single = drawn.filter((move) => !fans.some((group) => group.includes(move)));

  const nodes = states.map(([id, state]) => nodeOf(id, state, names));
  const edges = groups(single, ({ from, to }) => `${from}\u0000${to}`).map((group): PictureEdge => {
    const { from, to, state } = group[0]!;
    const skips = group.every(({ way }) => way.event === 'always') && !isPassing(state);
    return {
      from,
      to,
      lines: labelOf(
        state,
        group.map(({ way }) => way),
        names,
      ).flatMap((line) => wrapped(line, LINE)),
      kind: goesBack(group[0]!) ? 'backward' : skips ? 'skip' : 'forward',
    };
  });
  for (const fan of fans) {
    const { from } = fan[0]!;
    const titles = fan.map(({ to }) => flow.states[to]!.title).join(' · ');
    nodes.push({
      id: `back from ${from}`,
      kind: 'fan',
      lines: ['về một trong các câu:', ...wrapped(titles, LINE)],
    });
    edges.push({ from, to: `back from ${from}`, lines: ['chọn câu'], kind: 'forward' });
  }
  addCalls(states, names, nodes, edges);
  return {
    id: flow.id,
    title: flow.title,
    initial: flow.initial,
    nodes,
    edges,
    notes: notesOf(flow, common, names),
  };
}

function nodeOf(id: string, state: PlainState, names: Names): PictureNode {
  const title = state.step === undefined ? state.title : `${state.step}. ${state.title}`;
  const subtitle = subtitleOf(state, names);
  return {
    id,
    kind: state.final ? 'final' : isPassing(state) ? 'passing' : 'state',
    lines: wrapped(title, LINE),
    ...(subtitle ? { subtitle } : {}),
  };
}

/** Flows that a way calls without leaving its state. One that a state calls on being entered is in its subtitle. */
function addCalls(
  states: readonly [string, PlainState][],
  names: Names,
  nodes: PictureNode[],
  edges: PictureEdge[],
): void {
  for (const [from, state] of states) {
    const calls = waysOf(state).flatMap((way) => enteredIn(way.effects).map((flow) => ({ flow, way })));
    for (const group of groups(calls, ({ flow }) => flow)) {
      const { flow } = group[0]!;
      const id = `flow ${flow}`;
      if (!nodes.some((node) => node.id === id)) {
        nodes.push({ id, kind: 'flow', lines: wrapped(`▸ ${flowTitle(flow, names)}`, LINE) });
      }
      const lines = labelOf(
        state,
        group.map(({ way }) => way),
        names,
      ).flatMap((line) => wrapped(line, LINE));
      edges.push({ from, to: id, lines, kind: 'call' });
    }
  }
}

/** Back is up the order in which the states are written, unless it is an end or the only way to get there. */
function backwardIn(
  flow: Flow,
  ids: readonly string[],
  moves: readonly Located[],
): (move: Located) => boolean {
  const up = ({ from, to }: Located) => ids.indexOf(to) < ids.indexOf(from);
  const reached = new Set([ids[0], ...moves.filter((move) => !up(move)).map(({ to }) => to)]);
  return (move) => up(move) && reached.has(move.to) && !flow.states[move.to]?.final;
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const found = new Map<string, T[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return [...found.values()];
}

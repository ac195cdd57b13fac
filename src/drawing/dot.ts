/** A flow as Graphviz DOT (graphviz.org, "DOT Language"). */
import type { Flow } from '../core/flow.ts';
import type { Names } from './names.ts';
import { pictureOf } from './picture.ts';
import type { PictureEdge, PictureNode } from './picture.ts';
import { wrapped } from './wrapped.ts';

export interface DotOptions extends Names {
  /** The state in which somebody is: amber. */
  current?: string;
  /** The states through which they came: green. */
  visited?: readonly string[];
}

/** The name is replaced by a list with fallbacks when the SVG is written (svg.ts). */
export const FONT = 'Noto Sans';
const AMBER = '#fde68a';
const GREEN = '#dcfce7';
/** Characters of a note's line. */
const NOTE_LINE = 78;

const STYLES: Readonly<Record<PictureNode['kind'], string>> = {
  state: 'style="rounded,filled", fillcolor="#eff6ff", color="#1d4ed8", fontcolor="#0f172a"',
  passing: 'style="rounded,filled,dashed", fillcolor="#ffffff", color="#94a3b8", fontcolor="#475569"',
  final: 'style="rounded,filled", fillcolor="#f1f5f9", color="#334155", fontcolor="#0f172a", peripheries=2',
  flow: 'style="filled", fillcolor="#faf5ff", color="#7e22ce", fontcolor="#581c87"',
  fan: 'style="dashed", color="#94a3b8", fontcolor="#475569"',
};
const EDGES: Readonly<Record<PictureEdge['kind'], string>> = {
  forward: 'weight=5, color="#334155"',
  backward: 'constraint=false, style=dashed, color="#94a3b8", fontcolor="#64748b"',
  skip: 'weight=3, style=dotted, penwidth=1.4, color="#64748b", fontcolor="#64748b", arrowhead=empty',
  call: 'weight=1, color="#7e22ce", fontcolor="#581c87"',
};

/** Pure: the same flow and options give the same text. Nodes carry `id="n_<state>"` and a class for CSS and tests. */
export function toDot(flow: Flow, options: DotOptions = {}): string {
  const picture = pictureOf(flow, options);
  const note = picture.notes.flatMap((text) => wrapped(text, NOTE_LINE)).map((line) => `${escaped(line)}\\l`);
  return [
    `digraph ${quoted(picture.id)} {`,
    `  graph [rankdir=TB, id=${quoted(`flow_${picture.id}`)}, bgcolor=white, pad=0.2, nodesep=0.35, ranksep=0.35, fontname="${FONT}", fontsize=11, fontcolor="#475569", labelloc=b, labeljust=l, label="${note.join('')}"];`,
    `  node [shape=box, fontname="${FONT}", fontsize=13, margin="0.2,0.09", height=0.4];`,
    `  edge [fontname="${FONT}", fontsize=11, fontcolor="#334155", arrowsize=0.7];`,
    `  "[*]" [shape=circle, style=filled, fillcolor="#334155", label="", width=0.16, height=0.16, id="start", class="start"];`,
    ...picture.nodes.map((node) => nodeLine(node, options)),
    `  "[*]" -> ${quoted(picture.initial)} [weight=5, color="#334155"];`,
    ...picture.edges.map(edgeLine),
    '}',
    '',
  ].join('\n');
}

function nodeLine(node: PictureNode, { current, visited = [] }: DotOptions): string {
  const classes: string[] = [node.kind];
  let style = STYLES[node.kind];
  if (node.id === current) {
    classes.push('current');
    style += `, fillcolor="${AMBER}", color="#b45309", penwidth=2`;
  } else if (visited.includes(node.id)) {
    classes.push('visited');
    style += `, fillcolor="${GREEN}", color="#15803d"`;
  }
  const subtitle = node.subtitle
    ? `<BR/><FONT POINT-SIZE="10" COLOR="#64748b">${marked(node.subtitle)}</FONT>`
    : '';
  const label = `<${node.lines.map(marked).join('<BR/>')}${subtitle}>`;
  const id = `n_${node.id.replaceAll(' ', '_')}`;
  return `  ${quoted(node.id)} [id=${quoted(id)}, class=${quoted(classes.join(' '))}, label=${label}, ${style}];`;
}

function edgeLine({ from, to, lines, kind }: PictureEdge): string {
  // Spaces keep the words off the line beside which they stand.
  const label = lines.map((line) => `  ${escaped(line)}  \\l`).join('');
  return `  ${quoted(from)} -> ${quoted(to)} [class=${quoted(kind)}, label="${label}", ${EDGES[kind]}];`;
}

const escaped = (text: string) => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
const quoted = (text: string) => `"${escaped(text)}"`;
const marked = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

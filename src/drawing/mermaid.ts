/** A flow as a Mermaid state diagram, which Git forges draw by themselves (mermaid.js.org, "State diagrams"). */
import type { Flow } from '../core/flow.ts';
import type { Names } from './names.ts';
import { pictureOf } from './picture.ts';

/** Pure. Backward ways cannot be dashed there, and the notes stand in the text around the block. */
export function toMermaid(flow: Flow, names: Names = {}): string {
  const { nodes, edges, initial } = pictureOf(flow, names);
  const ofKind = (kind: string) => nodes.filter((node) => node.kind === kind).map((node) => key(node.id));
  const classed = (kind: string) =>
    ofKind(kind).length > 0 ? [`  class ${ofKind(kind).join(',')} ${kind}`] : [];
  return [
    'stateDiagram-v2',
    '  direction TB',
    '  classDef passing fill:#ffffff,stroke:#94a3b8,color:#475569,stroke-dasharray:4 3',
    '  classDef flow fill:#faf5ff,stroke:#7e22ce,color:#581c87',
    '  classDef fan fill:#ffffff,stroke:#94a3b8,color:#475569',
    ...nodes.map(({ id, lines, subtitle }) => {
      const text = [...lines, ...(subtitle ? [`(${subtitle})`] : [])].join(' ');
      return `  state "${plain(text)}" as ${key(id)}`;
    }),
    `  [*] --> ${key(initial)}`,
    ...edges.map(({ from, to, lines }) => {
      const label = plain(lines.join(' '));
      return `  ${key(from)} --> ${key(to)}${label ? ` : ${label}` : ''}`;
    }),
    ...ofKind('final').map((id) => `  ${id} --> [*]`),
    ...['passing', 'flow', 'fan'].flatMap(classed),
    '',
  ].join('\n');
}

/** Mermaid takes letters, digits and `_` for a name without argument; a prefix keeps clear of its own words. */
const key = (id: string) => `s_${id.replace(/[^A-Za-z0-9]/g, '_')}`;
/** Colon, semicolon, hash and quotes are Mermaid's own signs. */
const plain = (text: string) =>
  text
    .replaceAll('"', "'")
    .replaceAll(':', ' –')
    .replace(/[;#{}<>\u00A0]/g, ' ');

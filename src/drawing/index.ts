/** Flows as pictures, as text and for the XState v5 editor. */
export { toDot } from './dot.ts';
export type { DotOptions } from './dot.ts';
export { drawAll } from './pages.ts';
export { toMermaid } from './mermaid.ts';
export { namesFrom } from './names.ts';
export type { Names } from './names.ts';
export { renderSvg } from './svg.ts';
export { toXState } from './xstate.ts';
export type { XStateMachine, XStateNode } from './xstate.ts';

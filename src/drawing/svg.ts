/** DOT → SVG with Graphviz compiled to WebAssembly: no program to install, the same picture on every machine. */
import { instance } from '@viz-js/viz';
import { FONT } from './dot.ts';

/** Graphviz knows the widths of this font, which are close to Noto Sans; of Noto Sans itself it knows nothing. */
const MEASURED = 'Open Sans';
const SHOWN = "'Noto Sans', 'Open Sans', sans-serif";

let graphviz: ReturnType<typeof instance> | undefined;

/** Throws with Graphviz's own sentence when the DOT text is wrong. */
export async function renderSvg(dot: string): Promise<string> {
  graphviz ??= instance();
  const svg = (await graphviz).renderString(dot.replaceAll(`fontname="${FONT}"`, `fontname="${MEASURED}"`), {
    format: 'svg',
  });
  return svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->\s*/g, '')
    .replaceAll(`font-family="${MEASURED}"`, `font-family="${SHOWN}"`)
    .replace(/<g id="[^"]*" class="node[^>]*>[\s\S]*?<\/g>/g, centred);
}

/** Graphviz starts the lines of a node at their left; another font is a little wider, so they hang from the middle. */
function centred(node: string): string {
  const outline = /(?: d| points)="([^"]+)"/.exec(node)?.[1] ?? '';
  const xs = [...outline.matchAll(/(-?[\d.]+),-?[\d.]+/g)].map((point) => Number(point[1]));
  if (xs.length === 0) return node;
  const middle = Number(((Math.min(...xs) + Math.max(...xs)) / 2).toFixed(2));
  return node.replace(/text-anchor="start" x="[^"]*"/g, `text-anchor="middle" x="${middle}"`);
}

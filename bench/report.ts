/** What all benchmarks share: the middle and the spread of rounds, the machine, and the page of the last results. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';

export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** Of at least one value. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
  return { median, min: at(0), max: at(sorted.length - 1) };
}

export function machine(): string {
  const [first] = cpus();
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  return `${cpus().length} × ${first?.model.trim() || 'unknown CPU'}, Node ${process.versions.node}, load ${load} at the end`;
}

/** A table of Markdown. */
export function markdown(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  return [head, head.map((_cell, at) => (at === 0 ? '---' : '--:')), ...body]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

/** Replaces the section `## heading` of docs/benchmarks.md, or adds it; the other sections stay. */
export function saveSection(heading: string, text: string): void {
  const page = join(import.meta.dirname, '..', 'docs', 'benchmarks.md');
  const before = existsSync(page)
    ? readFileSync(page, 'utf8')
    : '# Benchmarks\n\nThe last results of `npm run bench -- PART --save`, side by side with the peers in one run.\n';
  const sections = before.split(/^(?=## )/m).filter((each) => !each.startsWith(`## ${heading}\n`));
  sections.push(`## ${heading}\n\n${text.trim()}\n`);
  writeFileSync(page, sections.map((each) => `${each.trim()}\n`).join('\n'));
}

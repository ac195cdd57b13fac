/** docs/scaling.md says what docs/benchmarks.md measured: each figure stands in its table, and the sums beside it come out. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/scaling.md', 'utf8');
const benchmarks = readFileSync('docs/benchmarks.md', 'utf8');

const cellsOf = (line: string): string[] => line.split('|').slice(1, -1).map((cell) => cell.trim()); // prettier-ignore
const numberOf = (text: string): number => Number(/[\d,]+(?:\.\d+)?/.exec(text)?.[0].replaceAll(',', ''));

/** The cell of that column in the row that begins with these cells, in a table of that section. */
function measured(section: string, row: string, column: string): number | undefined {
  const text = benchmarks.split(/^## /m).find((part) => part.startsWith(`${section}\n`)) ?? '';
  for (const table of text.split('\n\n').filter((part) => part.startsWith('|'))) {
    const [head = [], , ...rows] = table.split('\n').map(cellsOf);
    const place = head.indexOf(column);
    const found = rows.find((cells) => `${cells.join(', ')}, `.startsWith(`${row}, `));
    if (place >= 0 && found) return numberOf(found[place]!);
  }
  return undefined;
}

const lines = page.split('\n').filter((line) => /^\| [^|]+ · [^|]+ · /.test(line)).map(cellsOf); // prettier-ignore

describe('docs/scaling.md', () => {
  it.each(lines)('%s: %s', (where, figure, sums) => {
    const [section = '', row = '', column = ''] = where!.split(' · ');
    expect(measured(section, row, column), 'docs/benchmarks.md has another figure').toBe(numberOf(figure!));
    for (const [sum, a, sign, b, result, percent] of sums!.matchAll(
      /([\d,.]+\d|\d) ([×/]) ([\d,.]+\d|\d) = ([\d,.]*\d)( %)?/g,
    )) {
      const [left, right] = [numberOf(a!), numberOf(b!)];
      expect([left, right], `${sum}: of another figure`).toContain(numberOf(figure!));
      const exact = (sign === '×' ? left * right : left / right) * (percent ? 100 : 1);
      expect(Math.round(exact), sum).toBe(numberOf(result!));
    }
  });

  it('has figures of turns, of both engines, of memory and of the start', () => {
    expect(lines.length).toBeGreaterThanOrEqual(8);
  });
});

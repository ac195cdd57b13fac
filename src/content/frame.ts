/** The code frame of a fault: three lines of the file and a caret. */

/** Longer lines are cut around the fault, so that a frame fits a terminal. */
const WIDEST = 100;
const LEAD = 40;

// Content may hold terminal escapes; a frame never passes them on, and it shows the spaces that nobody sees.

const CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u00a0\u3000\u200b\u2060\ufeff]/g;

/** Text that is safe to print: each control character, and each space that is none, is a dot. */
export function printable(text: string): string {
  return text.replace(CONTROL, '·');
}

/** `line` and `column` from 1, `length` in UTF-16 units; the caret stays on its line. */
export function frameOf(lines: readonly string[], line: number, column: number, length: number): string {
  const text = lines[line - 1];
  if (text === undefined || (text === '' && lines.length === 1)) return '';
  const cut = column > WIDEST - LEAD ? column - 1 - LEAD : 0;
  const width = String(line + 1).length;
  const row = (number: number, mark: string) => {
    const shown = printable((lines[number - 1] ?? '').slice(cut, cut + WIDEST));
    return `${mark} ${String(number).padStart(width + 1)} │ ${shown}`.trimEnd();
  };
  const room = Math.max(1, Math.min(length, text.length - column + 1, WIDEST - (column - 1 - cut)));
  const caret = `${' '.repeat(width + 3)} │ ${' '.repeat(column - 1 - cut)}${'^'.repeat(room)}`;
  return [...(line > 1 ? [row(line - 1, ' ')] : []), row(line, '›'), caret].join('\n');
}

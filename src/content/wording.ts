/** What flows say: `wording/<file>.md`, a `## heading` a message, `- [label](option)` a button. */
import { blankComments, tidy } from './document.ts';
import { buttonsIn } from './buttons.ts';
import type { Fault } from './fault.ts';
import type { ContentFile } from './folder.ts';

export interface WordingButton {
  label: string;
  /** An option of the flow, an action of the router (`menu:5k`), `https://…` or `tel:115`. */
  option: string;
}

export interface Wording {
  /** `<file>.<heading>`. */
  id: string;
  text: string;
  /** All buttons in order, and the same as rows: those on one line of the file share a row. */
  buttons: readonly WordingButton[];
  rows: readonly (readonly WordingButton[])[];
  /** Names of the `{placeholders}` in text and labels, each once. */
  placeholders: readonly string[];
  /** The file, and the line of its heading. */
  path: string;
  line: number;
}

/** A line of text that says something to a member; `at` is its offset in the file. */
export interface Said {
  wording: Wording;
  at: number;
  raw: string;
}

const HEADING = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const PLACEHOLDER = /\{([A-Za-z][\w.-]*)\}/g;

/** Reads one wording file; what stands before the first `##` is a note for editors. */
export function readWording(file: ContentFile): { said: Said[]; faults: Fault[] } {
  const { source } = file;
  const faults: Fault[] = [];
  const said: Said[] = [];
  const text = blankComments(source.text);
  for (const glued of text.matchAll(/^##[^#\s].*$/gm)) {
    faults.push(
      source.fault(
        glued.index,
        glued[0].length,
        'error',
        'Thiếu dấu cách sau ##',
        `viết ‘## ${glued[0].slice(2)}’`,
      ),
    );
  }
  const headings = [...text.matchAll(/^##[ \t]+(.*?)[ \t]*$/gm)];
  headings.forEach((heading, i) => {
    const name = heading[1]!;
    const nameAt = heading.index + heading[0].indexOf(name, 2);
    const from = heading.index + heading[0].length;
    const raw = text.slice(from, headings[i + 1]?.index ?? text.length);
    const problem = (at: number, length: number, message: string, hint: string) => {
      faults.push(source.fault(at, length, 'error', message, hint));
    };
    if (!HEADING.test(name)) {
      problem(
        nameAt,
        name.length || 1,
        `Mã ‘${name}’ chỉ gồm chữ không dấu, số, dấu chấm và gạch ngang`,
        'ví dụ ‘## people.ask’',
      );
      return;
    }
    const { rows, rest, faults: broken } = buttonsIn(source, raw, from);
    faults.push(...broken);
    const words = tidy(rest).trim();
    const buttons = rows.flat();
    if (!words && buttons.length === 0 && broken.length === 0)
      problem(nameAt, name.length, `‘${name}’ chưa có lời nào`, 'viết lời ở dòng dưới');
    const brace = raw.replace(PLACEHOLDER, (whole) => ' '.repeat(whole.length)).search(/[{}]/);
    if (brace >= 0) {
      problem(
        from + brace,
        1,
        'Dấu ngoặc nhọn không thành chỗ điền',
        'viết {ten} bằng chữ không dấu, không có dấu cách',
      );
    }
    const placeholders = [...new Set([...raw.matchAll(PLACEHOLDER)].map((found) => found[1]!))];
    const line = source.fault(heading.index, 1, 'advice', '').line;
    said.push({
      wording: {
        id: `${file.name}.${name}`,
        text: words,
        buttons,
        rows,
        placeholders,
        path: source.path,
        line,
      },
      at: from,
      raw,
    });
  });
  return { said, faults };
}

/** A Markdown file: header between `---` lines, then the body and its sections. */
import { fold } from '../core/text.ts';
import { suggest } from './nearest.ts';
import type { Fault } from './fault.ts';
import type { Source } from './source.ts';

/** A stretch of the file, comments blanked out; `at` is its offset in the file. */
export interface Stretch {
  at: number;
  text: string;
}

export interface Body {
  text: Stretch;
  zalo?: Stretch;
  read?: Stretch;
}

/** Where the YAML of the header starts and ends. */
export function splitHeader(source: Source): {
  header?: { start: number; end: number };
  bodyAt: number;
  faults: Fault[];
} {
  const text = source.text;
  if (!/^---[ \t]*(\n|$)/.test(text)) {
    const hint = 'dòng 1 là ---, rồi các trường, rồi một dòng --- nữa';
    return { bodyAt: 0, faults: [source.fault(0, 3, 'error', 'Thiếu phần đầu', hint)] };
  }
  const start = text.indexOf('\n') + 1 || text.length;
  const close = /^---[ \t]*$/m.exec(text.slice(start));
  if (!close) {
    const hint = 'thêm một dòng --- sau trường cuối cùng';
    return {
      bodyAt: text.length,
      faults: [source.fault(0, 3, 'error', 'Phần đầu mở ở dòng 1 mà chưa đóng', hint)],
    };
  }
  const end = start + close.index;
  return { header: { start, end }, bodyAt: end + close[0].length, faults: [] };
}

/** `<!-- … -->` at the start of a line is a note for editors: spaces take its place, so that offsets stay. */
export function blankComments(text: string): string {
  return text.replace(/^<!--(?:[^]*?-->[^\n]*|[^\n]*)/gm, (comment) => comment.replace(/[^\n]/g, ' '));
}

const SECTIONS = ['Zalo', 'Đọc'];

/** The body from `bodyAt` on: first the text, then the optional sections. */
export function readBody(source: Source, bodyAt: number): { body: Body; faults: Fault[] } {
  const faults: Fault[] = [];
  const text = blankComments(source.text.slice(bodyAt));
  const headings = [...text.matchAll(/^##(?!#)[ \t]*(.*)$/gm)];
  const stretch = (from: number, to: number): Stretch => trimmed(text.slice(from, to), bodyAt + from);
  const body: Body = { text: stretch(0, headings[0]?.index ?? text.length) };
  headings.forEach((heading, i) => {
    const name = heading[1]!.trim();
    const at = bodyAt + heading.index;
    const part = stretch(heading.index + heading[0].length, headings[i + 1]?.index ?? text.length);
    const key = fold(name) === 'zalo' ? 'zalo' : fold(name) === 'doc' ? 'read' : undefined;
    const say = (message: string, hint: string) =>
      faults.push(source.fault(at, heading[0].length, 'error', message, hint));
    if (!key)
      say(
        `Không có mục ‘## ${name}’`,
        `${suggest(name, SECTIONS)}. Muốn viết tiếp phần trả lời thì bỏ dấu ##`,
      );
    else if (body[key]) say(`Mục ‘## ${name}’ viết hai lần`, 'gộp lại làm một');
    else if (!part.text) say(`Mục ‘## ${name}’ chưa có nội dung`, 'viết nội dung, hoặc xoá dòng này');
    else body[key] = part;
  });
  if (!body.text.text) {
    const at = headings[0] ? bodyAt + headings[0].index : Math.max(0, source.text.trimEnd().length - 1);
    faults.push(
      source.fault(
        at,
        1,
        'error',
        'Chưa có câu trả lời dưới phần đầu',
        'viết câu trả lời, dòng đầu tiên trả lời ngay',
      ),
    );
  }
  return { body, faults };
}

/** Without blank ends, offset kept. */
function trimmed(text: string, at: number): Stretch {
  const lead = /^\s*/.exec(text)![0].length;
  return { at: at + lead, text: text.slice(lead).trimEnd() };
}

/** As members read it: no spaces at line ends, at most one empty line in a row. */
export function tidy(text: string): string {
  return text.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n');
}

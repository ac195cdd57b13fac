/** Do the flows and the wording agree? */
import { nearest } from './nearest.ts';
import { sourceOf } from './source.ts';
import type { Bundle, Wording } from './bundle.ts';
import type { Fault } from './fault.ts';

export interface NeededWording {
  id: string;
  /** What the flow fills in; left out: anything. */
  placeholders?: readonly string[];
  /** The buttons without which the flow cannot go on. */
  options?: readonly string[];
  /** The flow that says it. */
  flow?: string;
}

/**
 * What a flow needs and nobody wrote (error), an unknown `{placeholder}` (error), what nobody says (warning). Wording that several
 * flows need may use only what each of them fills in.
 */
export function checkWording(bundle: Bundle, needed: readonly NeededWording[]): Fault[] {
  const faults: Fault[] = [];
  const ids = [...bundle.wording.keys()];
  const root = [...bundle.sources.keys()][0]?.split('/')[0] ?? 'content';
  const told = new Set<string>();
  for (const need of needed) {
    const wording = bundle.wording.get(need.id);
    if (wording)
      faults.push(
        ...unknownPlaceholders(bundle, wording, need, told),
        ...missingButtons(bundle, wording, need, told),
      );
    else if (!told.has(need.id)) {
      told.add(need.id);
      faults.push(unwritten(bundle, root, need, nearest(need.id, ids)));
    }
  }
  const wanted = new Set(needed.map(({ id }) => id));
  const free = needed.map(({ id }) => id).filter((id) => !bundle.wording.has(id));
  for (const wording of bundle.wording.values()) {
    if (wanted.has(wording.id)) continue;
    const near = nearest(wording.id, free);
    const hint = near ? `có phải ‘${near}’?` : 'xoá đi, hoặc xem lại mã sau dấu ##';
    faults.push(atHeading(bundle, wording, 'warning', `Không luồng nào nói ‘${wording.id}’`, hint));
  }
  return faults;
}

function missingButtons(bundle: Bundle, wording: Wording, need: NeededWording, told: Set<string>): Fault[] {
  const offered = wording.buttons.map(({ option }) => option);
  return (need.options ?? []).flatMap((option) => {
    const key = `${wording.id} (${option})`;
    if (offered.includes(option) || told.has(key)) return [];
    told.add(key);
    const near = nearest(
      option,
      offered.filter((one) => !need.options?.includes(one)),
    );
    const hint = near
      ? `có phải nút đang viết là (${near})? sửa thành (${option})`
      : `thêm dòng ‘- [Chữ trên nút](${option})’`;
    return [atHeading(bundle, wording, 'error', `Thiếu nút (${option}) trong lời ‘${wording.id}’`, hint)];
  });
}

function unwritten(bundle: Bundle, root: string, need: NeededWording, near: string | undefined): Fault {
  const [file = need.id, ...rest] = need.id.split('.');
  const path = `${root}/wording/${file}.md`;
  const source = bundle.sources.get(path) ?? sourceOf(path, '');
  const message = `Thiếu lời ‘${need.id}’${need.flow ? ` mà luồng ${need.flow} cần nói` : ''}`;
  const hint = `${near ? `có phải ‘${near}’? ` : ''}thêm mục ‘## ${rest.join('.')}’ vào wording/${file}.md`;
  return source.fault(source.text.trimEnd().length, 1, 'error', message, hint);
}

function unknownPlaceholders(
  bundle: Bundle,
  wording: Wording,
  need: NeededWording,
  told: Set<string>,
): Fault[] {
  const { placeholders: known } = need;
  if (!known) return [];
  const faults: Fault[] = [];
  for (const name of wording.placeholders) {
    const key = `${wording.id} ${name}`;
    if (known.includes(name) || told.has(key)) continue;
    told.add(key);
    const near = nearest(name, known);
    const list =
      known.length > 0
        ? `Chỗ điền cho phép: ${known.map((it) => `{${it}}`).join(', ')}`
        : 'lời này không có chỗ điền nào';
    faults.push(atPlaceholder(bundle, wording, name, near ? `có phải ‘{${near}}’? ${list}` : list));
  }
  return faults;
}

function atPlaceholder(bundle: Bundle, wording: Wording, name: string, hint: string): Fault {
  const source = bundle.sources.get(wording.path)!;
  const word = `{${name}}`;
  const at = source.text.indexOf(word, offsetOf(source.lines, wording.line));
  return source.fault(at, word.length, 'error', `Không có chỗ điền ‘${word}’`, hint);
}

function atHeading(
  bundle: Bundle,
  wording: Wording,
  severity: 'error' | 'warning',
  message: string,
  hint: string,
): Fault {
  const source = bundle.sources.get(wording.path)!;
  const name = wording.id.slice(wording.id.indexOf('.') + 1);
  const at = offsetOf(source.lines, wording.line);
  return source.fault(source.text.indexOf(name, at), name.length, severity, message, hint);
}

const offsetOf = (lines: readonly string[], line: number) =>
  lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);

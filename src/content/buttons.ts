/** `- [label](option)` lines of wording. */
import type { Fault } from './fault.ts';
import type { Source } from './source.ts';
import type { WordingButton } from './wording.ts';

/** Telegram's limit of what a button carries; options of a flow are hashed before they reach it. */
const LONGEST_ACTION_BYTES = 64;
/** Phones show about this much of a button. */
const SHOWN_CHARACTERS = 20;

const BUTTON = /\[([^\]\n]*)\]\(([^)\n]*)\)/g;

/** The rows of buttons in `raw`, which starts at offset `from` of the file, and the text without them. */
export function buttonsIn(
  source: Source,
  raw: string,
  from: number,
): { rows: WordingButton[][]; rest: string; faults: Fault[] } {
  const faults: Fault[] = [];
  const rows: WordingButton[][] = [];
  const labels = new Set<string>();
  const rest = raw.replace(/^- *\[.*$/gm, (line, offset: number) => {
    const found = [...line.matchAll(BUTTON)];
    const leftOver = line.slice(1).replace(BUTTON, '').trim();
    if (found.length === 0 || leftOver) {
      const hint = 'viết ‘- [Chữ trên nút](đích)’, không có dấu cách giữa ] và (';
      faults.push(
        source.fault(from + offset, line.length, 'error', 'Nút chưa có đích, hoặc viết chưa đúng', hint),
      );
      return '';
    }
    const row: WordingButton[] = [];
    for (const match of found) {
      const [, label = '', option = ''] = match;
      const at = from + offset + match.index;
      const problem = optionProblem(label.trim(), option.trim());
      const optionAt = at + label.length + 3;
      if (problem)
        faults.push(
          source.fault(
            label.trim() ? optionAt : at,
            Math.max(1, option.length),
            'error',
            problem.message,
            problem.hint,
          ),
        );
      const shown = [...new Intl.Segmenter('vi').segment(label)].length;
      if (shown > SHOWN_CHARACTERS) {
        faults.push(
          source.fault(
            at + 1,
            label.length,
            'advice',
            `Chữ trên nút dài ${shown} ký tự`,
            'điện thoại chỉ hiện khoảng 20 ký tự',
          ),
        );
      }
      if (labels.has(label.trim().toLowerCase())) {
        faults.push(
          source.fault(
            at + 1,
            label.length,
            'warning',
            `Hai nút cùng tên ‘${label.trim()}’`,
            'đổi tên một nút',
          ),
        );
      }
      labels.add(label.trim().toLowerCase());
      row.push({ label: label.trim(), option: option.trim() });
    }
    rows.push(row);
    return '';
  });
  return { rows, rest, faults };
}

function optionProblem(label: string, option: string): { message: string; hint: string } | undefined {
  if (!label) return { message: 'Nút chưa có chữ', hint: 'viết chữ trên nút giữa [ và ]' };
  if (!option) return { message: 'Nút chưa có đích', hint: 'viết đích giữa ( và ), ví dụ (skip)' };
  if (/\s/.test(option)) return { message: 'Đích của nút có dấu cách', hint: 'xoá dấu cách giữa ( và )' };
  if (/^tel:/i.test(option) && !/^tel:\+?\d{3,15}$/.test(option)) {
    return { message: 'Số điện thoại của nút không đúng', hint: 'viết liền, ví dụ (tel:115)' };
  }
  if (
    option.includes(':') &&
    !option.startsWith('https:') &&
    Buffer.byteLength(option) > LONGEST_ACTION_BYTES
  ) {
    return { message: 'Đích của nút dài quá 64 byte', hint: 'chọn mã ngắn hơn' };
  }
  return undefined;
}

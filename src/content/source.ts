/** A content file as read: clean text, and the way from an offset to a place that an editor finds. */
import { frameOf, printable } from './frame.ts';
import type { Fault, Severity } from './fault.ts';

export interface Source {
  path: string;
  /** NFC, `\n` ends of line, no byte order mark. */
  text: string;
  lines: readonly string[];
  /** A fault at an offset of `text`, `length` UTF-16 units long. */
  fault(at: number, length: number, severity: Severity, message: string, hint?: string): Fault;
}

export function sourceOf(path: string, text: string): Source {
  const lines = text.split('\n');
  const starts: number[] = [0];
  for (const line of lines) starts.push(starts.at(-1)! + line.length + 1);
  return {
    path,
    text,
    lines,
    fault(at, length, severity, message, hint) {
      const line = lineAt(starts, Math.min(Math.max(at, 0), text.length));
      const column = Math.min(Math.max(at, 0), text.length) - starts[line - 1]! + 1;
      const frame = frameOf(lines, line, column, length);
      return {
        path,
        line,
        column,
        severity,
        message: printable(message),
        frame,
        ...(hint ? { hint: printable(hint) } : {}),
      };
    },
  };
}

/** Bytes of a file → its clean text, with what had to be cleaned. */
export function readSource(path: string, bytes: Uint8Array): { source: Source; faults: Fault[] } {
  const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const unmarked = raw.startsWith('\uFEFF') ? raw.slice(1) : raw;
  const ended = unmarked.replace(/\r\n?/g, '\n');
  const source = sourceOf(path, ended.normalize('NFC'));
  const faults: Fault[] = [];
  const bad = source.text.indexOf('\uFFFD');
  if (bad >= 0) {
    const hint = 'lưu lại tệp với bảng mã UTF-8';
    faults.push(source.fault(bad, 1, 'error', 'Tệp không phải UTF-8, có chữ không đọc được', hint));
  }

  const control = source.text.search(/[\u0000-\u0008\u000b-\u001f\u007f]/);
  if (control >= 0)
    faults.push(source.fault(control, 1, 'error', 'Có ký tự điều khiển không nhìn thấy', 'xoá ký tự này'));
  if (raw !== unmarked) {
    faults.push(
      source.fault(
        0,
        1,
        'advice',
        'Đầu tệp có dấu BOM',
        'lưu lại với bảng mã “UTF-8”, không phải “UTF-8 with BOM”',
      ),
    );
  }
  if (ended !== unmarked) {
    faults.push(
      source.fault(
        0,
        1,
        'advice',
        'Tệp dùng xuống dòng kiểu Windows (CRLF)',
        'chọn “LF” trong trình soạn thảo',
      ),
    );
  }
  const apart = firstDecomposed(ended);
  if (apart >= 0) {
    const at = ended.slice(0, apart).normalize('NFC').length;
    faults.push(
      source.fault(
        at,
        1,
        'advice',
        'Dấu tiếng Việt viết rời khỏi chữ (Unicode tổ hợp)',
        'gõ lại bằng bảng mã Unicode dựng sẵn; trợ lý đã tự ghép dấu',
      ),
    );
  }
  return { source, faults };
}

function firstDecomposed(text: string): number {
  if (text === text.normalize('NFC')) return -1;
  let at = 0;
  for (const { segment } of new Intl.Segmenter('vi').segment(text)) {
    if (segment !== segment.normalize('NFC')) return at;
    at += segment.length;
  }
  return 0;
}

/** The line (from 1) of an offset: binary search over the starts of lines. */
function lineAt(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= at) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

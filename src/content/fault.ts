/** What the checker says about content: where, what, how to mend it. In Vietnamese, for editors. */

/** `error` keeps the last good version; `warning` and `advice` do not block. */
export type Severity = 'error' | 'warning' | 'advice';

export interface Fault {
  /** From the content folder's parent, with forward slashes: `content/faq/x.md`. */
  path: string;
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units of the NFC text, as editors count. */
  column: number;
  severity: Severity;
  /** Vietnamese, one sentence. */
  message: string;
  /** The lines around, with a caret under the offending words; empty where there is no file to show. */
  frame: string;
  /** Vietnamese: what is allowed, what to do. */
  hint?: string;
}

const NAMES: Record<Severity, string> = { error: 'lỗi', warning: 'cảnh báo', advice: 'góp ý' };

/** One block, beginning exactly `path:line:column`. */
export function formatFault(fault: Fault): string {
  const head = `${fault.path}:${fault.line}:${fault.column} ${NAMES[fault.severity]}: ${fault.message}`;
  const gutter = ' '.repeat(String(fault.line + 1).length + 2);
  const hint = fault.hint && `${fault.frame ? gutter : ''}    = gợi ý: ${fault.hint}`;
  return [head, fault.frame, hint].filter(Boolean).join('\n');
}

/** A line for a forge's checks: the fault is shown beside the changed line. */
export function githubFault({ path, line, column, severity, message, hint }: Fault): string {
  const kind = { error: 'error', warning: 'warning', advice: 'notice' }[severity];
  const escaped = (text: string) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const place = escaped(path).replace(/:/g, '%3A').replace(/,/g, '%2C');
  return `::${kind} file=${place},line=${line},col=${column}::${escaped(hint ? `${message}. ${hint}` : message)}`;
}

/** By file, then from top to bottom; what blocks comes first on the same place. */
export function sortFaults(faults: readonly Fault[]): Fault[] {
  const rank: Record<Severity, number> = { error: 0, warning: 1, advice: 2 };
  return [...faults].sort(
    (a, b) =>
      compare(a.path, b.path) ||
      a.line - b.line ||
      a.column - b.column ||
      rank[a.severity] - rank[b.severity] ||
      compare(a.message, b.message),
  );
}

export function isError(fault: Fault): boolean {
  return fault.severity === 'error';
}

// Not localeCompare: the order must not depend on the machine's language.
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** YAML as editors write it: every value a string, no anchors, no tags, and each value's place kept. */
import { isAlias, isCollection, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Document, Node, ParsedNode, YAMLParseError } from 'yaml';
import { yamlMessage } from './yaml-messages.ts';
import type { Fault } from './fault.ts';
import type { Source } from './source.ts';

export type Path = readonly (string | number)[];

export interface Yaml {
  value: unknown;
  source: Source;
  /** Offset and length of the value at a path, or of the nearest thing around it that exists. */
  at(path: Path): Spot;
  /** The same for the key of a map. */
  keyAt(path: Path): Spot;
}

export interface Spot {
  at: number;
  length: number;
}

/** The `yaml` package recurses: 20,000 open brackets end the whole process, not only the call. Nothing of ours is that deep. */
const DEEPEST = 40;

/**
 * Reads `source.text` from `start` to `end`. `strings` (the default): every scalar stays the string that was written, so that
 * neither `no`, `0115` nor a date turns into something else. At most one fault of syntax is told, the rest usually follows from it.
 */
export function readYaml(
  source: Source,
  options: { start?: number; end?: number; schema?: 'failsafe' | 'core' } = {},
): { yaml?: Yaml; faults: Fault[] } {
  const { start = 0, end = source.text.length, schema = 'failsafe' } = options;
  const text = source.text.slice(start, end);
  const trap = trapIn(text);
  if (trap) return { faults: [source.fault(start + trap.at, trap.length, 'error', trap.message, trap.hint)] };

  const document = parseDocument<ParsedNode>(text, { schema, prettyErrors: false, logLevel: 'silent' });
  const repeated = document.errors.filter((error) => error.code === 'DUPLICATE_KEY');
  const broken = document.errors.find((error) => error.code !== 'DUPLICATE_KEY');
  if (broken) {
    const { message, hint } = yamlMessage(broken.code);
    const [from, to] = openQuote(document, broken) ?? broken.pos;
    return { faults: [source.fault(start + from, to - from, 'error', message, hint)] };
  }
  const special = specialIn(document, text);
  if (special) {
    const message = 'Dấu & * ! ở đầu giá trị có nghĩa riêng trong YAML';
    return {
      faults: [
        source.fault(
          start + special.at,
          special.length,
          'error',
          message,
          'đặt cả giá trị trong ngoặc kép "…"',
        ),
      ],
    };
  }
  const faults = repeated.map((error) => {
    const key = /^[^\s:]*/.exec(text.slice(error.pos[0]))![0];
    const at = start + error.pos[0];
    return source.fault(at, key.length, 'error', `‘${key}’ viết hai lần`, 'giữ lại một dòng, xoá dòng kia');
  });
  faults.push(...lostAfterHash(source, document, start), ...gluedDashes(source, document, start));
  const value: unknown = document.toJS({ maxAliasCount: 0 });
  const spot = (node: Node | null | undefined): Spot => spotOf(node, start, text);
  return {
    yaml: {
      value,
      source,
      at: (path) => spot(find(document, path).node),
      keyAt: (path) => {
        const { key, node } = find(document, path);
        return spot(key ?? node);
      },
    },
    faults,
  };
}

function find(document: Document.Parsed, path: Path): { node: Node | null; key?: Node } {
  let node: Node | null = document.contents;
  let key: Node | undefined;
  for (const step of path) {
    if (isMap<Node, Node | null>(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
      if (!pair) break;
      key = pair.key;
      node = pair.value ?? pair.key;
    } else if (isSeq<Node>(node)) {
      const item = node.items[Number(step)];
      if (!item) break;
      node = item;
      key = undefined;
    } else break;
  }
  return key ? { node, key } : { node };
}

function spotOf(node: Node | null | undefined, start: number, text: string): Spot {
  const [from = 0, to = from + 1] = node?.range ?? [];
  const line = text.slice(
    from,
    isCollection(node) && !node.flow ? from + text.slice(from).search(/[:\n]|$/) : to,
  );
  return { at: start + from, length: Math.max(1, line.split('\n')[0]!.length) };
}

function specialIn(document: Document.Parsed, text: string): Spot | undefined {
  let found: Spot | undefined;
  visit(document, {
    Node(_key, node) {
      // Collections bear a tag of their own without anybody having written one.
      const written =
        isAlias(node) || node.anchor !== undefined || (isScalar(node) && node.tag !== undefined);
      if (!written) return undefined;
      const from = node.range?.[0] ?? 0;
      const sign = isAlias(node) ? '*' : node.anchor !== undefined ? '&' : '!';
      found = { at: Math.max(0, text.lastIndexOf(sign, from)), length: 1 };
      return visit.BREAK;
    },
  });
  return found;
}

/** `tieu_de: Thông điệp #5K` loses `#5K` without a word: YAML takes it for a comment. */
function lostAfterHash(source: Source, document: Document.Parsed, start: number): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Scalar(_key, node) {
      if (node.type !== 'PLAIN' || !node.range || !node.comment || /^\s/.test(node.comment)) return;
      const at = source.text.indexOf('#', start + node.range[1]);
      const hint = 'đặt cả câu trong ngoặc kép "…"; nếu là ghi chú thì thêm dấu cách sau #';
      faults.push(source.fault(at, node.comment.length + 1, 'warning', 'Phần sau dấu # bị bỏ qua', hint));
    },
  });
  return faults;
}

/** A quote that is never closed is told where it opens: the parser misses it only at the end of the header. */
function openQuote(document: Document.Parsed, broken: YAMLParseError): [number, number] | undefined {
  if (broken.code !== 'MISSING_CHAR') return undefined;
  let found: [number, number] | undefined;
  visit(document, {
    Scalar(_key, { type, range }) {
      const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
      if (quoted && range && range[0] < broken.pos[0] && range[1] >= broken.pos[0])
        found = [range[0], range[0] + 1];
    },
  });
  return found;
}

/** A dash that stands deeper than the one above begins no item: YAML takes its line for more of the line above. */
function gluedDashes(source: Source, document: Document.Parsed, start: number): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Scalar(_key, node) {
      if (node.type !== 'PLAIN' || !node.range) return;
      const from = start + node.range[0];
      const dash = /\n *(?=- )/.exec(source.text.slice(from, start + node.range[1]));
      if (!dash) return;
      const at = from + dash.index + dash[0].length;
      const hint = 'cho các dấu gạch thẳng hàng với nhau';
      faults.push(
        source.fault(at, 1, 'error', 'Dấu gạch thụt không đều: dòng này bị nối vào dòng trên', hint),
      );
    },
  });
  return faults;
}

/**
 * Spaces that look like spaces and are none to YAML (pasted from a page or a word processor), where they change what is read; and
 * signs without any width, which nobody finds by looking.
 */
const FALSE_SPACE =
  /(?<=^|[\s:[{,"'-])[\u00a0\u3000]|[\u00a0\u3000](?=\s*$|[:,\]}"'])|[\u200b\u2060\ufeff]/mu;

function trapIn(text: string): (Spot & { message: string; hint: string }) | undefined {
  const tab = text.indexOf('\t');
  if (tab >= 0)
    return { at: tab, length: 1, message: 'Có ký tự Tab', hint: 'thay bằng dấu cách (thụt vào 2 dấu cách)' };
  const space = text.search(FALSE_SPACE);
  if (space >= 0) {
    const message = 'Có dấu cách đặc biệt, nhìn như dấu cách thường hoặc không nhìn thấy';
    return { at: space, length: 1, message, hint: 'xoá rồi gõ lại bằng phím cách' };
  }
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (sign === '[' || sign === '{') depth++;
    if ((sign === ']' || sign === '}') && depth > 0) depth--;
    if (depth > DEEPEST)
      return { at, length: 1, message: 'Quá nhiều lớp ngoặc lồng nhau', hint: 'đóng các ngoặc [ và { đã mở' };
  }
  let lineAt = 0;
  for (const line of text.split('\n')) {
    // Each of these signs may open a layer; counted, because a pattern that tries them all would never end.
    const layers = /^ *(?:[-?:] +)*/.exec(line)![0].length / 2 + line.split(': ').length;
    if (layers > DEEPEST) {
      const message = 'Dòng này thụt vào hoặc lồng nhau quá sâu';
      return { at: lineAt, length: line.length, message, hint: 'mỗi lớp chỉ thụt vào 2 dấu cách' };
    }
    lineAt += line.length + 1;
  }
  return undefined;
}

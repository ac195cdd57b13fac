/** Telegram's MarkdownV2 and legacy Markdown (Bot API reference, "Formatting options"), refused with the platform's words. */
import { badRequest } from './refusal.ts';
import type { Entity, RichText } from './shapes.ts';

interface Style {
  /** Longest first: `__` before `_`, `||` alone. */
  marks: readonly [mark: string, type: string, word: string][];
  /** Characters that must be escaped where they mark nothing. */
  reserved: string;
  /** May follow a backslash. */
  escapable: RegExp;
  nested: boolean;
}

const V2: Style = {
  marks: [
    ['```', 'pre', 'Pre'],
    ['||', 'spoiler', 'Spoiler'],
    ['__', 'underline', 'Underline'],
    ['`', 'code', 'Code'],
    ['*', 'bold', 'Bold'],
    ['_', 'italic', 'Italic'],
    ['~', 'strikethrough', 'Strikethrough'],
  ],
  reserved: '_*[]()~`>#+-=|{}.!',
  escapable: /[!-~]/,
  nested: true,
};

const LEGACY: Style = {
  marks: [
    ['```', 'pre', 'Pre'],
    ['`', 'code', 'Code'],
    ['*', 'bold', 'Bold'],
    ['_', 'italic', 'Italic'],
  ],
  reserved: '',
  escapable: /[_*`[]/,
  nested: false,
};

/** Throws "can't parse entities: …" with the byte offset, as the platform does. */
export const parseMarkdownV2 = (source: string): RichText => parse(source, V2);
/** The older style: no nesting, nothing reserved. Throws as `parseMarkdownV2` does. */
export const parseMarkdown = (source: string): RichText => parse(source, LEGACY);

interface Open {
  mark: string;
  word: string;
  byte: number;
  entity: Entity;
}

function parse(source: string, style: Style): RichText {
  const entities: Entity[] = [];
  const open: Open[] = [];
  let text = '';
  let at = 0;
  const byte = (): number => Buffer.byteLength(source.slice(0, at));
  const close = (entity: Entity): void => {
    entity.length = text.length - entity.offset;
    if (entity.length > 0) entities.push(entity);
  };
  while (at < source.length) {
    const char = source[at] ?? '';
    const last = open.at(-1);
    const inCode = last?.entity.type === 'code' || last?.entity.type === 'pre';
    if (char === '\\' && style.escapable.test(source[at + 1] ?? '')) {
      text += source[at + 1];
      at += 2;
    } else if (last && source.startsWith(last.mark, at)) {
      open.pop();
      at += last.mark.length;
      if (last.mark === ']') at = readLink(source, at, last.entity);
      close(last.entity);
    } else if (inCode || (last && !style.nested)) {
      text += char;
      at += 1;
    } else {
      const mark = style.marks.find(([each]) => source.startsWith(each, at));
      if (mark) {
        open.push({ mark: mark[0], word: mark[2], byte: byte(), entity: blank(mark[1], text.length) });
        at += mark[0].length;
      } else if (char === '[') {
        open.push({ mark: ']', word: 'TextUrl', byte: byte(), entity: blank('text_link', text.length) });
        at += 1;
      } else if (style.reserved.includes(char)) {
        throw badRequest(
          `can't parse entities: Character '${char}' is reserved and must be escaped with the preceding '\\'`,
        );
      } else {
        text += char;
        at += 1;
      }
    }
  }
  const left = open.at(-1);
  if (left) {
    const word = style.nested ? `${left.word} entity` : 'the entity';
    const where = style.nested ? 'at' : 'starting at';
    throw badRequest(`can't parse entities: Can't find end of ${word} ${where} byte offset ${left.byte}`);
  }
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

function blank(type: string, offset: number): Entity {
  return { type, offset, length: 0 };
}

/** `(address)` right after `]`; without one the words stay plain. */
function readLink(source: string, at: number, entity: Entity): number {
  if (source[at] !== '(') return at;
  const end = source.indexOf(')', at);
  if (end < 0) throw badRequest("can't parse entities: Can't find end of a URL");
  entity.url = source.slice(at + 1, end).replace(/\\(.)/g, '$1');
  return end + 1;
}

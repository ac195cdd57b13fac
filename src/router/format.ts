/** Formatted text without escaping: pieces that know their entities. Plain where a channel has no looks. */
import type { Entity } from '../core/message.ts';

/** Text with its looks; a message as it stands. */
export class FmtString {
  readonly text: string;
  readonly entities: readonly Entity[];
  constructor(text: string, entities: readonly Entity[] = []) {
    this.text = text;
    this.entities = entities;
  }
}

export type Piece = string | number | boolean | FmtString;
/** For use as a template's tag and as a function. */
type Formatter = (parts: Piece | readonly Piece[], ...items: readonly Piece[]) => FmtString;

export const fmt: Formatter = (parts, ...items) => {
  const list = Array.isArray(parts) ? (parts as readonly Piece[]) : [parts as Piece];
  // A template's parts and items alternate.
  return join(list.flatMap((part, at) => (at < items.length ? [part, items[at] as Piece] : [part])));
};

export const bold = look('bold');
export const italic = look('italic');
export const underline = look('underline');
export const strikethrough = look('strikethrough');
export const spoiler = look('spoiler');
export const quote = look('blockquote');
export const code = look('code');
export const pre = (language: string): Formatter => look('pre', { language });
export const link = (content: Piece, url: string): FmtString => look('text_link', { url })(content);

/** Pieces in one text, with something between them if given. */
export function join(pieces: Iterable<Piece>, separator: Piece = ''): FmtString {
  let text = '';
  const entities: Entity[] = [];
  const add = (piece: Piece): void => {
    if (piece instanceof FmtString)
      for (const entity of piece.entities) entities.push({ ...entity, offset: entity.offset + text.length });
    text += piece instanceof FmtString ? piece.text : String(piece);
  };
  let first = true;
  for (const piece of pieces) {
    if (!first) add(separator);
    first = false;
    add(piece);
  }
  return new FmtString(text, entities);
}

function look(type: Entity['type'], more: Pick<Entity, 'url' | 'language'> = {}): Formatter {
  return (parts, ...items) => {
    const { text, entities } = fmt(parts, ...items);
    return new FmtString(text, [{ type, offset: 0, length: text.length, ...more }, ...entities]);
  };
}

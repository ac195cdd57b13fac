/** What every channel does to a message that is too long or has too many buttons. Pure. */
import type { Button, Message } from '../core/message.ts';

/** Characters as the platforms count them differ little; code points are the stricter reading for Vietnamese in NFC. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** Never more characters than UTF-16 units; to count them is dear. */
const surelyFits = (text: string, max: number): boolean => text.length <= max;

/** Cuts at paragraphs, else lines, sentences, spaces, and only at last inside a word. No part is longer than `max` characters. */
export function cutText(text: string, max: number): string[] {
  if (surelyFits(text, max)) return [text];
  const parts: string[] = [];
  let rest = [...text];
  while (rest.length > max) {
    const head = rest.slice(0, max).join('');
    const at = cutPlace(head);
    parts.push(head.slice(0, at).trimEnd());
    rest = [...(head.slice(at) + rest.slice(max).join('')).trimStart()];
  }
  const last = rest.join('');
  return parts.length > 0 && last === '' ? parts : [...parts, last];
}

/** Not in the first half: a short first part helps nobody. */
function cutPlace(head: string): number {
  for (const mark of ['\n\n', '\n', '. ', ' ']) {
    const at = head.lastIndexOf(mark);
    if (at > head.length / 2) return at + mark.length;
  }
  return head.length;
}

/** A long text as several messages; buttons, card and file stay with the last one. */
export function splitText(message: Message, max: number): Message[] {
  const text = message.text.normalize('NFC');
  if (surelyFits(text, max) || lengthOf(text) <= max) return [{ ...message, text }];
  const parts = cutText(text, max);
  const {
    rows: _rows,
    card,
    editCard,
    replaces: _replaces,
    file: _file,
    entities: _entities,
    ...plain
  } = message;
  const report = card ?? editCard;
  const first = report === undefined ? plain : { ...plain, about: report };
  const { entities: _, ...whole } = message;
  return parts.map((part, i) => ({ ...(i === parts.length - 1 ? whole : first), text: part }));
}

/**
 * Too many buttons: the answers become numbered lines of the text (core understands number, label, label without marks);
 * the ways about stay buttons.
 */
export function numberButtons(message: Message, max: number): Message {
  const buttons = (message.rows ?? []).flat();
  if (buttons.length <= max) return message;
  const answers = buttons.filter((button) => !button.nav);
  const nav = buttons.filter((button) => button.nav).slice(0, max);
  const lines = answers.map((button, i) => `${i + 1}. ${button.label}${linkOf(button)}`);
  const { rows: _, ...rest } = message;
  return {
    ...rest,
    text: `${message.text}\n\n${lines.join('\n')}`,
    ...(nav.length > 0 ? { rows: nav.map((button) => [button]) } : {}),
  };
}

function linkOf(button: Button): string {
  const link = button.url ?? button.phone;
  return link ? `: ${link}` : '';
}

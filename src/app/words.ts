/** Wording with its places filled: what the editors wrote, as a message. A line whose places are all empty is left out. */
import type { Wording } from '../content/bundle.ts';
import type { Button, Message } from '../core/message.ts';
import type { Knowledge } from './knowledge.ts';

export type Values = Readonly<Record<string, unknown>>;

const PLACE = /\{([\w-]+)\}/g;

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Member's words are put in as they are: they are text, never looked at for places again. */
export function fill(text: string, values: Values): string {
  if (!text.includes('{')) return tidy(text);
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    let places = 0;
    let said = false;
    const filled = line.replace(PLACE, (_, name: string) => {
      const value = asText(values[name]);
      places++;
      said ||= value.trim() !== '';
      return value;
    });
    if (places === 0 || said) lines.push(filled);
  }
  return tidy(lines.join('\n'));
}

const tidy = (text: string): string =>
  (text.includes('\n\n\n') ? text.replace(/\n{3,}/g, '\n\n') : text).trim();

export function wordingOf(knowledge: Knowledge, id: string): Wording {
  const wording = knowledge.bundle.wording.get(id);
  if (!wording) {
    const file = `content/wording/${id.split('.')[0]}.md`;
    throw new Error(
      `Nobody wrote the wording "${id}": add "## ${id.slice(id.indexOf('.') + 1)}" to ${file}.`,
    );
  }
  return wording;
}

/** A button as written: an address opens, `tel:` calls, anything else comes back as a press. */
export function buttonOf(label: string, option: string, data: (option: string) => string): Button {
  if (/^https?:\/\//.test(option)) return { label, url: option };
  if (option.startsWith('tel:')) return { label, phone: option.slice('tel:'.length) };
  return { label, data: data(option) };
}

/** A message that asks nothing: every button is an action, good at any time. */
export function notice(knowledge: Knowledge, id: string, values: Values = {}): Message {
  const wording = wordingOf(knowledge, id);
  const rows = wording.buttons.map((button) => [
    buttonOf(button.label, fill(button.option, values), (option) => option),
  ]);
  return { text: fill(wording.text, values), ...(rows.length > 0 ? { rows } : {}) };
}

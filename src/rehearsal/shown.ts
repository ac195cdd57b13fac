/** A message as text with its buttons: what `Bot:` lines look into, and what `npm run chat` prints. */
import type { Message } from '../core/message.ts';

const FILES = { photo: 'ảnh', voice: 'ghi âm', document: 'tệp', video: 'phim' } as const;

export function labelsOf(message: Message): string[] {
  return (message.rows ?? []).flat().map(({ label }) => label);
}

/** `[n label]`: the number by which `npm run chat` presses it. */
export function shown(message: Message, numbers = false): string {
  const buttons = labelsOf(message).map((label, i) => (numbers ? `[#${i + 1} ${label}]` : `[${label}]`));
  const file = message.file ? [`(${FILES[message.file.kind]})`] : [];
  return [message.text, ...file, buttons.join(' ')].filter(Boolean).join('\n');
}

/** Case and white space do not count; marks do. */
const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();

/**
 * Where `words` end in `said`, looked for from `from`; `…` and `...` stand for anything in between. Undefined: not said. Offsets are of
 * the plain form of `said`.
 */
export function endOfWords(said: string, words: string, from = 0): number | undefined {
  const text = plain(said);
  let at = from;
  for (const part of words.split(/…|\.{3}/).map(plain)) {
    const found = text.indexOf(part, at);
    if (found < 0) return undefined;
    at = found + part.length;
  }
  return at;
}

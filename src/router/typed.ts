/** Keyboard buttons that say their label for the person, on channels where a button can only be pressed. */
import type { Update } from '../core/update.ts';

/** Marks the data of a button that stands for words. One byte: Telegram's buttons carry 64. */
const mark = '=';

/** The data of a button whose press counts as the words typed. */
export function typedData(words: string): string {
  return mark + words;
}

/** A press of such a button as the text update that it stands for; any other update as it is. */
export function typedByPress(update: Update): Update {
  const { event } = update;
  if (event.type !== 'press' || !event.data.startsWith(mark)) return update;
  return { ...update, event: { type: 'text', text: event.data.slice(mark.length) } };
}

/** A typed answer to offered choices: the label, the label without marks, or its number. */
import type { Asked, Choice } from './conversation.ts';
import { labelKey, markedKey } from './text.ts';

/** The choices in the order in which their numbers were shown: answers only, ways about are not numbered. */
export function numbered(asked: Asked): Choice[] {
  return asked.choices.filter((choice) => !choice.nav);
}

/** A label typed with marks beats one that only fits without them. */
export function choiceByLabel(asked: Asked, text: string): Choice | undefined {
  const marked = markedKey(text);
  const folded = labelKey(text);
  if (folded === '') return undefined;
  return (
    asked.choices.find((choice) => markedKey(choice.label) === marked) ??
    asked.choices.find((choice) => labelKey(choice.label) === folded) ??
    asked.choices.find((choice) => choice.option === text.trim())
  );
}

/** `3`, `3.`, `số 3`. */
export function choiceByNumber(asked: Asked, text: string): Choice | undefined {
  const found = /^(?:so )?(\d{1,3})$/.exec(labelKey(text));
  return found ? numbered(asked)[Number(found[1]) - 1] : undefined;
}

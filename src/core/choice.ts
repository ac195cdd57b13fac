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
    asked.choices.find((choice) => choice.option === text.trim()) ??
    bySaid(asked, bare(folded))
  );
}

/** Small words around an answer that change nothing: `dạ gửi đi em ơi` is `gửi`. Folded. */
const BEFORE = /^(?:(?:da|vang|u|uh|ok|oke|roi|the|thi|toi|em|minh|cho toi) )+/;
const AFTER = /(?: (?:a|ah|ak|nhe|nha|di|luon|em|oi|voi|giup|roi|thoi|lam|ad|ban|chi|anh|toi))+$/;
const bare = (folded: string) => folded.replace(BEFORE, '').replace(AFTER, '');

function bySaid(asked: Asked, said: string): Choice | undefined {
  return said === '' ? undefined : asked.choices.find((choice) => labelKey(choice.label) === said);
}

/**
 * The answers of whose labels the typed words are a part: `giau ten` is `Giấu tên tôi`, `luong` may be `Lương, thưởng` or `Lương
 * thực`; with marks, fewer. For words that fit nothing else. What is said without `không` never stands for a label with it.
 */
export function choicesByPart(asked: Asked, text: string): Choice[] {
  const said = bare(labelKey(text));
  if (!/\p{L}{2}/u.test(said)) return [];
  const denies = (words: string) => / (khong|chua) /.test(` ${words} `);
  const found = numbered(asked).filter(({ label }) => isPart(said, labelKey(label)));
  const meant = found.filter(({ label }) => isPart(markedKey(text), markedKey(label)));
  const fitting = meant.length > 0 ? meant : found;
  return fitting.every(({ label }) => denies(labelKey(label)) === denies(said)) ? fitting : [];
}

const isPart = (said: string, label: string): boolean => ` ${label} `.includes(` ${said} `);

/** `3`, `3.`, `số 3`. */
export function choiceByNumber(asked: Asked, text: string): Choice | undefined {
  const found = /^(?:so )?(\d{1,3})$/.exec(labelKey(text));
  return found ? numbered(asked)[Number(found[1]) - 1] : undefined;
}

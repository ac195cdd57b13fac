/**
 * What the two health checks share: questions whose worse answer, or none, ends the check on the safe side, and an outcome that is
 * words with a source. A check never says what somebody has; nothing of the answers outlives it.
 */
import { labelKey } from '../src/core/text.ts';
import { call, chose, resultIs } from './parts.ts';

/** The ends of a check, the mildest first; content/guidance has words for each (`ket_qua`). */
export const OUTCOMES = ['o-nha', 'di-kham', 'goi-115'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Check {
  /** The folder of content/guidance with the words of the outcomes. */
  topic: string;
  outcome?: Outcome;
  /** Filled by the service, for the words shown. */
  title?: string;
  text?: string;
  source?: string;
  numbers?: string;
}

type Text = { text: string };
const SMALL = '( (a|ah|em|oi|nhe|luon|roi|dau|het|gi|ca|bi|co|thay|may|nao|sot))*$';
const NO = new RegExp(`^((da|vang|thua) )*(khong|ko|k|kg|kh|hong|hok|chua)${SMALL}`);
const UNSURE =
  /(^| )(khong|ko|k|kg|kh|hong|hok|chua|chang) (chac|ro|biet|de y|do|nho)( |$)|(^| )(hinh nhu|hoi hoi|co le)( |$)/;
const YES = new RegExp(`^((da|vang|thua) )*(co|bi|u|uh|um|vang|da|dung|phai|roi)${SMALL}`);

export const saysNo = (_: unknown, event: Text) => NO.test(labelKey(event.text));
export const saysYes = (_: unknown, event: Text) => YES.test(labelKey(event.text));
/** `không chắc`, `chưa đo`, `hình như có`: the check takes it for the worse answer. */
export const saysUnsure = (_: unknown, event: Text) => UNSURE.test(labelKey(event.text));

/** The way to an outcome. */
export const ends = (outcome: Outcome) => ({ set: () => ({ outcome }), to: 'outcome' as const });

/** Several signs on one screen: any of them, or not knowing, leads to that outcome; none leads on. */
export function anyOf<const S extends string>(outcome: Outcome, none: { set?: () => Partial<Check>; to: S }) {
  return {
    choose: [
      { when: chose('no'), ...none },
      { when: chose('yes', 'unsure'), ...ends(outcome) },
    ],
    text: [
      { when: saysUnsure, ...ends(outcome) },
      { when: saysNo, ...none },
      { when: saysYes, ...ends(outcome) },
    ],
  };
}

const filled = (_: Check, event: { value: unknown }) => {
  const { title, text, source, numbers } = event.value as Check;
  return { title: title ?? '', text: text ?? '', source: source ?? '', numbers: numbers ?? '' };
};

/** From the outcome to its words. Without words that may be served today, only the numbers and “ask a doctor” are said. */
export const toWords = {
  entry: [call('check-outcome')],
  on: {
    result: [
      { when: resultIs('outcome', 'goi-115'), set: filled, to: 'call' as const },
      { when: resultIs('found', false), set: filled, to: 'nothing' as const },
      { when: resultIs('outcome', 'o-nha'), set: filled, to: 'home' as const },
      { set: filled, to: 'doctor' as const },
    ],
  },
};

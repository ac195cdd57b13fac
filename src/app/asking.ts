/** Whether words typed in the middle of a form may be a question, and no answer to the form. */
import { fold, wordsIn } from '../core/text.ts';

/** Longer texts are stories, not questions. Characters. */
const LONGEST_QUESTION = 200;
/** Fewer words without a question in them (`ok`, `khẩn`) are meant as an answer to the form. */
const FEWEST_WORDS = 3;
/** Folded: how a question shows itself where the question mark is left out … */
const ASKING =
  /\?\s*$|(^| )(co phai|the nao|lam sao|bao nhieu|khi nao|o dau|la gi|duoc khong|co duoc|bao lau|tai sao|vi sao|may ngay|gi vay|nhu nao|phai khong)( |$)/;
/** … and the commonest of all, answered by yes or no: `tiem vac xin co mat tien khong`. */
const YES_OR_NO = /(^| )co (\S+ ){1,12}(khong|ko|k|hok|hong)( (a|ah|vay|ta|nhi|the|ad|em|anh|chi|ban))*\s*$/;

/** How words end that ask, whatever they ask. Folded. */
const ASKING_END =
  / (khong|ko|k|chua|nao|gi|sao|dau|ai|may|nhi|ha|vay)( (a|ad|em|anh|chi|ban|oi))*\s*[.!?]*$/;

/** For words outside any form: whether anything is asked at all. */
export const asksAnything = (text: string): boolean => mayAsk(text, true) || ASKING_END.test(fold(text));

/** `takesText`: the form's own question takes words; then only what plainly asks is a question. */
export function mayAsk(text: string, takesText: boolean): boolean {
  if (text.length > LONGEST_QUESTION) return false;
  const folded = fold(text);
  return ASKING.test(folded) || YES_OR_NO.test(folded) || (!takesText && wordsIn(text) >= FEWEST_WORDS);
}

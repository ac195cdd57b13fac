/** Days as members read them: `12/7/2021`. */

/** Day, month and year as groups of those names; never a piece of a document's number. */
export const SAID_DAY = /(?<![\d/])(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4})(?![\d/])/g;

/** `12/7/2021`, as SAID_DAY found it → `2021-07-12`. */
export function dayIn({ groups }: RegExpExecArray): string {
  const { day = '', month = '', year = '' } = groups ?? {};
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A number of Zalo's, what it means and what to do about it. */
import { oaCodes } from './codes-oa.ts';
import { oauthCodes } from './codes-oauth.ts';
import { zbsCodes } from './codes-zbs.ts';
import type { ZaloErrorClass } from './errors.ts';

export interface CodeFacts {
  class: ZaloErrorClass;
  meaning: string;
  remedy: string;
}

/**
 * The facts of a code. An unknown code is never taken for one that may be repeated: `payload` when Zalo says that a field
 * is invalid, else `config`, so that a human looks.
 */
export function factsOf(code: number, said = ''): CodeFacts {
  const known = oaCodes[code] ?? zbsCodes[code] ?? oauthCodes[code];
  if (known) return known;
  if (/is invalid/i.test(said)) {
    return { class: 'payload', meaning: 'a field is invalid', remedy: 'Correct the field; do not repeat.' };
  }
  return {
    class: 'config',
    meaning: 'unknown code',
    remedy: 'Look the code up in the Zalo docs; do not repeat.',
  };
}

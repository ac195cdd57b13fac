/** PA-YYMM-XXXXX: easy to read aloud; no I, L, O, 0, 1; the last character notices a slip. */
import { monthOf } from './time.ts';

export const REFERENCE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const BASE = REFERENCE_ALPHABET.length;
const RANDOM_PART = 4;

/** 53 bits of a text, evenly spread (cyrb53's mixing): the same update always gives the same reference. */
function mix(text: string, seed: number): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

/** Weighted so that one wrong character or two swapped neighbours change it (31 is prime). */
function checkCharacter(month: string, body: string): string {
  const sum = [...month, ...body].reduce((total, character, i) => {
    const value = REFERENCE_ALPHABET.includes(character)
      ? REFERENCE_ALPHABET.indexOf(character)
      : Number(character) + BASE;
    return total + value * (i + 2);
  }, 0);
  return REFERENCE_ALPHABET[sum % BASE]!;
}

/** `attempt` rises when the reference is taken already. */
export function newReference(at: number, updateId: string, attempt = 0): string {
  let number = mix(updateId, attempt);
  let body = '';
  for (let i = 0; i < RANDOM_PART; i++) {
    body += REFERENCE_ALPHABET[number % BASE];
    number = Math.floor(number / BASE);
  }
  const month = monthOf(at);
  return `PA-${month}-${body}${checkCharacter(month, body)}`;
}

/** A reference as typed (spaces, lower case), if its check character is right. */
export function readReference(text: string): string | undefined {
  const found = /^PA[-\s]*(\d{4})[-\s]*([2-9A-HJKMNP-Z]{4})([2-9A-HJKMNP-Z])$/.exec(
    text.trim().toUpperCase(),
  );
  if (!found || checkCharacter(found[1]!, found[2]!) !== found[3]) return undefined;
  return `PA-${found[1]}-${found[2]}${found[3]}`;
}

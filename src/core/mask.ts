/** What a member's words lose before others than officers of a case may read them: numbers, names, addresses, references. */
import { fold } from './text.ts';

const LINK = /\b(?:https?:\/\/|www\.)\S+/giu;
const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const REFERENCE = /\bPA[\s-]?\d{4}[\s-]?[2-9A-HJKMNP-Z]{5}\b/giu;
/** Phone numbers, identity cards and accounts have nine digits or more; sums, years and document numbers fewer. */
const NUMBER = /\+?\d(?:[\s.()-]?\d){8,}/gu;

const WORD = /\p{L}[\p{L}\p{M}]*/gu;
const NAME = '‹tên›';
const LONGEST_NAME = 4;
const SURNAMES = new Set(
  'nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trương mai cao tạ lương trịnh đào đoàn hà lâm tô tống chu châu thái kiều quách'.split(
    ' ',
  ),
);
/** Surnames that are no other word when written without marks and capitals. */
const PLAIN_SURNAMES = new Set('nguyen tran pham hoang huynh bui ngo dinh'.split(' '));
const MIDDLE = new Set(['thi', 'van']);
const TITLES = new Set('anh chị ông bà cô chú bác em sếp thầy'.split(' '));
const SPEAKERS = new Set('toi em minh con chau ho to'.split(' '));
/** Capitalised after a title or a surname, and yet nobody's name. */
const NOBODY = new Set('chí covid vít vy ơi ạ'.split(' '));

interface Token {
  text: string;
  from: number;
  to: number;
  /** Only spaces stand between it and the word before. */
  joined: boolean;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const found of text.matchAll(WORD)) {
    const before = tokens.at(-1);
    const gap = before && text.slice(before.to, found.index);
    tokens.push({
      text: found[0],
      from: found.index,
      to: found.index + found[0].length,
      joined: gap !== undefined && /^\s+$/.test(gap),
    });
  }
  return tokens;
}

const isCapital = (word: string): boolean =>
  /^\p{Lu}\p{Ll}*\p{M}*\p{Ll}*$/u.test(word) && !NOBODY.has(word.toLowerCase());

/** How many words from `at` belong to one name: capitals in a row. */
function capitalsFrom(tokens: readonly Token[], at: number): number {
  let length = 0;
  while (length < LONGEST_NAME) {
    const token = tokens[at + length];
    if (!token || (length > 0 && !token.joined) || !isCapital(token.text)) break;
    length++;
  }
  return length;
}

/** `tên (tôi) là …`: the words up to a sign or the end, a name's length at most. */
function introduced(tokens: readonly Token[], at: number): number {
  const plain = (i: number): string => fold(tokens[i]?.text ?? '');
  if (plain(at) !== 'ten') return 0;
  let next = at + 1;
  if (SPEAKERS.has(plain(next)) && plain(next + 1) === 'la') next++;
  const isSaid = plain(next) === 'la' || SPEAKERS.has(plain(at - 1));
  return isSaid ? (plain(next) === 'la' ? next + 1 : next) : 0;
}

/** The places of names, as far as they show: after `tên là`, after a surname or a title, or as the writer's own. */
function namesIn(text: string, own: readonly string[]): [from: number, to: number][] {
  const tokens = tokensOf(text);
  const shouting = text === text.toUpperCase();
  const owned = own
    .map((name) => tokensOf(name).map(({ text: word }) => fold(word)))
    .filter((name) => name.length > 1);
  const found: [number, number][] = [];
  for (let at = 0; at < tokens.length;) {
    const length = nameAt(tokens, at, shouting, owned);
    const [first, last] = [tokens[at], tokens[at + length - 1]];
    if (length > 0 && first && last) found.push([first.from, last.to]);
    at += Math.max(1, length);
  }
  return found;
}

function nameAt(tokens: readonly Token[], at: number, shouting: boolean, owned: readonly string[][]): number {
  const word = tokens[at]?.text ?? '';
  const before = tokens[at - 1]?.text.toLowerCase() ?? '';
  for (const name of owned)
    if (name.every((part, i) => fold(tokens[at + i]?.text ?? '') === part)) return name.length;
  for (const back of [2, 3, 1]) {
    if (at >= back && introduced(tokens, at - back) === at) {
      const capitals = capitalsFrom(tokens, at);
      if (capitals > 0 && !shouting) return capitals;
      let length = 1;
      while (length < LONGEST_NAME && tokens[at + length]?.joined) length++;
      return length;
    }
  }
  if (PLAIN_SURNAMES.has(word.toLowerCase()) && MIDDLE.has(fold(tokens[at + 1]?.text ?? '')))
    return Math.min(3, tokens.length - at);
  if (shouting) return 0;
  if (SURNAMES.has(word.toLowerCase()) && isCapital(word)) {
    const length = capitalsFrom(tokens, at);
    if (length > 1) return length;
  }
  return TITLES.has(before) && tokens[at]?.joined && isCapital(word) ? capitalsFrom(tokens, at) : 0;
}

/**
 * The text without what tells who wrote it. `own`: names that are known to be the writer's. A name in small letters
 * without a surname (`chi lan`) is not found: what is masked is still not for everybody. Masking twice is masking once.
 */
export function mask(text: string, own: readonly string[] = []): string {
  const flat = text
    .normalize('NFC')
    .replace(LINK, '‹liên kết›')
    .replace(EMAIL, '‹email›')
    .replace(REFERENCE, '‹mã phản ánh›')
    .replace(NUMBER, '‹số›');
  let masked = '';
  let from = 0;
  for (const [start, end] of namesIn(flat, own)) {
    masked += flat.slice(from, start) + NAME;
    from = end;
  }
  return masked + flat.slice(from);
}

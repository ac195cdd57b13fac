/** Words of danger: whatever the state, the numbers to call come first. With and without marks; not when negated. */
import { fold } from './text.ts';

export type Danger = 'breath' | 'body' | 'suicide' | 'violence' | 'fire' | 'child';

/** Folded words, the narrower danger first: a child has a number of its own. Source: product.md's list. */
const WORDS: readonly { danger: Danger; folded: RegExp }[] = [
  { danger: 'child', folded: /(tre em|con toi|be|chau) bi (danh|xam hai|bo roi|hiep)/ },
  {
    danger: 'breath',
    folded:
      /kho tho|ngat tho|khong tho (duoc|noi)|khong the tho|tho khong (duoc|noi)|nghet tho|hut hoi|tho doc/,
  },
  {
    danger: 'body',
    folded:
      /tim tai|tim moi|moi tim|co giat|ngat xiu|bat tinh|hon me|chay mau|mau chay|bang huyet|dot quy|dau that nguc|dau nguc du doi|(?<!(tien su|tung)( \S+){0,3} )(soc )?phan ve/,
  },
  {
    danger: 'suicide',
    folded: /tu tu|tu sat|muon chet|khong muon song|ket lieu (doi|cuoc)|chet di cho|nhay lau/,
  },
  {
    danger: 'violence',
    folded:
      /bi danh(?! (gia|gia thap|dau|mat|cap|thue))|danh dap|bi (chem|dam|hiep dam|cuong hiep|xam hai|bat coc|giam(?! (gio|viec|luong|thu|bot|ca|che|tru|xuong|thoi))|nhot|de doa giet)|doa giet/,
  },
  {
    danger: 'fire',
    folded:
      /(dang|bi) chay (nha|xuong|phong|kho)|chay (nha|xuong|kho xuong)|hoa hoan|dien giat|no (binh gas|noi hoi)/,
  },
];

/** As whole words. Every text is looked at, so they are made once. */
const SIGNS = WORDS.map(({ danger, folded }) => ({
  danger,
  sign: new RegExp(`(?<!\\S)(?:${folded.source})(?!\\S)`, 'gu'),
}));

/** Any of them. Hardly a message has one, and then nothing else need be looked at. */
const ANY_SIGN = new RegExp(`(?<!\\S)(?:${WORDS.map(({ folded }) => folded.source).join('|')})(?!\\S)`, 'u');

/** Said not to be so: as typed with marks, where `hét`, `họng`, `chàng` are other words … */
const NOT_MARKED = new Set(['không', 'hông', 'chưa', 'chẳng', 'chả', 'hết', 'khỏi', 'hổng']);
/** … or without marks. `hong` is left out: `dau hong kho tho` is a sore throat. */
const NOT_PLAIN = new Set(['khong', 'chua', 'chang', 'het', 'khoi', 'ko', 'k', 'kg', 'khg', 'kh']);
/** Words that may stand between the negation and the sign: `không thấy có dấu hiệu khó thở`. */
const BETWEEN = new Set([
  'thay',
  'bi',
  'con',
  'co',
  'phai',
  'them',
  'dinh',
  'he',
  'cam',
  'dau',
  'hieu',
  'trieu',
  'chung',
]);
/** After these, `hong` and `hông` are a part of the body. */
const ACHING = new Set(['dau', 'rat', 'viem', 'ngua', 'sung']);

/** Asking what a sign means is a question, not a cry: `khó thở là dấu hiệu gì?`. */
const ASKED_ABOUT =
  /(?<!\S)(la gi|la dau hieu|la trieu chung|nghia la|co phai (la )?(dau hieu|trieu chung)|neu bi|neu co|khi nao (can|phai|nen|thi)|trieu chung (nao|gi)|dau hieu (nao|gi)|phong tranh|phong ngua|huong dan)(?!\S)/;
/** In general too, but only while nobody is named: `con tôi co giật thì phải làm sao` is a cry. */
const ASKED_IN_GENERAL = /(?<!\S)(khi nao|thi (goi|lam|phai))(?!\S)/;
const SOMEBODY =
  /(?<!\S)(toi|em|minh|con|chau|be|vo|chong|me|bo|ba|anh ay|chi ay|ban|nguoi|dang|qua|cuu|bay gio|chet)(?!\S)/;

/** Words whose marks make them harmless: `tu tu` is also “slowly”. */
const HARMLESS_MARKED = /tự từ|từ từ|từ tự|tư tư|tứ tư|tỷ tỷ|máy chạy|chạy máy/;

/** The folded words of wordsOf, as one text and without a look at each. */
const wordsOnly = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();

interface Word {
  typed: string;
  folded: string;
  /** A comma or a full stop stands before it: what was said there is said. */
  apart: boolean;
}

/** A mark that lost its letter begins no word, nor does the one that follows a picture: `❗️khó thở`. */
function wordsOf(text: string): Word[] {
  let end = 0;
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu)].map((found) => {
    const between = text.slice(end, found.index);
    end = found.index + found[0].length;
    return { typed: found[0], folded: fold(found[0]), apart: /[^\s-]/.test(between) };
  });
}

/** Whether the words right before that one say that it is not so. */
function negated(words: readonly Word[], sign: number): boolean {
  for (let i = sign; i > 0 && !words[i]!.apart; i--) {
    const { typed, folded } = words[i - 1]!;
    const before = words[i - 2]?.folded ?? '';
    if (typed === folded ? NOT_PLAIN.has(typed) : NOT_MARKED.has(typed))
      return !(typed === 'hông' && ACHING.has(before));
    if (!BETWEEN.has(folded)) return false;
  }
  return false;
}

/** The danger that a message speaks of, if any. */
export function dangerIn(text: string): Danger | undefined {
  const marked = text.normalize('NFC').toLowerCase();
  if (!ANY_SIGN.test(wordsOnly(fold(marked)))) return undefined;
  const words = wordsOf(marked);
  const folded = words.map((word) => word.folded).join(' ');
  if (ASKED_ABOUT.test(folded) || (ASKED_IN_GENERAL.test(folded) && !SOMEBODY.test(folded))) return undefined;
  for (const { danger, sign } of SIGNS) {
    for (const found of folded.matchAll(sign)) {
      const at = folded.slice(0, found.index).split(' ').length - 1;
      if (negated(words, at)) continue;
      if (HARMLESS_MARKED.test(marked) && danger === 'suicide' && found[0] === 'tu tu') continue;
      return danger;
    }
  }
  return undefined;
}

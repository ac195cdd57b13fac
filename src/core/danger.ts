/** Words of danger: whatever the state, the numbers to call come first. With and without marks; not when negated. */
import { fold } from './text.ts';

export type Danger = 'breath' | 'body' | 'suicide' | 'violence' | 'fire' | 'child';

/**
 * Folded words, and the marked forms without which the folded one would mean something harmless
 * (`danh` is also "list", `chay` also "vegetarian"). Source: product.md's list and the urgent signs of the facts, 6.2.
 */
const SIGNS: readonly { danger: Danger; folded: RegExp }[] = [
  { danger: 'breath', folded: /kho tho|ngat tho|khong tho (duoc|noi)|tho khong (duoc|noi)|nghet tho|hut hoi|tho doc/ },
  { danger: 'body', folded: /tim tai|tim moi|moi tim|co giat|ngat xiu|bat tinh|hon me|chay mau|mau chay|bang huyet|dot quy|dau that nguc|dau nguc du doi|soc phan ve|phan ve/ },
  { danger: 'suicide', folded: /tu tu|tu sat|muon chet|khong muon song|ket lieu (doi|cuoc)|chet di cho|nhay lau/ },
  {
    danger: 'violence',
    folded: /bi danh(?! (gia|gia thap|dau|mat|cap|thue))|danh dap|bi (chem|dam|hiep dam|cuong hiep|xam hai|bat coc|giam|nhot|de doa giet)|doa giet/,
  },
  { danger: 'fire', folded: /(dang|bi) chay (nha|xuong|phong|kho)|chay (nha|xuong|kho xuong)|hoa hoan|dien giat|no (binh gas|noi hoi)/ },
  { danger: 'child', folded: /(tre em|con toi|be|chau) bi (danh|xam hai|bo roi|hiep)/ },
];

/** Right before the sign: it is said not to be so, or it is a question about the sign in general. */
const NEGATED = /(khong|khong he|khong con|chua|chua he|chang|het|ko|k|hong|khg|da khoi|khong bi|chua bi|het bi)( (thay|bi|con|co|phai|them|dinh|he|cam thay|dau hieu))*\s*$/;

/** Asking what a sign means is a question, not a cry: `khó thở là dấu hiệu gì?`. */
const ASKED_ABOUT = /(la gi|la dau hieu|la trieu chung|nghia la|co phai (la )?(dau hieu|trieu chung)|neu bi|neu co|khi nao|trieu chung (nao|gi)|dau hieu (nao|gi)|thi (goi|lam|phai)|phong tranh|phong ngua|huong dan)/;

/** Words whose marks make them harmless: bị đánh giá, chạy máu me (run), chảy ≠ cháy are told apart by marks typed. */
const HARMLESS_MARKED = /tự từ|từ từ|từ tự|tư tư|tứ tư|tỷ tỷ|máy chạy|chạy máy/;

/** The danger that a message speaks of, if any. */
export function dangerIn(text: string): Danger | undefined {
  const marked = text.normalize('NFC').toLowerCase();
  const folded = fold(text)
    .replace(/[^\p{L}\p{N}?]+/gu, ' ')
    .replace(/ +/g, ' ');
  if (ASKED_ABOUT.test(folded)) return undefined;
  for (const { danger, folded: sign } of SIGNS) {
    const all = new RegExp(`(?<![\\p{L}\\p{N}])(?:${sign.source})(?![\\p{L}\\p{N}])`, 'gu');
    for (const found of folded.matchAll(all)) {
      if (NEGATED.test(folded.slice(0, found.index))) continue;
      if (HARMLESS_MARKED.test(marked) && danger === 'suicide' && found[0] === 'tu tu') continue;
      return danger;
    }
  }
  return undefined;
}

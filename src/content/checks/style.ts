/** Advice for plain words: short sentences, abbreviations that are explained. */
import { sentencesOf } from './prose.ts';
import type { Fault } from '../fault.ts';
import type { Prose } from './prose.ts';

const LONGEST_SENTENCE_WORDS = 30;

/** Everybody reads these every day, or they are names. */
const KNOWN = new Set(
  'COVID COVID-19 SARS SARS-COV-2 5K 2K BHXH BHYT BHTN CĐCS LĐLĐ TP TPHCM HCM UBND VN VND VNEID VSSID NCOVI PC-COVID SMS QR PDF ID OK TV A B C D E AI AIDS HIV SOS PCR CCCD CMND'.split(
    ' ',
  ),
);

/** Two capitals or more, digits and hyphens allowed: `CĐCS`, `F0`, `QĐ-BYT`. */
const ABBREVIATION =
  /(?<![\p{L}\p{N}/.{-])\p{Lu}[\p{Lu}\p{N}]*(?:-[\p{Lu}\p{N}]+)*(?![\p{L}\p{N}/}]|-[\p{L}\p{N}]|\.\p{L})/gu;
const ROMAN = /^[IVXLC]+$/;

export function styleFaults(prose: readonly Prose[]): Fault[] {
  const told = new Set<string>();
  return prose.flatMap((stretch) => [...longSentences(stretch), ...abbreviations(stretch, prose, told)]);
}

function longSentences(prose: Prose): Fault[] {
  return sentencesOf(prose).flatMap(({ at, text }) => {
    const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    if (words <= LONGEST_SENTENCE_WORDS) return [];
    return [
      prose.source.fault(
        at,
        text.length,
        'advice',
        `Câu dài ${words} chữ`,
        `tách thành câu dưới ${LONGEST_SENTENCE_WORDS} chữ`,
      ),
    ];
  });
}

/** One advice for each abbreviation of a file, unless the file explains it: `công đoàn cơ sở (CĐCS)`, `CĐCS (công đoàn cơ sở)`. */
function abbreviations(stretch: Prose, all: readonly Prose[], told: Set<string>): Fault[] {
  const faults: Fault[] = [];
  for (const found of stretch.text.matchAll(ABBREVIATION)) {
    const word = found[0];
    const key = `${stretch.source.path} ${word}`;
    if (word.replace(/\P{Lu}/gu, '').length < 2 && !/^F\d$/.test(word)) continue;
    if (KNOWN.has(word) || ROMAN.test(word) || told.has(key) || shouted(stretch.text, found.index, word))
      continue;
    told.add(key);
    const explained = all.some(
      ({ source, text }) =>
        source === stretch.source && (text.includes(`(${word})`) || text.includes(`${word} (`)),
    );
    if (explained) continue;
    const hint = `viết đầy đủ, hoặc lần đầu viết ‘… (${word})’`;
    faults.push(
      stretch.source.fault(
        stretch.at + found.index,
        word.length,
        'advice',
        `‘${word}’ chưa được giải thích`,
        hint,
      ),
    );
  }
  return faults;
}

/** A whole phrase in capitals is no abbreviation: `GỌI NGAY 115`. */
function shouted(text: string, at: number, word: string): boolean {
  const before = /(\S+)\s+$/.exec(text.slice(0, at))?.[1] ?? '';
  const after = /^\s+(\S+)/.exec(text.slice(at + word.length))?.[1] ?? '';
  const capitals = (neighbour: string) =>
    /\p{Lu}{2}/u.test(neighbour) && neighbour === neighbour.toUpperCase();
  return capitals(before) || capitals(after);
}

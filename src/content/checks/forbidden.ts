/**
 * What the union does not say, after the plan of the provincial party committee (30-KH/ĐUK, 2021): no ranking of vaccines, no
 * word on where the virus came from.
 */
import { fold } from '../../core/text.ts';
import { sentencesOf } from './prose.ts';
import type { Fault } from '../fault.ts';
import type { Prose, Sentence } from './prose.ts';

const EDGE = '(?<![\\p{L}\\p{N}])';
const END = '(?![\\p{L}\\p{N}])';
const words = (pattern: string) => new RegExp(`${EDGE}(?:${pattern})${END}`, 'u');

const NAMED = words(
  'pfizer|biontech|comirnaty|moderna|spikevax|astra ?zeneca|astra|az|sinopharm|vero ?cell|sinovac|coronavac|sputnik(?: v)?|janssen|johnson|hayat[- ]?vax|abdala|nano ?covax|covivac',
);
const BETTER = words(
  '(?:tot|hieu qua|an toan|manh|xin|nhay|chat luong|cao cap|ben|dom|kem|te|yeu|nguy hiem|dang tin)(?: hon| nhat| thua)|thua kem|vuot troi|loai xin|hang dau|xep hang|so 1|bang (?:hon|kem)',
);
const ORIGIN = words(
  '(?:nguon goc|xuat xu|phat sinh|bat nguon|bat dau tu|ro ri|thoat ra|tao ra|che tao)(?: [^\\s]+){0,6}? (?:virus|vi ?rut|vi-rut|sars-cov-2|covid-19|covid|corona|phong thi nghiem)' +
    '|(?:virus|vi ?rut|vi-rut|sars-cov-2|covid-19|covid|corona)(?: [^\\s]+){0,6}? (?:nguon goc|xuat xu|bat nguon|ro ri|thoat ra|phong thi nghiem|do .{1,20} tao ra|che tao)',
);
const BLAMED = words(
  '(?:virus|vi ?rut|vi-rut|covid|corona|cum|dich) (?:vu han|trung quoc|tau|my|an do|chau phi|kung flu)',
);
/**
 * `Không so sánh…`, `chưa có căn cứ nói…` before the names: the very sentence that refuses to compare. A bare `không` is no
 * refusal: `không loại nào tốt hơn Pfizer` ranks.
 */
const REFUSED = words(
  '(?:khong|chua|dung|cho|tranh)(?: (?:nen|the|duoc|he|ai|co|con|phai|du))*(?: viec)? (?:so sanh|xep hang|binh luan|ban|noi|tin|nghe|chia se|ket luan|khang dinh|can cu|bang chung|chung cu|co so|nghien cuu|tai lieu|xac dinh)',
);

/** Answers only: what members ask, they may ask. */
export function forbiddenFaults(prose: readonly Prose[]): Fault[] {
  return prose
    .filter(({ asked }) => !asked)
    .flatMap((stretch) =>
      sentencesOf(stretch).flatMap((sentence) => {
        const problem = problemOf(sentence);
        return problem
          ? [
              stretch.source.fault(
                sentence.at + problem.at,
                problem.length,
                'error',
                problem.message,
                problem.hint,
              ),
            ]
          : [];
      }),
    );
}

function problemOf({
  text,
}: Sentence): { at: number; length: number; message: string; hint: string } | undefined {
  // Folding NFC letter by letter keeps the offsets.
  const folded = [...text]
    .map((letter) => fold(letter).padEnd(letter.length).slice(0, letter.length))
    .join('');
  const found = (match: RegExpExecArray | null, message: string, hint: string) =>
    match ? { at: match.index, length: match[0].length, message, hint } : undefined;
  const blamed = found(
    BLAMED.exec(folded),
    'Gọi tên vi rút, dịch theo một nước hay một nơi',
    'viết ‘COVID-19’ hoặc ‘SARS-CoV-2’',
  );
  if (blamed) return blamed;
  if (text.endsWith('?')) return undefined;
  const refused = REFUSED.exec(folded)?.index ?? Infinity;
  const said = (match: RegExpExecArray | null, from: number) =>
    match && refused > Math.min(match.index, from) ? match : null;
  const origin = found(
    said(ORIGIN.exec(folded), Infinity),
    'Nói về nguồn gốc vi rút',
    'bỏ câu này: công đoàn không bàn về nguồn gốc vi rút',
  );
  const named = NAMED.exec(folded);
  if (origin || !named) return origin;
  return found(
    said(BETTER.exec(folded), named.index),
    'So sánh, xếp hạng vắc xin',
    'bỏ phần so sánh: nói mỗi loại dùng cho ai, theo văn bản nào',
  );
}

/** The fields that content files share. Every scalar arrives as the string that the editor wrote (yaml.ts). */
import { z } from 'zod';

/** Ids are Latin without marks, so that links and options can carry them. */
export const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const TOPICS = [
  '5k',
  'vac-xin',
  'trieu-chung',
  'che-do',
  'ho-tro',
  'viec-lam',
  'cong-doan',
  'tin-gia',
  'tet',
  'khac',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Bình thường mới (new normal), dịch bùng phát (outbreak). */
export const PHASES = ['binh-thuong-moi', 'dich-bung-phat'] as const;
export type PhaseId = (typeof PHASES)[number];

export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\n]*$/, 'Chỉ viết trên một dòng');

export const id = z.string().regex(ID, {
  error: (issue) => `Mã ‘${String(issue.input)}’ chỉ gồm chữ thường không dấu, số và dấu gạch ngang`,
});

export const date = z
  .string()
  .min(1)
  .superRefine((value, context) => {
    const problem = value ? dateProblem(value) : undefined;
    if (problem)
      context.addIssue({ code: 'custom', message: problem.message, params: { hint: problem.hint } });
  })
  .meta({ format: 'date', description: 'Ngày, viết NĂM-THÁNG-NGÀY, ví dụ 2026-11-30' });

/** `type: integer` tells the editors' JSON Schema what the string stands for (json-schema.ts). */
export const count = (least: number, most: number) =>
  z
    .string()
    .min(1)
    .regex(/^\d+$/, 'Phải là một số, ví dụ 1')
    .transform(Number)
    .refine((value) => value >= least && value <= most, `Phải từ ${least} đến ${most}`)
    .meta({ type: 'integer' });

export const flag = z
  .enum(['true', 'false'])
  .transform((value) => value === 'true')
  .meta({ type: 'boolean' });

/** A document that content rests on. */
export interface SourceRef {
  body: string;
  document: string;
  date: string;
  link?: string;
}

const basis = { co_quan: line(200), van_ban: line(200), ngay: date };

export const source = z
  .strictObject({
    ...basis,
    lien_ket: z
      .string()
      .regex(/^https:\/\/\S+$/, 'Liên kết phải bắt đầu bằng https://')
      .optional(),
  })
  .transform((it): SourceRef =>
    present({ body: it.co_quan, document: it.van_ban, date: it.ngay, link: it.lien_ket }),
  );

export const basisOfPhase = z
  .strictObject(basis)
  .transform((it): Omit<SourceRef, 'link'> => ({ body: it.co_quan, document: it.van_ban, date: it.ngay }));

type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Leaves out what is undefined, so that an absent field is absent. */
export function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Present<T>;
}

/** What is wrong with a `YYYY-MM-DD` day, in Vietnamese; nothing when such a day exists between 1900 and 2199. */
export function dateProblem(value: string): { message: string; hint: string } | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (!found) {
    const turned = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value);
    const guess = turned && `${turned[3]}-${turned[2]!.padStart(2, '0')}-${turned[1]!.padStart(2, '0')}`;
    const hint = guess && !dateProblem(guess) ? `có phải ‘${guess}’?` : 'ví dụ 2026-11-30';
    return { message: `Ngày ‘${value}’ phải viết NĂM-THÁNG-NGÀY`, hint };
  }
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const message = `Ngày ${value} không có thật`;
  if (year < 1900 || year > 2199) return { message, hint: 'xem lại năm' };
  if (month < 1 || month > 12) return { message, hint: 'tháng từ 01 đến 12' };
  if (day < 1 || day > days) return { message, hint: `tháng ${month} năm ${year} có ${days} ngày` };
  return undefined;
}

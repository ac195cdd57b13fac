/** The header that every kind of item shares. */
import { z } from 'zod';
import { PHASES, TOPICS, count, date, id, line, present, source } from './fields.ts';
import type { PhaseId, SourceRef, Topic } from './fields.ts';

const LONGEST_QUESTION = 200;

/** What a served item is, whatever its kind. */
export interface ItemBase {
  id: string;
  /** The file, as faults name it. */
  path: string;
  /** Never empty: left out in the file means both. */
  phases: readonly PhaseId[];
  source: SourceRef;
  /** First and last day in force, YYYY-MM-DD. */
  from: string;
  until?: string;
  /** Id of the item that answers in place of this one once it is withdrawn. */
  replacedBy?: string;
  approvedBy: string;
  /** Other ways in which members ask for it. */
  otherWays: readonly string[];
  /** First line first; links to other items are already words. */
  text: string;
  /** Short form for Zalo, and form to be read aloud. */
  zalo?: string;
  read?: string;
  /** Ids of the items that the text points to. */
  links: readonly string[];
}

/** What policies, rumours, bulletins and campaigns share. */
export interface TitledItem extends ItemBase {
  title: string;
  /** As members would ask for it; the title where there is no question. */
  question: string;
  label: string;
  /** Lower first. */
  order: number;
  topic?: Topic;
}

export const question = line(LONGEST_QUESTION);

export const headerFields = {
  cach_hoi_khac: z.array(question).optional(),
  giai_doan: z.array(z.enum(PHASES)).min(1).optional(),
  nguon: source,
  hieu_luc_tu: date,
  het_han: date.optional(),
  thay_bang: id.optional(),
  nguoi_duyet: line(100),
};

type HeaderFields = z.output<z.ZodObject<typeof headerFields>>;

export type BaseHeader = Omit<ItemBase, 'id' | 'path' | 'text' | 'zalo' | 'read' | 'links'>;

export function baseHeader(it: HeaderFields): BaseHeader {
  return {
    otherWays: it.cach_hoi_khac ?? [],
    phases: it.giai_doan ?? PHASES,
    source: it.nguon,
    from: it.hieu_luc_tu,
    ...present({ until: it.het_han, replacedBy: it.thay_bang }),
    approvedBy: it.nguoi_duyet,
  };
}

/** Telegram and Zalo show about twenty characters of a button. */
export const LONGEST_LABEL = 40;

/** The fields of every kind but questions and cards; each kind adds its own. */
export const itemFields = {
  tieu_de: question.optional(),
  cau_hoi: question.optional(),
  nhan: line(LONGEST_LABEL).optional(),
  thu_tu: count(0, 9999).optional(),
  chu_de: z.enum(TOPICS).optional(),
  ...headerFields,
};

type ItemFields = z.output<z.ZodObject<typeof itemFields>>;

/** Either name of the title will do, one of them must be there. */
export function titled(it: ItemFields, context: z.RefinementCtx): void {
  if (it.tieu_de === undefined && it.cau_hoi === undefined) {
    const message = 'Chưa điền ‘tieu_de’ (hoặc ‘cau_hoi’)';
    context.addIssue({ code: 'custom', path: ['tieu_de'], message });
  }
}

export function itemOf(it: ItemFields) {
  const title = it.tieu_de ?? it.cau_hoi ?? '';
  return {
    title,
    question: it.cau_hoi ?? title,
    label: it.nhan ?? title,
    order: it.thu_tu ?? 0,
    ...present({ topic: it.chu_de }),
    ...baseHeader(it),
  };
}

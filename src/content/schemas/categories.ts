/** What a member's hardship may be about. */
import { z } from 'zod';
import { flag, id, line, present } from './fields.ts';

export interface Category {
  id: string;
  name: string;
  example?: string;
  /** Not offered in the form; reports that have it keep it. */
  hidden: boolean;
}

export const categories = z.array(
  z
    .strictObject({ ma: id, ten: line(40), vi_du: line(200).optional(), an: flag.optional() })
    .transform((it): Category => ({
      id: it.ma,
      name: it.ten,
      hidden: it.an ?? false,
      ...present({ example: it.vi_du }),
    })),
);

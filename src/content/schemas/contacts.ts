/** Numbers to call. */
import { z } from 'zod';
import { flag, id, line } from './fields.ts';

export interface Contact {
  id: string;
  name: string;
  /** As it is dialled; spaces and dots are for reading. */
  phone: string;
  /** When to call it. */
  when: string;
  /** Given where the bot has no answer to give now. Left out everywhere: the first number of the list. */
  hotline?: true;
}

export const contacts = z.array(
  z
    .strictObject({
      ma: id,
      ten: line(100),
      so: z
        .string()
        .min(1)
        .regex(/^\+?\d[\d .]{1,16}\d$/, 'Số điện thoại chỉ gồm chữ số, dấu cách, dấu chấm')
        .meta({ type: ['string', 'integer'] }),
      khi_nao: line(200),
      duong_day_nong: flag.optional(),
    })
    .transform((it): Contact => ({
      ...{ id: it.ma, name: it.ten, phone: it.so, when: it.khi_nao },
      ...(it.duong_day_nong ? { hotline: true as const } : {}),
    })),
);

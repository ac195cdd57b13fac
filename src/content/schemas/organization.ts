/** The dated tree of units, and the time that each has to act. */
import { z } from 'zod';
import { date, id, line, present } from './fields.ts';
import type { Deadlines, Unit } from '../../core/organization.ts';

const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30s`, `15m`, `8h`, `5d` → ms. A `d` is 24 hours here; core/clock.ts counts whole days of working time as working days. */
const duration = z.string().transform((value, context) => {
  const found = /^([1-9]\d{0,4})([smhd])$/.exec(value);
  if (found) return Number(found[1]) * UNITS_MS[found[2] as keyof typeof UNITS_MS];
  const hint = 'ví dụ 30s (giây), 15m (phút), 8h (giờ), 5d (ngày)';
  context.addIssue({ code: 'custom', message: `Thời hạn ‘${value}’ không đúng cách viết`, params: { hint } });
  return 0;
});

const times = { tiep_nhan: duration.optional(), giai_quyet: duration.optional() };

const deadlines = z
  .strictObject({
    ...times,
    gio: z.enum(['lien-tuc']).optional(),
    khan: z.strictObject({ ...times, gio: z.enum(['lien-tuc']).optional() }).optional(),
  })
  .transform((it): Deadlines => {
    const urgent = it.khan && present({ acknowledge: it.khan.tiep_nhan, resolve: it.khan.giai_quyet });
    const running = it.gio && true;
    return present({ acknowledge: it.tiep_nhan, resolve: it.giai_quyet, running, urgent });
  });

export const LEVELS = ['trung-uong', 'cap-tren', 'co-so'] as const;

const unit = z
  .strictObject({
    ma: id,
    ten: line(150),
    cap: z.enum(LEVELS),
    cap_tren: id.optional(),
    tu_ngay: date.optional(),
    den_ngay: date.optional(),
    ke_thuc: id.optional(),
    thoi_han: deadlines.optional(),
  })
  .transform((it): Unit =>
    present({
      id: it.ma,
      name: it.ten,
      level: it.cap,
      above: it.cap_tren,
      from: it.tu_ngay,
      until: it.den_ngay,
      successor: it.ke_thuc,
      deadlines: it.thoi_han,
    }),
  );

export const organization = z.array(unit);

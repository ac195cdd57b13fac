/** The few lines under a conversation's title: channel, day, phase, the officer on duty. */
import type { Bundle, PhaseId } from '../content/bundle.ts';
import { nearest } from '../content/nearest.ts';
import { dateProblem } from '../content/schemas/fields.ts';
import { atTime } from '../core/time.ts';
import { fold, labelKey } from '../core/text.ts';
import type { Role } from '../store/data.ts';
import { USUAL_DAY, USUAL_TIME } from './conversation.ts';
import type { Settings } from './conversation.ts';
import type { HeaderKey } from './keys.ts';

export interface Problem {
  message: string;
  hint: string;
}

const PHASES: Readonly<Record<string, PhaseId>> = {
  'binh thuong moi': 'binh-thuong-moi',
  'dich bung phat': 'dich-bung-phat',
};
const ROLES: Readonly<Record<string, Role>> = {
  'xu ly': 'handle',
  'tuyen truyen': 'publish',
  'quan tri': 'admin',
};

/** ms of a day (YYYY-MM-DD) and a time in Việt Nam. */
export function momentOf(day: string, time: string): number {
  return atTime(Date.parse(`${day}T12:00:00+07:00`), time);
}

export const usualSettings = (): Settings => ({
  channel: 'telegram',
  at: momentOf(USUAL_DAY, USUAL_TIME),
});

/** One setting read; a problem in Vietnamese when it cannot be. */
export function readSetting(
  settings: Settings,
  key: HeaderKey,
  value: string,
  bundle: Bundle,
): Settings | Problem {
  switch (key) {
    case 'kênh': {
      const channel = (['telegram', 'zalo'] as const).find((name) => name === labelKey(value));
      return channel
        ? { ...settings, channel }
        : { message: `Không có kênh ‘${value}’`, hint: 'viết Telegram hoặc Zalo' };
    }
    case 'ngày': {
      const [day = '', time = USUAL_TIME, ...rest] = value.split(/\s+/);
      const problem = dateProblem(day);
      if (problem) return problem;
      if (rest.length > 0 || !/^([01]?\d|2[0-3]):[0-5]\d$/.test(time))
        return { message: `Giờ ‘${time}’ phải viết GIỜ:PHÚT`, hint: 'ví dụ ngày: 2026-11-21 10:00' };
      return { ...settings, at: momentOf(day, time) };
    }
    case 'giai đoạn': {
      const phase = PHASES[labelKey(value)];
      return phase
        ? { ...settings, phase }
        : { message: `Không có giai đoạn ‘${value}’`, hint: 'viết bình thường mới hoặc dịch bùng phát' };
    }
    case 'cán bộ trực':
      return seatOf(settings, value, bundle);
  }
}

/** `ldld-quang-ngai`, `tld, quản trị`, by code or by the unit's name. */
function seatOf(settings: Settings, value: string, bundle: Bundle): Settings | Problem {
  const [unitName = '', ...roleNames] = value.split(',').map((part) => part.trim());
  const named = (name: string) => name === unitName || fold(name) === fold(unitName);
  const unit = bundle.organization.find(({ id, name }) => named(id) || named(name));
  if (!unit) {
    const near = nearest(
      unitName,
      bundle.organization.map(({ id }) => id),
    );
    const hint = `${near ? `có phải ‘${near}’? ` : ''}mã đơn vị ở sau chữ ma: trong organization.yml`;
    return { message: `Không có đơn vị ‘${unitName}’`, hint };
  }
  const roles = roleNames.map((name) => ROLES[labelKey(name)]);
  const unknown = roleNames.find((_, i) => roles[i] === undefined);
  if (unknown !== undefined)
    return { message: `Không có vai ‘${unknown}’`, hint: 'viết xử lý, tuyên truyền hoặc quản trị' };
  return { ...settings, seat: { unit: unit.id, roles: roles.length > 0 ? (roles as Role[]) : ['handle'] } };
}

/** How the health checks end: each end needs words in each phase, and only there does `ket_qua` mean anything. */
import { CHECK_FOLDERS, OUTCOMES } from '../schemas/guidance.ts';
import { PHASES } from '../schemas/fields.ts';
import type { Fault } from '../fault.ts';
import type { Entry } from '../items.ts';
import type { GuidanceItem } from '../schemas/guidance.ts';

export function outcomeFaults(entries: readonly Entry[]): Fault[] {
  const cards = entries.filter((entry): entry is Entry<GuidanceItem> => entry.item.kind === 'guidance');
  return [...cards.flatMap(placeFault), ...CHECK_FOLDERS.flatMap((folder) => missing(folder, cards))];
}

function placeFault({ item, yaml }: Entry<GuidanceItem>): Fault[] {
  const ofCheck = CHECK_FOLDERS.some((folder) => folder === item.topic);
  if (ofCheck === (item.outcome !== undefined)) return [];
  const key = ofCheck ? 'tieu_de' : 'ket_qua';
  const { at, length } = yaml.keyAt([key]);
  const message = ofCheck ? 'Chưa điền ‘ket_qua’' : '‘ket_qua’ chỉ dùng cho lời cuối của phần kiểm tra';
  const hint = ofCheck ? `thêm dòng ket_qua; chọn một trong: ${OUTCOMES.join(', ')}` : 'xoá dòng này';
  return [yaml.source.fault(at, length, 'error', message, hint)];
}

/** Told at the first card of the check: members would read that the words are being written. */
function missing(folder: string, cards: readonly Entry<GuidanceItem>[]): Fault[] {
  const mine = cards.filter(({ item }) => item.topic === folder);
  const first = mine[0];
  if (!first) return [];
  return PHASES.flatMap((phase) =>
    OUTCOMES.filter(
      (outcome) => !mine.some(({ item }) => item.outcome === outcome && item.phases.includes(phase)),
    ).map((outcome) => {
      const { at, length } = first.yaml.keyAt(['tieu_de']);
      const message = `guidance/${folder} chưa có lời cho ‘ket_qua: ${outcome}’ trong giai đoạn ${phase}`;
      const hint = 'thêm một tệp, hoặc bỏ dòng giai_doan của tệp đang có';
      return first.yaml.source.fault(at, length, 'warning', message, hint);
    }),
  );
}

/** What an answer may not be: another one's twin, or a form with gaps. */
import { labelKey } from '../../core/text.ts';
import { together } from './questions.ts';
import type { Fault } from '../fault.ts';
import type { Entry } from '../items.ts';

/** With fewer, members who ask in their own words are not understood. */
const FEWEST_OTHER_WAYS = 3;

export function answerFaults(entries: readonly Entry[]): Fault[] {
  const faults: Fault[] = [];
  const seen = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { item, yaml, body } = entry;
    const key = `${item.kind}:${labelKey(body.text.text)}`;
    const other = (seen.get(key) ?? []).find((it) => together(it.item, item));
    if (other) {
      const hint = 'gộp hai mục, đưa câu hỏi của mục này vào cach_hoi_khac của mục kia';
      faults.push(
        yaml.source.fault(body.text.at, 1, 'warning', `Câu trả lời giống hệt ${other.item.path}`, hint),
      );
    }
    seen.set(key, [...(seen.get(key) ?? []), entry]);

    for (const { at, text } of [body.text, body.zalo, body.read].filter((part) => part !== undefined)) {
      const gap = /\{[^}\n]*\}/.exec(text);
      if (!gap) continue;
      faults.push(
        yaml.source.fault(
          at + gap.index,
          gap[0].length,
          'error',
          `Không có gì điền vào ‘${gap[0]}’ ở đây`,
          'viết hẳn chữ ra',
        ),
      );
    }
    if (item.kind === 'faq' && item.otherWays.length < FEWEST_OTHER_WAYS) {
      const spot = item.otherWays.length > 0 ? yaml.keyAt(['cach_hoi_khac']) : yaml.keyAt(['cau_hoi']);
      const message = `Mới có ${item.otherWays.length} cách hỏi khác`;
      const hint = `viết ít nhất ${FEWEST_OTHER_WAYS} cách trong cach_hoi_khac, như đoàn viên hay gõ`;
      faults.push(yaml.source.fault(spot.at, spot.length, 'advice', message, hint));
    }
  }
  return faults;
}

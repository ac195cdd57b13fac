/** Two items that ask the same: which one a member gets would be chance. */
import { fold, labelKey, markedKey } from '../../core/text.ts';
import { titleOf } from '../links.ts';
import type { Fault } from '../fault.ts';
import type { AnyItem, Entry } from '../items.ts';
import type { Path } from '../yaml.ts';

interface Asked {
  entry: Entry;
  words: string;
  path: Path;
}

/** The questions of an item: its own first, then the other ways of asking it. */
export function asksOf(entry: Entry): Asked[] {
  const { item, yaml } = entry;
  const asked = item.kind !== 'guidance' && Object.hasOwn(Object(yaml.value), 'cau_hoi');
  const own: Asked = asked
    ? { entry, words: item.question, path: ['cau_hoi'] }
    : { entry, words: titleOf(item), path: ['tieu_de'] };
  return [own, ...item.otherWays.map((words, i) => ({ entry, words, path: ['cach_hoi_khac', i] }))];
}

/** Items that are never served together may ask the same: 2021's answer and today's, or one for each phase. */
export function together(a: AnyItem, b: AnyItem): boolean {
  const days = a.from <= (b.until ?? '9999') && b.from <= (a.until ?? '9999');
  return days && a.phases.some((phase) => b.phases.includes(phase));
}

/** A question finds these kinds; a card of guidance is reached by its button, and may bear the name of a question. */
export function isAsked({ item }: Pick<Entry, 'item'>): boolean {
  return item.kind === 'faq' || item.kind === 'policies' || item.kind === 'rumours';
}

export function questionFaults(entries: readonly Entry[]): Fault[] {
  const faults: Fault[] = [];
  const seen = new Map<string, Asked[]>();
  for (const entry of entries) {
    if (!isAsked(entry)) continue;
    for (const asked of asksOf(entry)) {
      const key = labelKey(asked.words);
      if (!key) {
        faults.push(faultAt(asked, 'error', 'Câu hỏi không có chữ nào', 'viết câu hỏi bằng chữ'));
        continue;
      }
      const before = seen.get(key) ?? [];
      const other = before.find(({ entry: it }) => it !== entry && together(it.item, entry.item));
      const again = before.some(
        ({ entry: it, words }) => it === entry && markedKey(words) === markedKey(asked.words),
      );
      if (other) faults.push(repeated(asked, other));
      else if (again) faults.push(faultAt(asked, 'advice', 'Cách hỏi này đã có ở trên', 'xoá dòng này'));
      seen.set(key, [...before, asked]);
    }
  }
  return faults;
}

function repeated(asked: Asked, other: Asked): Fault {
  const where = `${other.entry.item.path}:${placeOf(other).line}`;
  // `thuê nhà` and `thuế nhà` ask two things, but whoever types without marks asks both.
  const marked = [asked.words, other.words].every((words) => fold(words) !== words.toLowerCase());
  const apart = marked && markedKey(asked.words) !== markedKey(other.words);
  if (apart) {
    const hint = 'người gõ không dấu sẽ thấy cả hai; thêm chữ để phân biệt';
    return faultAt(asked, 'warning', `Bỏ dấu thì trùng với ${where}`, hint);
  }
  const hint = 'gộp hai mục, hoặc chỉ giữ câu này ở một mục';
  return faultAt(asked, 'error', `Câu hỏi trùng với ${where}`, hint);
}

function placeOf(asked: Asked): Fault {
  return faultAt(asked, 'advice', '');
}

export function faultAt(asked: Asked, severity: Fault['severity'], message: string, hint?: string): Fault {
  const { yaml } = asked.entry;
  const spot = yaml.at(asked.path);
  return yaml.source.fault(spot.at, spot.length, severity, message, hint);
}

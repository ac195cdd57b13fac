/** An id names one thing. */
import { isAsked } from './questions.ts';
import type { Read } from '../bundle.ts';
import type { Fault } from '../fault.ts';

export function repeatedIds(read: Read): Fault[] {
  const faults: Fault[] = [];
  const items = new Map<string, string>();
  for (const { item, yaml } of read.entries) {
    // Questions, policies and rumours stand in one list when a member chooses between answers.
    const key = `${isAsked({ item }) ? 'asked' : item.kind}:${item.id}`;
    const first = items.get(key);
    if (first === undefined) items.set(key, item.path);
    else
      faults.push(
        yaml.source.fault(0, 1, 'error', `Mã ‘${item.id}’ đã có ở ${first}`, 'đổi tên một trong hai tệp'),
      );
  }
  const wording = new Map<string, number>();
  for (const { wording: it, at } of read.said) {
    const first = wording.get(it.id);
    const source = read.sources.get(it.path)!;
    const name = it.id.slice(it.id.indexOf('.') + 1);
    const nameAt = source.text.lastIndexOf(name, at - 1);
    if (first === undefined) wording.set(it.id, it.line);
    else
      faults.push(
        source.fault(
          nameAt,
          name.length,
          'error',
          `Lời ‘${it.id}’ đã viết ở dòng ${first}`,
          'đổi mã hoặc xoá một trong hai',
        ),
      );
  }
  for (const name of ['organization', 'categories', 'contacts'] as const) {
    const list = read.lists[name];
    const seen = new Map<string, number>();
    list?.value.forEach(({ id }, i) => {
      const spot = list.yaml.at([i, 'ma']);
      const fault = list.yaml.source.fault(
        spot.at,
        spot.length,
        'error',
        `Mã ‘${id}’ đã dùng ở dòng ${seen.get(id)}`,
        'mỗi mục có một mã riêng',
      );
      if (seen.has(id)) faults.push(fault);
      else seen.set(id, fault.line);
    });
  }
  return faults;
}

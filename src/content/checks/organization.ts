/** The tree of units holds together: everybody named exists, nobody stands above themselves. */
import { nearest } from '../nearest.ts';
import { LEVELS } from '../schemas/organization.ts';
import type { Unit } from '../../core/organization.ts';
import type { Read } from '../bundle.ts';
import type { Fault, Severity } from '../fault.ts';

export function organizationFaults(read: Read): Fault[] {
  const list = read.lists.organization;
  if (!list) return [];
  const { value: units, yaml } = list;
  const tree = new Map(units.map((unit) => [unit.id, unit]));
  const ids = [...tree.keys()];
  const faults: Fault[] = [];
  units.forEach((unit, i) => {
    const say = (field: string, severity: Severity, message: string, hint?: string) => {
      const spot = yaml.at([i, field]);
      faults.push(yaml.source.fault(spot.at, spot.length, severity, message, hint));
    };
    const unknown = (field: string, id: string) => {
      const near = nearest(id, ids);
      say(
        field,
        'error',
        `Không có đơn vị ‘${id}’`,
        near ? `có phải ‘${near}’?` : 'thêm đơn vị này vào tệp, hoặc sửa mã',
      );
    };
    const { above, successor } = unit;
    if (above === undefined && unit.level !== 'trung-uong') {
      say('ma', 'error', `Chưa điền ‘cap_tren’ của ‘${unit.id}’`, 'chỉ cấp trung-uong mới không có cấp trên');
    }
    const upper = tree.get(above ?? '');
    if (above !== undefined && !upper) unknown('cap_tren', above);
    if (upper && LEVELS.indexOf(upper.level) > LEVELS.indexOf(unit.level)) {
      say(
        'cap_tren',
        'error',
        `‘${upper.id}’ (${upper.level}) không thể là cấp trên của ‘${unit.id}’ (${unit.level})`,
      );
    }
    if (upper && circles(tree, unit, (it) => it.above)) {
      say(
        'cap_tren',
        'error',
        `Cấp trên của ‘${unit.id}’ đi vòng về chính nó`,
        'sửa cap_tren của một đơn vị trong vòng',
      );
    }
    if (successor !== undefined && !tree.has(successor)) unknown('ke_thuc', successor);
    if (successor !== undefined && circles(tree, unit, (it) => it.successor)) {
      say('ke_thuc', 'error', `Đơn vị kế thừa của ‘${unit.id}’ đi vòng về chính nó`);
    }
    if (successor !== undefined && unit.until === undefined) {
      say(
        'ke_thuc',
        'warning',
        `‘${unit.id}’ có ke_thuc mà chưa có den_ngay`,
        'điền den_ngay: ngày hoạt động cuối cùng',
      );
    }
    if (unit.until !== undefined && successor === undefined) {
      say(
        'den_ngay',
        'warning',
        `‘${unit.id}’ kết thúc mà chưa có ke_thuc`,
        'phản ánh còn dở sẽ chuyển lên cấp trên; điền ke_thuc nếu có đơn vị nhận',
      );
    }
    if (unit.from !== undefined && unit.until !== undefined && unit.until < unit.from) {
      say('den_ngay', 'error', 'Ngày kết thúc đứng trước ngày bắt đầu');
    }
  });
  return [...faults, ...phaseUnits(read, tree)];
}

/** The unit is on a circle itself, not merely below one: each circle is told once a member. */
function circles(
  tree: ReadonlyMap<string, Unit>,
  unit: Unit,
  next: (unit: Unit) => string | undefined,
): boolean {
  const seen = new Set<string>();
  let id = next(unit);
  while (id !== undefined && id !== unit.id && !seen.has(id)) {
    seen.add(id);
    const there = tree.get(id);
    id = there && next(there);
  }
  return id === unit.id;
}

function phaseUnits(read: Read, tree: ReadonlyMap<string, Unit>): Fault[] {
  const list = read.lists.phase;
  if (!list) return [];
  return list.value.units.flatMap(({ unit }, i) => {
    if (tree.has(unit)) return [];
    const spot = list.yaml.at(['don_vi', i, 'ma']);
    const near = nearest(unit, [...tree.keys()]);
    return [
      list.yaml.source.fault(
        spot.at,
        spot.length,
        'error',
        `Không có đơn vị ‘${unit}’`,
        near && `có phải ‘${near}’?`,
      ),
    ];
  });
}

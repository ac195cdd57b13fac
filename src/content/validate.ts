/** zod's issues as faults: own Vietnamese sentences, at the words that they are about. */
import type { z } from 'zod';
import { suggest, nearest } from './nearest.ts';
import { TOPICS } from './schemas/fields.ts';
import type { Fault } from './fault.ts';
import type { Path, Yaml } from './yaml.ts';

type Issue = z.core.$ZodIssue;

/** The value of a file by its schema, or nothing when something in it is wrong. */
export function validate<T>(schema: z.ZodType<T>, yaml: Yaml): { value?: T; faults: Fault[] } {
  const result = schema.safeParse(yaml.value);
  if (result.success) return { value: result.data, faults: [] };
  return { faults: result.error.issues.flatMap((issue) => faultsOf(issue, yaml, schema)) };
}

function faultsOf(issue: Issue, yaml: Yaml, schema: z.ZodType): Fault[] {
  const path = issue.path as Path;
  const name = path.filter((step) => typeof step === 'string').join('.');
  const value = at(yaml.value, path);
  const here = (message: string, hint?: string, spot = yaml.at(path)) =>
    yaml.source.fault(spot.at, spot.length, 'error', message, hint);

  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(schema, path);
    return issue.keys.map((key) => {
      const near = nearest(key, allowed);
      const list = `Tên cho phép: ${allowed.join(', ')}`;
      return here(
        `Không có trường ‘${key}’`,
        near ? `có phải ‘${near}’? ${list}` : list,
        yaml.keyAt([...path, key]),
      );
    });
  }
  if (value === undefined)
    return [here(name ? `Chưa điền ‘${name}’` : 'Tệp chưa có nội dung', missingHint(path))];
  if (value === '') return [here(`Chưa điền ‘${name}’`, missingHint(path), yaml.keyAt(path))];
  if (value === null) return [here(name ? `Chưa điền ‘${name}’` : 'Tệp chưa có nội dung', missingHint(path))];
  switch (issue.code) {
    case 'invalid_value':
      return [
        here(
          `‘${say(value)}’ không có trong danh sách ${name}`,
          suggest(say(value), issue.values.map(String)),
        ),
      ];
    case 'invalid_type':
      return [here(...wrongType(issue.expected, name, path))];
    case 'too_big':
      return [here(`‘${name}’ dài quá ${Number(issue.maximum)} ký tự`, 'viết ngắn lại')];
    case 'too_small':
      return [here(`Chưa điền ‘${name}’`, missingHint(path), yaml.keyAt(path))];
    default: {
      const hint = issue.code === 'custom' ? (issue.params?.['hint'] as string | undefined) : undefined;
      return [here(issue.message, hint)];
    }
  }
}

function wrongType(expected: string, name: string, path: Path): [string, string] {
  if (expected === 'array' && !name)
    return ['Tệp phải là một danh sách', 'mỗi mục bắt đầu bằng dấu gạch: ‘- ma: …’'];
  if (expected === 'array')
    return [`‘${name}’ phải là danh sách`, 'viết [một, hai], hoặc mỗi dòng một mục bắt đầu bằng ‘- ’'];
  if (expected === 'object' && !name) return ['Mỗi mục phải gồm các dòng ‘tên: giá trị’', 'ví dụ ‘ma: abc’'];
  if (expected === 'object')
    return [`‘${name}’ phải gồm nhiều trường`, missingHint(path) ?? `viết ${name}: { tên: giá trị, … }`];
  return [`‘${name}’ phải là một dòng chữ`, 'nếu có dấu : hay [ ở trong thì đặt cả câu trong ngoặc kép'];
}

const EXAMPLES: Record<string, string> = {
  nguon: 'nguon: { co_quan: Bộ Y tế, van_ban: 5588/BYT-DP, ngay: 2021-07-12 }',
  can_cu: 'can_cu: { co_quan: Bộ Y tế, van_ban: 3896/QĐ-BYT, ngay: 2023-10-19 }',
  nguoi_duyet: 'nguoi_duyet: Ban Tuyên giáo',
  hieu_luc_tu: 'hieu_luc_tu: 2026-11-30',
  chu_de: `chu_de: ${TOPICS.join(' | ')}`,
  ngay: 'ngay: 2021-07-12',
};

function missingHint(path: Path): string | undefined {
  const field = path.at(-1);
  if (typeof field !== 'string') return undefined;
  const example = EXAMPLES[field] ?? `${field}: …`;
  const around = path.filter((step) => typeof step === 'string').at(-2);
  return around === undefined ? `thêm dòng ‘${example}’` : `thêm ‘${example}’ vào ${around}`;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, step) => {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined;
    return (found as Record<string | number, unknown>)[step];
  }, value);
}

const say = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 60);

/** The keys that the map at `path` may have, read from the schema itself. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  let inner = unwrap(schema);
  for (const step of path) {
    const { shape, element } = inner.def as { shape?: Record<string, z.ZodType>; element?: z.ZodType };
    const next = shape ? shape[String(step)] : element;
    if (!next) return [];
    inner = unwrap(next);
  }
  return Object.keys((inner.def as { shape?: object }).shape ?? {});
}

/** Through `optional` and `transform` to what the editor writes. */
function unwrap(schema: z.ZodType): z.ZodType {
  const def = schema.def as { innerType?: z.ZodType; in?: z.ZodType };
  const inner = def.innerType ?? def.in;
  return inner ? unwrap(inner) : schema;
}

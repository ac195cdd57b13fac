/** `npm run content`: checks a folder, prints a block for each fault and a summary. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadContent } from './bundle.ts';
import { formatFault, githubFault, isError, sortFaults } from './fault.ts';
import { jsonSchemas } from './json-schema.ts';
import { dateProblem } from './schemas/fields.ts';
import type { Bundle } from './bundle.ts';
import type { Fault, Severity } from './fault.ts';

/** More to check in a bundle: what the flows need of wording, conversations that editors wrote. */
export type ContentHook = (bundle: Bundle, options: HookOptions) => Checked | Promise<Checked>;

export interface HookOptions {
  today: string;
  /** The content folder that is checked. */
  dir: string;
  /** No error so far: the bundle is whole. */
  sound: boolean;
}

/** `summary`: a line for the end, in Vietnamese. */
export interface Checked {
  faults: Fault[];
  summary?: string;
}

export interface RunContent {
  /** After the program's name. */
  args: readonly string[];
  /** CONTENT_DIR. */
  dir: string;
  /** YYYY-MM-DD. */
  today: string;
  print(text: string): void;
  /** Run only over a whole content folder (one with wording), not over an editor's test folder. */
  hooks?: readonly ContentHook[];
}

const USAGE =
  'Cách dùng: npm run content -- [THƯ MỤC] [--on NĂM-THÁNG-NGÀY] [--complete] [--json | --github] | --schema THƯ MỤC';

/** The exit code: 0 no error, 1 at least one error in the content, 2 a wrong command line. */
export async function runContent(run: RunContent): Promise<number> {
  let read;
  try {
    read = parseArgs({
      args: [...run.args],
      allowPositionals: true,
      options: {
        on: { type: 'string' },
        schema: { type: 'string' },
        complete: { type: 'boolean' },
        json: { type: 'boolean' },
        github: { type: 'boolean' },
      },
    });
  } catch {
    run.print(`Không hiểu tham số. ${USAGE}`);
    return 2;
  }
  const { values, positionals } = read;
  const today = values.on ?? run.today;
  const problem = dateProblem(today);
  if (problem || positionals.length > 1) {
    run.print(problem ? `--on: ${problem.message} (${problem.hint})` : `Chỉ kiểm tra một thư mục. ${USAGE}`);
    return 2;
  }
  if (values.schema !== undefined) return writeSchemas(values.schema, run.print);
  const dir = positionals[0] ?? run.dir;
  const { bundle, faults } = await loadContent(dir, { today, complete: values.complete ?? false });
  const whole = bundle.wording.size > 0 || values.complete;
  const summaries: string[] = [];
  for (const hook of whole ? (run.hooks ?? []) : []) {
    const checked = await hook(bundle, { today, dir, sound: !faults.some(isError) });
    faults.push(...checked.faults);
    if (checked.summary !== undefined) summaries.push(checked.summary);
  }
  report(sortFaults(faults), bundle, run.print, values.json ? 'json' : values.github ? 'github' : 'text');
  if (!values.json) summaries.forEach((line) => run.print(line));
  return faults.some(isError) ? 1 : 0;
}

function report(
  faults: readonly Fault[],
  bundle: Bundle,
  print: (text: string) => void,
  form: 'text' | 'json' | 'github',
): void {
  const count = (severity: Severity) => faults.filter((fault) => fault.severity === severity).length;
  const [errors, warnings, advice] = [count('error'), count('warning'), count('advice')];
  const files = bundle.sources.size;
  if (form === 'json') {
    print(JSON.stringify({ ok: errors === 0, files, errors, warnings, advice, faults }));
    return;
  }
  for (const fault of faults) print(form === 'github' ? githubFault(fault) : `${formatFault(fault)}\n`);
  const found = [
    errors && `${errors} lỗi`,
    warnings && `${warnings} cảnh báo`,
    advice && `${advice} góp ý`,
  ].filter(Boolean);
  const rest = errors ? 'Đoàn viên vẫn thấy bản tốt gần nhất cho tới khi sửa hết lỗi.' : 'Dùng được.';
  print(`Đã kiểm tra ${files} tệp: ${found.length > 0 ? found.join(', ') : 'không có lỗi nào'}. ${rest}`);
}

async function writeSchemas(dir: string, print: (text: string) => void): Promise<number> {
  await mkdir(dir, { recursive: true });
  const schemas = jsonSchemas();
  for (const [name, schema] of schemas)
    await writeFile(join(dir, `${name}.json`), `${JSON.stringify(schema, null, 2)}\n`);
  print(`Đã ghi ${schemas.size} tệp JSON Schema vào ${dir}.`);
  return 0;
}

/** `npm run ask -- "câu hỏi"`: what the bot would answer, for an editor; `--json` and `--batch FILE` for a machine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createKnowledge } from '../app/knowledge.ts';
import { contentDirOf } from '../config.ts';
import { loadContent, PHASES } from '../content/bundle.ts';
import type { PhaseId } from '../content/bundle.ts';
import { dateProblem } from '../content/schemas/fields.ts';
import { sourceLine } from '../content/served.ts';
import { sayDay } from '../core/time.ts';
import { argumentsOr, usage } from './arguments.ts';

const SCORE_DIGITS = 4;
const OWN_CONTENT = join(import.meta.dirname, '..', '..', 'content');

const USAGE =
  'Cách dùng: npm run ask -- [--on 2021-08-20] [--phase dich-bung-phat] "câu hỏi"   hoặc   npm run ask -- --batch tệp.jsonl';

const { values, positionals } = argumentsOr(USAGE, {
  allowPositionals: true,
  options: {
    content: { type: 'string' },
    batch: { type: 'string' },
    json: { type: 'boolean' },
    on: { type: 'string' },
    phase: { type: 'string' },
  },
});
const dir = values.content ?? contentDirOf(process.env);
const problem = values.on === undefined ? undefined : dateProblem(values.on);
if (problem) usage(`--on: ${problem.message} (${problem.hint})`);
const at = values.on ? Date.parse(`${values.on}T12:00:00+07:00`) : Date.now();
const phase = PHASES.find((one) => one === values.phase);
if (values.phase !== undefined && !phase) usage(`--phase: chọn một trong ${PHASES.join(', ')}`);
if (!values.batch && positionals.length === 0) usage(USAGE);

const { bundle } = await withLexicon(dir);
const asked = createKnowledge(phase ? inPhase(phase) : bundle).faq(at);

/** A folder without a lexicon is heard with the project's own: how members write does not depend on what is answered. */
async function withLexicon(folder: string): ReturnType<typeof loadContent> {
  const read = await loadContent(folder);
  if (read.bundle.lexicon.size > 0) return read;
  const { lexicon } = (await loadContent(OWN_CONTENT)).bundle;
  return { ...read, bundle: { ...read.bundle, lexicon } };
}

/** The folder as if that phase were in force everywhere. */
function inPhase(one: PhaseId): typeof bundle {
  return { ...bundle, phase: { phase: one, basis: bundle.phase.basis, from: '1900-01-01', units: [] } };
}

/** One line for each question, in the same order. */
function answer(q: string): { q: string; sure: boolean; answers: { id: string; score: number }[] } {
  const found = asked.ask(q);
  return {
    q,
    sure: found.kind === 'sure',
    answers: found.nearest.map(({ id, score }) => ({ id, score: Number(score.toFixed(SCORE_DIGITS)) })),
  };
}

if (values.batch) {
  const lines = readFileSync(values.batch, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const out = lines.map((line, i) => {
    try {
      return JSON.stringify(answer(String((JSON.parse(line) as { q: unknown }).q)));
    } catch {
      return usage(`${values.batch}:${i + 1}: cần một dòng JSON dạng {"q":"…"}`);
    }
  });
  process.stdout.write(`${out.join('\n')}\n`);
} else {
  const question = positionals.join(' ');
  if (values.json) console.log(JSON.stringify(answer(question)));
  else tell(question);
}

function tell(question: string): void {
  const { kind, item, withdrawn, nearest } = asked.ask(question);
  if (item) console.log(`${item.question}\n\n${item.text}\n\n${sourceLine(item)}\n(${item.path})`);
  else if (withdrawn) {
    const { until, path, phases } = withdrawn.item;
    const why =
      withdrawn.why === 'expired'
        ? `đã hết hạn ngày ${sayDay(until ?? '')}`
        : `chỉ dùng trong giai đoạn ${phases.join(', ')}`;
    console.log(`Trợ lý sẽ nói nội dung này chưa đưa ra được và cho số để gọi: ${path} ${why}. Gần nhất:`);
  } else
    console.log(
      kind === 'unsure'
        ? 'Không chắc. Trợ lý sẽ mời chọn một trong các câu:'
        : 'Không biết. Trợ lý sẽ nói là không biết. Gần nhất:',
    );
  for (const { id, score } of nearest)
    console.log(`  ${score.toFixed(2)}  ${id}  ${asked.items.get(id)?.question ?? ''}`);
}

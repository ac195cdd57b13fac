/** `npm run ask -- "câu hỏi"`: what the bot would answer, for an editor; `--json` and `--batch FILE` for a machine. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createKnowledge } from '../app/knowledge.ts';
import { loadContent } from '../content/bundle.ts';
import { sourceLine } from '../content/served.ts';

const SCORE_DIGITS = 4;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    content: { type: 'string' },
    batch: { type: 'string' },
    json: { type: 'boolean' },
    on: { type: 'string' },
  },
});
const dir = values.content ?? process.env['CONTENT_DIR'] ?? './content';
const day = values.on ? Date.parse(`${values.on}T12:00:00+07:00`) : Date.now();
if (Number.isNaN(day)) fail('--on cần một ngày dạng 2026-11-21');
if (!values.batch && positionals.length === 0)
  fail('Cách dùng: npm run ask -- "câu hỏi"   hoặc   npm run ask -- --batch tệp.jsonl');

const { bundle } = await loadContent(dir);
const { items, answers } = createKnowledge(bundle).faq(day);

/** One line for each question, in the same order. */
function answer(q: string): { q: string; sure: boolean; answers: { id: string; score: number }[] } {
  const result = answers.ask(q);
  return {
    q,
    sure: result.sure,
    answers: result.answers.map(({ id, score }) => ({ id, score: Number(score.toFixed(SCORE_DIGITS)) })),
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
      return fail(`${values.batch}:${i + 1}: cần một dòng JSON dạng {"q":"…"}`);
    }
  });
  process.stdout.write(`${out.join('\n')}\n`);
} else {
  const question = positionals.join(' ');
  if (values.json) console.log(JSON.stringify(answer(question)));
  else tell(question);
}

function tell(question: string): void {
  const result = answers.ask(question);
  const best = result.answers[0] && items.get(result.answers[0].id);
  if (result.kind === 'sure' && best)
    console.log(`${best.question}\n\n${best.text}\n\n${sourceLine(best)}\n(${best.path})`);
  else
    console.log(
      result.kind === 'unsure'
        ? 'Không chắc. Trợ lý sẽ mời chọn một trong các câu:'
        : 'Không biết. Trợ lý sẽ nói là không biết. Gần nhất:',
    );
  for (const { id, score } of result.answers)
    console.log(`  ${score.toFixed(2)}  ${id}  ${items.get(id)?.question ?? ''}`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

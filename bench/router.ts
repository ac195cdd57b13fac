/** `npm run bench -- router`: our router beside telegraf's and grammY's, in alternating rounds. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { machine, markdown, saveSection, spread } from './report.ts';
import type { Spread } from './report.ts';
import { listCases } from './router/cases.ts';
import type { Answer, Order } from './router/worker.ts';
import versions from './package.json' with { type: 'json' };
import type { Options } from './run.ts';

const sides = ['ours', 'telegraf', 'grammy'] as const;
type SideName = (typeof sides)[number];
const titles: Record<SideName, string> = { ours: 'ours', telegraf: 'telegraf', grammy: 'grammY' };
const rounds = 7;
/** ms of one round. */
const roundMs = 150;

type Result = { cpu: Spread; rate: Spread } | { error: string };
interface Row {
  name: string;
  results: Record<SideName, Result>;
}

/** The next message of a side; its end is an answer too, not a wait for ever. */
async function hear(child: ChildProcess): Promise<Answer> {
  const over = new AbortController();
  const { signal } = over;
  const answer = once(child, 'message', { signal }).then(([message]) => message as Answer);
  const gone = once(child, 'exit', { signal }).then(() => ({ error: 'the process ended' }));
  try {
    return await Promise.race([answer, gone]);
  } finally {
    for (const each of [answer, gone]) each.catch(() => undefined);
    over.abort();
  }
}

function tell(child: ChildProcess, order: Order): Promise<Answer> {
  if (!child.connected) return Promise.resolve({ error: 'the process ended' });
  child.send(order);
  return hear(child);
}

async function measure(children: Map<SideName, ChildProcess>, index: number, name: string): Promise<Row> {
  const figures = new Map<SideName, { cpu: number[]; rate: number[]; error?: string }>();
  for (const [side, child] of children) {
    const ready = await tell(child, { prepare: index });
    figures.set(side, { cpu: [], rate: [], ...('error' in ready && { error: ready.error }) });
  }
  for (let round = 0; round < rounds; round++)
    for (const [side, child] of children) {
      const figure = figures.get(side);
      if (figure === undefined || figure.error !== undefined) continue;
      const answer = await tell(child, { measure: roundMs });
      if ('error' in answer) figure.error = answer.error;
      else if ('cpu' in answer) {
        figure.cpu.push(answer.cpu);
        figure.rate.push(answer.rate);
      }
    }
  const result = (side: SideName): Result => {
    const figure = figures.get(side);
    if (figure === undefined) return { error: 'not measured' };
    return figure.error === undefined
      ? { cpu: spread(figure.cpu), rate: spread(figure.rate) }
      : { error: figure.error };
  };
  return { name, results: { ours: result('ours'), telegraf: result('telegraf'), grammy: result('grammy') } };
}

const digits = (value: number): string =>
  value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString('en');

function cell(result: Result): string {
  if ('error' in result)
    return /call stack/i.test(result.error) ? 'overflows its stack' : `fails: ${result.error}`;
  const { cpu, rate } = result;
  return `${digits(cpu.median)} (${digits(cpu.min)}–${digits(cpu.max)}) · ${digits(rate.median)}/s`;
}

/** How many times the CPU of ours the cheaper peer needs. */
function advantage({ results }: Row): number | undefined {
  const costs = (['telegraf', 'grammy'] as const).flatMap((side) => {
    const result = results[side];
    return 'error' in result ? [] : [result.cpu.median];
  });
  return 'error' in results.ours || costs.length === 0
    ? undefined
    : Math.min(...costs) / results.ours.cpu.median;
}

function cost(rows: readonly Row[], name: string): number {
  const result = rows.find((row) => row.name === name)?.results.ours;
  return result === undefined || 'error' in result ? Number.NaN : result.cpu.median;
}

/** The targets, as sentences that say whether they hold. */
function verdicts(rows: readonly Row[]): string[] {
  const verdict = (holds: boolean, text: string): string => `- ${holds ? 'holds' : '**MISSED**'}: ${text}`;
  const lines: string[] = [];
  for (const kind of ['hears', 'command', 'action']) {
    const at200 = rows.find(({ name }) => name === `${kind}, 200 routes`);
    const times = (at200 && advantage(at200)) ?? Number.NaN;
    lines.push(
      verdict(
        times >= 20,
        `${kind}, 200 exact routes: ${times.toFixed(0)} × less than the faster peer (≥ 20)`,
      ),
    );
    const growth = cost(rows, `${kind}, 2,000 routes`) / cost(rows, `${kind}, 20 routes`);
    lines.push(verdict(growth < 2, `${kind}, 2,000 routes cost ${growth.toFixed(2)} × what 20 cost (< 2)`));
  }
  const broken = rows.filter(({ results }) => 'error' in results.ours);
  lines.push(verdict(broken.length === 0, 'every row runs on our side, 20,000 routes too'));
  const slower = rows.filter((row) => (advantage(row) ?? Infinity) < 1).map(({ name }) => name);
  lines.push(
    verdict(slower.length === 0, `never slower than a peer${slower.length ? `: ${slower.join('; ')}` : ''}`),
  );
  return lines;
}

export async function run(options: Options): Promise<void> {
  const children = new Map<SideName, ChildProcess>();
  for (const side of sides) {
    const execArgv = [...process.execArgv, '--expose-gc'];
    const child = fork(join(import.meta.dirname, 'router', 'worker.ts'), [side], { execArgv });
    children.set(side, child);
  }
  const rows: Row[] = [];
  try {
    for (const [side, child] of children) {
      const hello = await hear(child);
      if ('error' in hello) throw new Error(`bench router: ${side} did not start; its error stands above`);
    }
    for (const [index, { name }] of listCases().entries()) {
      process.stderr.write(`${name} …\n`);
      rows.push(await measure(children, index, name));
    }
  } finally {
    for (const child of children.values()) child.kill();
  }
  const peers = Object.entries(versions.dependencies)
    .map((each) => each.join(' '))
    .join(', ');
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ machine: machine(), peers, rounds, roundMs, rows }, null, 2)}\n`,
    );
    return;
  }
  const head = ['case', ...sides.map((side) => titles[side]), 'ours × cheaper'];
  const body = rows.map((row) => {
    const times = advantage(row);
    return [
      row.name,
      ...sides.map((side) => cell(row.results[side])),
      times === undefined ? '—' : `${digits(times)} ×`,
    ];
  });
  const text = [
    `\`npm run bench -- router\` · ${machine()} · ${peers}.`,
    '',
    `Each cell: CPU µs an update, all threads, median of ${rounds} rounds (least–most) · updates a second by the clock, median.`,
    'The sides take turns, each in a process of its own; the last route matches and answers once; the network is stubbed.',
    'Peers run their Composer alone on a ready context (no polling, timers or API clients made per update); ours also turns',
    'Telegram’s raw update into its own. A form is 9 updates: the command and 8 answers, kept in memory.',
    '',
    markdown([head, ...body]),
    '',
    'Targets, by CPU:',
    '',
    ...verdicts(rows),
  ].join('\n');
  process.stdout.write(`${text}\n`);
  if (options.save) saveSection('Router', text);
}

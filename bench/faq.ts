/** `npm run bench -- faq`: our engine beside MiniSearch, FlexSearch, Orama, Lunr and Fuse.js on the development sets in FAQ_DEV_DIR. */
import { makers } from './faq/engines.ts';
import { measure } from './faq/measure.ts';
import { growth } from './faq/scale.ts';
import type { Growth } from './faq/scale.ts';
import { targets } from './faq/targets.ts';
import type { Figures } from './faq/measure.ts';
import { readSets } from './faq/sets.ts';
import type { TestSet } from './faq/sets.ts';
import { machine, markdown, saveSection } from './report.ts';
import type { Options } from './run.ts';

interface Row {
  engine: string;
  buildMs: number;
  figures: Figures;
}

const LARGE = 1000;
/** Engines that take milliseconds get each fifth question; the figures stay within a point or two. */
const SLOW_EVERY = 5;

const one = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(1));
const three = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(3));

async function rowsOf(set: TestSet): Promise<Row[]> {
  const rows: Row[] = [];
  for (const maker of makers) {
    if (maker.small && set.entries.length > LARGE) continue;
    const start = performance.now();
    const engine = await maker.build(set.entries);
    const buildMs = performance.now() - start;
    process.stderr.write(`${set.name}: ${maker.name} …\n`);
    rows.push({
      engine: maker.name,
      buildMs,
      figures: await measure(engine, set, maker.small ? SLOW_EVERY : 1),
    });
  }
  return rows;
}

function tableOf(rows: readonly Row[]): string {
  const kinds = [...(rows[0]?.figures.first.keys() ?? [])];
  const judged = rows.some(({ figures }) => !Number.isNaN(figures.ca5));
  const head = [
    'engine',
    '@3 clean',
    ...kinds.map((kind) => `@1 ${kind}`),
    ...(judged ? ['CA@5', 'AUROC', 'near'] : []),
    'p50 µs',
    'p99 µs',
    'build ms',
  ];
  const body = rows.map(({ engine, buildMs, figures }) => [
    engine,
    one(figures.three.get('clean') ?? Number.NaN),
    ...kinds.map((kind) => one(figures.first.get(kind) ?? Number.NaN)),
    ...(judged ? [one(figures.ca5), three(figures.auroc), three(figures.aurocNear)] : []),
    figures.p50.toFixed(0),
    figures.p99.toFixed(0),
    buildMs.toFixed(0),
  ]);
  const own = rows[0]?.figures;
  const decisions =
    own === undefined || Number.isNaN(own.resolved) || !judged
      ? ''
      : `\n\nOur three ways: sure answers right ${one(own.sureRight)} %, resolved ${one(own.resolved)} %. Unrelated texts offered ` +
        `/ taken as sure, %: ${[...own.offered].map(([kind, share]) => `${kind} ${one(share)} / ${one(own.sure.get(kind) ?? 0)}`).join(', ')}.`;
  return markdown([head, ...body]) + decisions;
}

function growthTable(rows: readonly Growth[]): string {
  const head = ['entries', 'build CPU ms', 'memory MB', 'p50 µs', 'p99 µs'];
  return markdown([
    head,
    ...rows.map(({ entries, buildMs, heapMb, p50, p99 }) => [
      entries.toLocaleString('en'),
      buildMs.toFixed(0),
      heapMb.toFixed(1),
      p50.toFixed(0),
      p99.toFixed(0),
    ]),
  ]);
}

/** Measures and prints. Lunr and Fuse.js sit out where there are thousands of documents. */
export async function run({ json, save }: Options): Promise<void> {
  const sets = readSets(process.env['FAQ_DEV_DIR']);
  if (sets === undefined) {
    process.stderr.write(
      'The development sets are not part of the project. Set FAQ_DEV_DIR to their folder (the one with I_index_dev.jsonl) and run this again.\n',
    );
    process.exitCode = 2;
    return;
  }
  const results: { set: string; rows: Row[] }[] = [];
  // First, while nothing else fills the memory.
  const grown = growth(sets);
  for (const set of sets) results.push({ set: set.name, rows: await rowsOf(set) });
  const judged = targets(
    results.map(({ rows }) => rows.map(({ engine, figures }) => ({ engine, figures }))),
    grown,
  );
  if (json) {
    const plain = (_key: string, value: unknown): unknown =>
      value instanceof Map ? Object.fromEntries(value) : value;
    process.stdout.write(
      `${JSON.stringify({ machine: machine(), results, growth: grown, targets: judged }, plain)}\n`,
    );
    return;
  }
  const text = [
    ...results.map(({ set, rows }) => `### ${set}\n\n${tableOf(rows)}`),
    `### Growth\n\nMade-up entries of three phrasings and an answer of 40 words; the questions of set I, the least of three rounds.\n\n${growthTable(grown)}`,
    `### Targets\n\n${judged.join('\n')}`,
  ].join('\n\n');
  const note = `${machine()}. Percentages of questions; @1 right first, @3 right among three, CA@5 right while at most 5 % of unrelated texts are answered.`;
  process.stdout.write(`${text}\n\n${note}\n`);
  if (save) saveSection('FAQ', `${text}\n\n${note}`);
}

/** What the engine must reach, and what it would be fine to reach, against what was measured. */
import type { Figures } from './measure.ts';
import type { Growth } from './scale.ts';

interface Side {
  engine: string;
  figures: Figures;
}

const NONE = Number.NaN;

/** One line a target: reached or not, and by how much. `sets`: I, U, VA, in this order; our engine is the first of each. */
export function targets(sets: readonly (readonly Side[])[], grown: readonly Growth[]): string[] {
  const [i, u, va] = sets.map((sides) => sides[0]?.figures);
  if (i === undefined || u === undefined || va === undefined) return [];
  const first = (kind: string): number => i.first.get(kind) ?? NONE;
  const clean = first('clean');
  const mean = [...i.first.values()].reduce((sum, value) => sum + value, 0) / i.first.size;
  const peer =
    sets[0]?.find(({ engine }) => engine === 'MiniSearch, folded')?.figures.first.get('mix') ?? NONE;
  const most = (map: ReadonlyMap<string, number>): number => Math.max(...map.values());
  const size = (entries: number): Growth | undefined => grown.find((row) => row.entries === entries);
  const atLeast = (name: string, value: number, must: number, stretch?: number, digits = 1): string =>
    line(
      name,
      value.toFixed(digits),
      value >= must,
      `≥ ${must}`,
      stretch,
      stretch !== undefined && value >= stretch,
    );
  const atMost = (name: string, value: number, must: number, digits = 1): string =>
    line(name, value.toFixed(digits), value <= must, `≤ ${must}`);
  const [least, up] = [size(200), size(1_000)];
  const large = size(10_000);
  return [
    atLeast('I clean @1', clean, 82, 85),
    atLeast('I clean @3', i.three.get('clean') ?? NONE, 92),
    atLeast('I mix @1', first('mix'), 79, 81),
    atLeast('I mean of the 11 kinds @1', mean, 80.5, 83),
    ...['caps', 'tone', 'nfd'].map((kind) =>
      line(`I ${kind} @1`, first(kind).toFixed(1), first(kind) === clean, 'as clean'),
    ),
    ...['nodia', 'telex', 'teen'].map((kind) =>
      atMost(`I clean − ${kind}, points`, clean - first(kind), 1.5),
    ),
    atMost('I clean − lost spaces, points', clean - first('nospace'), 4),
    atMost('I clean − two typos, points', clean - first('typo2'), 5),
    atLeast('I AUROC unrelated', i.auroc, 0.965, undefined, 3),
    atLeast('I AUROC near', i.aurocNear, 0.8, undefined, 3),
    atLeast('I CA@5', i.ca5, 73, 76),
    atLeast('U natural @1', u.first.get('clean') ?? NONE, 81, 85),
    atLeast('U natural @3', u.three.get('clean') ?? NONE, 90),
    atLeast('U CA@5', u.ca5, 74, 80),
    atMost(
      'unrelated offered, clean, %',
      Math.max(i.offered.get('clean') ?? NONE, u.offered.get('clean') ?? NONE),
      6,
    ),
    atMost('unrelated offered, worst kind, %', Math.max(most(i.offered), most(u.offered)), 6),
    atMost('unrelated taken as sure, worst kind, %', Math.max(most(i.sure), most(u.sure)), 2),
    atLeast('I sure answers right', i.sureRight, 88),
    atLeast('I resolved', i.resolved, 83),
    atLeast('U sure answers right', u.sureRight, 96),
    atLeast('U resolved', u.resolved, 78),
    atLeast('VA @1', va.first.get('clean') ?? NONE, 26),
    atLeast('VA @3', va.three.get('clean') ?? NONE, 38),
    atLeast('I mix, points over MiniSearch folded', first('mix') - peer, 15),
    atMost('p50 at 200 entries, ms', (least?.p50 ?? NONE) / 1000, 0.2, 2),
    atMost('p99 at 200 entries, ms', (least?.p99 ?? NONE) / 1000, 1, 2),
    atMost('p50 at 1,000 entries, ms', (up?.p50 ?? NONE) / 1000, 1, 2),
    atMost('p50 at 10,000 entries, ms', (large?.p50 ?? NONE) / 1000, 2, 2),
    atMost('build at 1,000 entries, CPU s', (up?.buildMs ?? NONE) / 1000, 0.5, 2),
    atMost('memory at 10,000 entries, MB', large?.heapMb ?? NONE, 50),
  ];
}

function line(
  name: string,
  value: string,
  reached: boolean,
  must: string,
  stretch?: number,
  further = false,
): string {
  const beyond =
    stretch === undefined ? '' : further ? `, stretch ${stretch} too` : `, stretch ${stretch} not yet`;
  return `- ${reached ? 'holds' : 'MISSED'}: ${name}: ${value} (${must}${reached ? beyond : ''})`;
}

/** What is counted: right first, right among three, right while 5 % of unrelated texts are answered, AUROC, time. */
import type { Engine } from './engines.ts';
import type { Query, TestSet } from './sets.ts';

export interface Figures {
  /** % right first and among the first three, for each kind of writing. */
  first: Map<string, number>;
  three: Map<string, number>;
  /** On clean questions, when there are unrelated texts; else NaN. */
  ca5: number;
  auroc: number;
  aurocNear: number;
  /** % of unrelated texts offered, and given as sure, at the engine's own thresholds, for each kind of writing. */
  offered: Map<string, number>;
  sure: Map<string, number>;
  /** % of sure answers that are right; % resolved: right when sure, or among three when unsure. */
  sureRight: number;
  resolved: number;
  /** Microseconds a question, all kinds. */
  p50: number;
  p99: number;
}

const CLEAN = 'clean';

function share(part: number, whole: number): number {
  return whole === 0 ? Number.NaN : (100 * part) / whole;
}

/** The chance that a related text scores above an unrelated one; ties count half. */
export function auroc(related: readonly number[], unrelated: readonly number[]): number {
  const all = [
    ...related.map((score) => ({ score, own: 1 })),
    ...unrelated.map((score) => ({ score, own: 0 })),
  ];
  all.sort((a, b) => a.score - b.score);
  let ranks = 0;
  for (let from = 0; from < all.length;) {
    let to = from;
    while (to < all.length && all[to]?.score === all[from]?.score) to++;
    const own = all.slice(from, to).filter((each) => each.own === 1).length;
    ranks += (own * (from + 1 + to)) / 2;
    from = to;
  }
  const n = related.length;
  return n * unrelated.length === 0 ? Number.NaN : (ranks - (n * (n + 1)) / 2) / (n * unrelated.length);
}

async function topScores(engine: Engine, queries: readonly Query[]): Promise<number[]> {
  const scores: number[] = [];
  for (const { text } of queries) scores.push((await engine.find(text))[0]?.score ?? 0);
  return scores;
}

/** Each n-th question of every kind: the same questions in each kind, so that kinds can be compared. */
function sample(queries: readonly Query[], every: number): Query[] {
  const seen = new Map<string, number>();
  return queries.filter(({ kind }) => {
    const place = seen.get(kind) ?? 0;
    seen.set(kind, place + 1);
    return place % every === 0;
  });
}

/** Asks everything. `every`: only each n-th question, for engines that take milliseconds. */
export async function measure(engine: Engine, set: TestSet, every = 1): Promise<Figures> {
  const queries = sample(set.queries, every);
  const results: { query: Query; rank: number; score: number }[] = [];
  const times: number[] = [];
  for (const query of queries) {
    const start = performance.now();
    const hits = await engine.find(query.text);
    times.push((performance.now() - start) * 1000);
    results.push({
      query,
      rank: hits.findIndex(({ id }) => query.gold.includes(id)),
      score: hits[0]?.score ?? 0,
    });
  }
  times.sort((a, b) => a - b);
  const first = new Map<string, number>();
  const three = new Map<string, number>();
  for (const kind of new Set(queries.map((query) => query.kind))) {
    const own = results.filter(({ query }) => query.kind === kind);
    first.set(kind, share(own.filter(({ rank }) => rank === 0).length, own.length));
    three.set(kind, share(own.filter(({ rank }) => rank >= 0 && rank < 3).length, own.length));
  }
  const clean = results.filter(({ query }) => query.kind === CLEAN);
  const far = set.unrelated.filter(({ kind }) => kind === CLEAN);
  const farScores = await topScores(engine, far);
  const nearScores = await topScores(
    engine,
    set.near.filter(({ kind }) => kind === CLEAN),
  );
  const limit = [...farScores].sort((a, b) => b - a)[Math.floor(farScores.length * 0.05)] ?? Number.NaN;
  const cleanScores = clean.map(({ score }) => score);
  const kinds = clean.map(({ query, rank }) => ({ kind: engine.kind?.(query.text), rank }));
  const sure = kinds.filter(({ kind }) => kind === 'sure');
  const resolved = kinds.filter(({ kind, rank }) =>
    kind === 'sure' ? rank === 0 : kind === 'unsure' && rank >= 0 && rank < 3,
  );
  const offered = new Map<string, number>();
  const taken = new Map<string, number>();
  if (engine.kind !== undefined) {
    for (const kind of new Set(set.unrelated.map((query) => query.kind))) {
      const own = set.unrelated.filter((query) => query.kind === kind);
      const said = own.map(({ text }) => engine.kind?.(text));
      offered.set(kind, share(said.filter((each) => each !== 'unknown').length, own.length));
      taken.set(kind, share(said.filter((each) => each === 'sure').length, own.length));
    }
  }
  return {
    first,
    three,
    ca5:
      far.length === 0
        ? Number.NaN
        : share(clean.filter(({ rank, score }) => rank === 0 && score > limit).length, clean.length),
    auroc: auroc(cleanScores, farScores),
    aurocNear: auroc(cleanScores, nearScores),
    offered,
    sure: taken,
    sureRight:
      engine.kind === undefined
        ? Number.NaN
        : share(sure.filter(({ rank }) => rank === 0).length, sure.length),
    resolved: engine.kind === undefined ? Number.NaN : share(resolved.length, kinds.length),
    p50: times[Math.floor(times.length * 0.5)] ?? Number.NaN,
    p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
  };
}

/** Content that changes while it is served: a good change is swapped in whole, a bad one changes nothing. */
import { loadSnapshot } from './bundle.ts';
import { isError } from './fault.ts';
import { hashOf, takeSnapshot } from './folder.ts';
import { keepLastGood, readLastGood } from './last-good.ts';
import { watchFolder } from './watch.ts';
import type { Bundle } from './bundle.ts';
import type { Fault } from './fault.ts';
import type { Snapshot } from './folder.ts';
import type { Watch, WatchParts } from './watch.ts';

/** How things stand between the folder and what members read. */
export interface Standing {
  /** What is served, and since when, ms. */
  good: { hash: string; at: number };
  /** The folder as it lies there now, when it cannot be served. */
  refused?: { hash: string; faults: readonly Fault[] };
}

export interface LiveParts<Served> {
  /** The content folder. */
  dir: string;
  /** Where the last good version is kept. */
  keep: string;
  /** What else must hold before a version is served: wording that flows need. */
  check(bundle: Bundle): Fault[];
  /** What is served. */
  make(bundle: Bundle): Served;
  /** Done before a new version takes the old one's place. */
  ready?(served: Served): Promise<void>;
  now(): number;
  /** YYYY-MM-DD of a moment. */
  dayOf(at: number): string;
  /** Serving goes on, but an operator should know. */
  onProblem(error: unknown): void;
  watch?: Pick<WatchParts, 'quietMs' | 'lookEveryMs'>;
}

export interface Live<Served> {
  current(): Served;
  standing(): Standing;
  /** Follows the folder from now on; `changed` is told every new standing. */
  follow(changed: (standing: Standing) => void): void;
  stop(): Promise<void>;
}

export type Opened<Served> = { live: Live<Served> } | { refused: readonly Fault[] };

/** The folder as it lies there; where that is broken, the last good version; refused only when there is neither. */
export async function openLive<Served>(parts: LiveParts<Served>): Promise<Opened<Served>> {
  const snapshot = await takeSnapshot(parts.dir);
  const kept = await readLastGood(parts.keep);
  const read = await judge(parts, snapshot);
  const hash = hashOf(snapshot);
  if (read.bundle) {
    const same = kept && hashOf(kept.snapshot) === hash;
    const at = same ? kept.at : parts.now();
    if (!same) await keep(parts, snapshot, at);
    return { live: liveOf(parts, parts.make(read.bundle), { good: { hash, at } }) };
  }
  const before = kept && (await judge(parts, kept.snapshot));
  if (!before?.bundle) return { refused: read.errors };
  const good = { hash: hashOf(kept!.snapshot), at: kept!.at };
  const refused = { hash, faults: read.errors };
  return { live: liveOf(parts, parts.make(before.bundle), { good, refused }) };
}

function liveOf<Served>(parts: LiveParts<Served>, first: Served, standing: Standing): Live<Served> {
  let served = first;
  let stands = standing;
  let watch: Watch | undefined;

  async function take(snapshot: Snapshot, tell: (standing: Standing) => void): Promise<void> {
    const hash = hashOf(snapshot);
    if (hash === (stands.refused ?? stands.good).hash) return;
    if (hash === stands.good.hash) stands = { good: stands.good };
    else {
      const { bundle, errors } = await judge(parts, snapshot);
      if (bundle) {
        const next = parts.make(bundle);
        await parts.ready?.(next);
        const at = parts.now();
        await keep(parts, snapshot, at);
        served = next;
        stands = { good: { hash, at } };
      } else stands = { good: stands.good, refused: { hash, faults: errors } };
    }
    tell(stands);
  }

  return {
    current: () => served,
    standing: () => stands,
    follow(changed) {
      watch ??= watchFolder({
        ...parts.watch,
        dir: parts.dir,
        changed: (snapshot) => take(snapshot, changed).catch(parts.onProblem),
        onProblem: parts.onProblem,
      });
    },
    stop: async () => watch?.stop(),
  };
}

async function judge<Served>(
  { check, now, dayOf }: LiveParts<Served>,
  snapshot: Snapshot,
): Promise<{ bundle?: Bundle; errors: Fault[] }> {
  const { bundle, faults } = await loadSnapshot(snapshot, { complete: true, today: dayOf(now()) });
  const errors = [...faults, ...check(bundle)].filter(isError);
  return errors.length > 0 ? { errors } : { bundle, errors };
}

/** A disk that takes nothing must not keep a good change from members. */
async function keep<Served>(parts: LiveParts<Served>, snapshot: Snapshot, at: number): Promise<void> {
  await keepLastGood(parts.keep, { snapshot, at }).catch(parts.onProblem);
}

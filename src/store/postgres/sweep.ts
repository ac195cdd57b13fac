import { markAheadMs, markKeptMs } from '../marks.ts';
import type { Database } from './database.ts';
import { forget } from './statements.ts';

/** Commits of this process between two looks at old marks. */
const commitsBetween = 500;

/** Takes marks away that are older than a week, in small steps beside the commits. */
export function createSweep(
  database: Database,
  tenant: string,
  now: () => number,
): { hint: () => void; stop: () => Promise<void> } {
  let commits = 0;
  let sweeping: Promise<unknown> = Promise.resolve();
  return {
    hint() {
      if (++commits % commitsBetween !== 0) return;
      const at = now();
      // Whether it works is not this commit's business: the next look finds them again.
      sweeping = database
        .query(forget, [tenant, at - markKeptMs, at + markKeptMs + markAheadMs])
        .catch(() => {});
    },
    async stop() {
      await sweeping;
    },
  };
}

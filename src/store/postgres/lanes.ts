/**
 * Which process sends for a channel: a lease in a table, by the database's clock. Whoever takes a lane over finds what
 * the one before had on its way, and labels it: it may have arrived.
 */
import { fateOf } from '../process.ts';
import type { Database } from './database.ts';
import { together } from './session.ts';
import { allLanes, beginLocked, commit, knowLane, leaveLanes, readLanes, takeLanes } from './statements.ts';
import { releaseOrphans } from './outbox-statements.ts';

export interface Lanes {
  /** Makes sure that somebody will find these channels. */
  know(channels: ReadonlySet<string>): Promise<void>;
  /** Takes what is free and renews what is held, if it is time to. From the first call on it happens by itself. */
  hold(): Promise<void>;
  /** For one that lacks one: takes what is free just now. Whether there was any. */
  takeFree(): Promise<boolean>;
  /** Whether that channel is surely ours, and stays so while a request takes its time. Asks nobody. */
  holds(channel: string): boolean;
  /** Lets them go, so that another process need not wait. */
  leave(): Promise<void>;
}

interface Parts {
  database: Database;
  tenant: string;
  /** Names the process to others of its machine: when it has ended, they take its lanes at once. */
  owner: string;
  /** Names this run. */
  token: string;
  /** ms a lane is held without a word. */
  ttl: number;
  /** A lane was taken while nobody claimed, and something may be due in it. */
  onTaken: () => void;
}

/** The part of a lease in which a send may begin: the rest is for the request itself, and for clocks that run unlike. */
const SURE = 0.6;

interface LaneRow {
  lane: string;
  owner: string;
  token: string;
  lapsed: boolean;
}

export function createLanes({ database, tenant, owner, token, ttl, onTaken }: Parts): Lanes {
  const known = new Set<string>();
  let held: ReadonlySet<string> = new Set();
  let renewed = -Infinity;
  /** Something may be had that is not ours yet: not to be left until the next renewal. */
  let wanted = false;
  let timer: NodeJS.Timeout | undefined;
  let taking: Promise<boolean> | undefined;

  const mayTake = (row: LaneRow): boolean =>
    row.token === token || row.lapsed || fateOf(row.owner) === 'ended';

  /** Whether any lane was taken. */
  async function take(): Promise<boolean> {
    let asked = performance.now();
    const { mine, fresh } = await database.transact(async (session) => {
      asked = performance.now();
      const [, found] = await together([session.query(beginLocked), session.query(readLanes, [tenant])]);
      const rows = (found?.rows ?? []) as LaneRow[];
      const lanes = rows.filter(mayTake).map((row) => row.lane);
      const taken = rows.filter((row) => mayTake(row) && row.token !== token).map((row) => row.lane);
      await together([
        session.query(takeLanes, [tenant, lanes, owner, token, ttl]),
        ...(taken.length > 0 ? [session.query(releaseOrphans, [tenant, taken, token])] : []),
        session.query(commit),
      ]);
      return { mine: lanes, fresh: taken };
    });
    held = new Set(mine);
    // The lease runs from some time after we asked: counted from there it ends early, never late.
    renewed = asked;
    return fresh.length > 0;
  }

  async function hold(): Promise<boolean> {
    timer ??= setInterval(renew, ttl / 3).unref();
    if (!wanted && performance.now() - renewed < ttl / 4) return false;
    taking ??= takeWanted().finally(() => (taking = undefined));
    return taking;
  }

  async function takeWanted(): Promise<boolean> {
    wanted = false;
    try {
      return await take();
    } catch (error) {
      wanted = true;
      throw error;
    }
  }

  function renew(): void {
    hold().then(
      (taken) => taken && onTaken(),
      // The database is away: the next round tries again, and meanwhile nothing can be claimed either.
      () => {},
    );
  }

  return {
    async know(channels) {
      for (const channel of channels) {
        if (known.has(channel)) continue;
        await database.query(knowLane, [tenant, channel]);
        known.add(channel);
        // What is held stays held meanwhile: sends of other channels go on.
        wanted = true;
      }
    },
    async hold() {
      await hold();
    },
    async takeFree() {
      const { rows } = await database.query(allLanes, [tenant]);
      // Ours, too, when it has lapsed.
      const isFree = (row: LaneRow): boolean => row.lapsed || (row.token !== token && mayTake(row));
      if (!(rows as LaneRow[]).some(isFree)) return false;
      wanted = true;
      return hold();
    },
    holds: (channel) => held.has(channel) && performance.now() < renewed + ttl * SURE,
    async leave() {
      held = new Set();
      clearInterval(timer);
      await taking?.catch(() => {});
      if (timer) await database.query(leaveLanes, [tenant, token]);
    },
  };
}

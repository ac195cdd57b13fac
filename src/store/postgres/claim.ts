/** Hands out what is due of the lanes this process holds: stored as `sending` before anybody is given it. */
import type { Outgoing } from '../data.ts';
import { createClockWatch } from '../clock-watch.ts';
import { longestWait } from '../due.ts';
import type { Store } from '../store.ts';
import type { Database } from './database.ts';
import { createGate } from './gate.ts';
import type { InFlight } from './in-flight.ts';
import type { Lanes } from './lanes.ts';
import { claimHeads, hurry, releaseUngiven } from './outbox-statements.ts';
import { decodeRow } from './rows.ts';
import { together, type Session } from './session.ts';
import { beginLocked, commit, heldLanes } from './statements.ts';

interface Parts {
  database: Database;
  tenant: string;
  token: string;
  lanes: Lanes;
  inFlight: InFlight;
  /** Stores outcomes that are owed; before a claim, for their rows stand in the way of their chats. */
  payOwed: () => Promise<void>;
}

interface Claimed {
  row: unknown;
  version: string;
  rank: string;
  due: number;
  ord: string;
  chat: string;
}

const byTurn = (a: Claimed, b: Claimed): number =>
  Number(a.rank) - Number(b.rank) ||
  a.due - b.due ||
  Number(a.ord) - Number(b.ord) ||
  (a.chat < b.chat ? -1 : 1);

export function createClaim({ database, tenant, token, lanes, inFlight, payOwed }: Parts): Store['claim'] {
  const oneAtATime = createGate(1);
  /** The claim before this one failed: it may have been stored all the same. */
  let doubtful = false;
  const watch = createClockWatch();
  /** Nobody knows yet what the clock was. */
  let first = true;

  async function take(
    session: Session,
    now: number,
    max: number,
    busy: readonly string[],
    channel: string | undefined,
  ): Promise<Claimed[] | 'no lane'> {
    const [, held] = await together([session.query(beginLocked), session.query(heldLanes, [tenant, token])]);
    const lanesHeld = (held?.rows ?? []).map((row: { lane: string }) => row.lane);
    const mine = lanesHeld.filter((lane) => channel === undefined || lane === channel);
    if (mine.length === 0) {
      await session.query(commit);
      return 'no lane';
    }
    // At the first claim only what is far off is hurried.
    const stale = first ? now + longestWait : watch.staleAfter(now);
    const answers = await together([
      ...(doubtful ? [session.query(releaseUngiven, [tenant, token, [...inFlight.rows.keys()]])] : []),
      ...(stale === undefined ? [] : [session.query(hurry, [tenant, now, stale])]),
      session.query(claimHeads, [tenant, now, mine, busy, max, token]),
      session.query(commit),
    ]);
    return (answers.at(-2)?.rows ?? []) as Claimed[];
  }

  async function takeOrDoubt(...asked: [number, number, readonly string[], string | undefined]) {
    const doubt = (error: unknown): never => {
      doubtful = true;
      throw error;
    };
    const taken = await database.transact((session) => take(session, ...asked).catch(doubt)).catch(doubt);
    if (taken === 'no lane') return taken;
    doubtful = false;
    watch.see(asked[0]);
    first = false;
    return taken;
  }

  return (now, max, busy, channel) =>
    oneAtATime(async () => {
      await lanes.hold();
      await payOwed();
      if (max <= 0) {
        if (channel !== undefined && !lanes.holds(channel)) await lanes.takeFree();
        return [];
      }
      let taken = await takeOrDoubt(now, max, [...busy], channel);
      if (taken === 'no lane' && (await lanes.takeFree()))
        taken = await takeOrDoubt(now, max, [...busy], channel);
      if (taken === 'no lane') return [];
      const claimed: Outgoing[] = taken.sort(byTurn).map((row) => decodeRow('outbox', row));
      for (const row of claimed) inFlight.rows.set(row.id, row);
      return claimed;
    });
}

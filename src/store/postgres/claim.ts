/** Hands out what is due of the lanes this process holds: stored as `sending` before anybody is given it. */
import type { Outgoing } from '../data.ts';
import { createClockWatch } from '../clock-watch.ts';
import { longestWait } from '../due.ts';
import type { Settled, Store } from '../store.ts';
import type { Database } from './database.ts';
import { createGate } from './gate.ts';
import type { InFlight } from './in-flight.ts';
import type { Lanes } from './lanes.ts';
import { claimHeads, hurry, releaseUngiven } from './outbox-statements.ts';
import { decodeRow } from './rows.ts';
import { together, type Session } from './session.ts';
import type { Plain, Settling } from './settle.ts';
import { beginLocked, commit, heldLanes } from './statements.ts';

interface Parts {
  database: Database;
  tenant: string;
  token: string;
  lanes: Lanes;
  inFlight: InFlight;
  settling: Settling;
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

export function createClaim({ database, tenant, token, lanes, inFlight, settling }: Parts): Store['claim'] {
  const oneAtATime = createGate(1);
  /** The claim before this one failed: it may have been stored all the same. */
  let doubtful = false;
  const watch = createClockWatch();
  /** Nobody knows yet what the clock was. */
  let first = true;

  interface Asked {
    now: number;
    max: number;
    busy: readonly string[];
    channel: string | undefined;
    /** Outcomes whose rows go before their chats are asked for more. */
    drop: Plain['drop'];
  }

  async function take(
    session: Session,
    { now, max, busy, channel, drop }: Asked,
  ): Promise<Claimed[] | 'no lane'> {
    const [, held] = await together([session.query(beginLocked), session.query(heldLanes, [tenant, token])]);
    const lanesHeld = (held?.rows ?? []).map((row: { lane: string }) => row.lane);
    const mine = lanesHeld.filter((lane) => channel === undefined || lane === channel);
    const dropping = drop ? [session.query(...drop)] : [];
    if (mine.length === 0) {
      await together([...dropping, session.query(commit)]);
      return 'no lane';
    }
    // At the first claim only what is far off is hurried.
    const stale = first ? now + longestWait : watch.staleAfter(now);
    const answers = await together([
      ...dropping,
      ...(doubtful ? [session.query(releaseUngiven, [tenant, token, [...inFlight.keys()]])] : []),
      ...(stale === undefined ? [] : [session.query(hurry, [tenant, now, stale])]),
      session.query(claimHeads, [tenant, now, mine, busy, max, token]),
      session.query(commit),
    ]);
    return (answers.at(-2)?.rows ?? []) as Claimed[];
  }

  async function takeOrDoubt(asked: Asked) {
    const doubt = (error: unknown): never => {
      doubtful = true;
      throw error;
    };
    const taken = await database.transact((session) => take(session, asked).catch(doubt)).catch(doubt);
    if (taken === 'no lane') return taken;
    doubtful = false;
    watch.see(asked.now);
    first = false;
    return taken;
  }

  async function takeNext(
    asked: Omit<Asked, 'drop'>,
    done: readonly Settled[],
  ): Promise<Claimed[] | 'no lane'> {
    const { drop, forget } = await settling.settleButPlain(done);
    const taken = await takeOrDoubt({ ...asked, drop });
    forget();
    if (taken === 'no lane' && (await lanes.takeFree())) return takeOrDoubt({ ...asked, drop: undefined });
    return taken;
  }

  return (now, max, busy, channel, done = []) =>
    oneAtATime(async () => {
      await lanes.hold();
      if (max <= 0) {
        await settling.settle(done);
        if (channel !== undefined && !lanes.holds(channel)) await lanes.takeFree();
        return [];
      }
      const taken = await takeNext({ now, max, busy: [...busy], channel }, done);
      if (taken === 'no lane') return [];
      const claimed: Outgoing[] = taken.sort(byTurn).map((row) => decodeRow('outbox', row));
      for (const row of claimed) inFlight.set(row.id, row);
      return claimed;
    });
}

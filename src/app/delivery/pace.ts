/** How fast one sender account may send: buckets that fill with time, one for all and one for each chat. Pure: times are handed in. */
import type { Bucket, Pace } from '../../channels/channel.ts';
import { createArrivals } from './arrivals.ts';

export interface Pacing {
  /** How many messages may go now, to whatever chats that do not rest. */
  free(at: number): number;
  /** Chats that have had theirs. */
  resting(at: number): string[];
  /** One message goes to that chat. */
  take(chat: string, at: number): void;
  /** One that was taken is answered, or has failed: whenever it arrived, it was before. */
  answered(at: number): void;
  /** ms until more may go than may now; Infinity where nothing is held back. */
  wait(at: number): number;
  /** Another process may have sent until now: nothing is known of what the account has left. */
  begin(at: number): void;
}

/** Full buckets are forgotten when so many are known. */
const MOST_KNOWN = 1_000;

interface Level {
  left: number;
  at: number;
}

const MINUTE = 60_000;
const rate = ({ perMinute }: Bucket): number => perMinute / MINUTE;

function levelAt(bucket: Bucket, { left, at }: Level, now: number): Level {
  // A clock never takes back what has been filled.
  const filled = Math.max(0, now - at) * rate(bucket);
  return { left: Math.min(bucket.burst, left + filled), at: Math.max(at, now) };
}

/** Rounding must not hold a message back for a fraction of a token. */
const ONE = 1 - 1e-9;

const untilOne = (bucket: Bucket, { left }: Level): number =>
  left >= ONE ? 0 : Math.ceil((1 - left) / rate(bucket));

export function createPacing(pace: Pace | undefined): Pacing {
  if (!pace) {
    return {
      free: () => Infinity,
      resting: () => [],
      take() {},
      answered() {},
      wait: () => Infinity,
      begin() {},
    };
  }
  let account: Level = { left: 0, at: -Infinity };
  const arrivals = createArrivals(pace.mostInOneSecond);
  const chats = new Map<string, Level>();
  const bucketOf = (chat: string): Bucket => (pace.isGroup(chat) ? pace.group : pace.chat);
  const levelOf = (chat: string, at: number): Level => {
    const known = chats.get(chat);
    return known ? levelAt(bucketOf(chat), known, at) : { left: bucketOf(chat).burst, at };
  };

  function forgetFull(at: number): void {
    for (const chat of chats.keys()) {
      if (levelOf(chat, at).left >= bucketOf(chat).burst) chats.delete(chat);
    }
  }

  const resting = (at: number): string[] => [...chats.keys()].filter((chat) => levelOf(chat, at).left < ONE);

  return {
    resting,
    free(at) {
      account = levelAt(pace.account, account, at);
      return Math.min(Math.floor(account.left + (1 - ONE)), arrivals.room(at));
    },
    take(chat, at) {
      account = levelAt(pace.account, account, at);
      account.left -= 1;
      arrivals.begun();
      const level = levelOf(chat, at);
      chats.set(chat, { ...level, left: level.left - 1 });
      if (chats.size > MOST_KNOWN) forgetFull(at);
    },
    answered: arrivals.answered,
    wait(at) {
      account = levelAt(pace.account, account, at);
      const waits = resting(at).map((chat) => untilOne(bucketOf(chat), levelOf(chat, at)));
      if (account.left < ONE) waits.push(untilOne(pace.account, account));
      else if (arrivals.room(at) < 1) waits.push(arrivals.wait(at));
      return Math.min(Infinity, ...waits);
    },
    begin(at) {
      account = { left: 0, at };
    },
  };
}

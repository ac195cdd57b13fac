/**
 * Whether a platform answers at all. When several chats fail one after the other it is the platform and not they: then it is
 * asked with one message at a time, at growing distances, instead of letting every chat run into the same wall.
 */
export interface Health {
  /** `up`; `down`: nobody gets through; `waiting`: the platform asked for silence. */
  state(at: number): 'up' | 'down' | 'waiting';
  /** How many sends may be under way at one time, given the most. */
  places(most: number): number;
  /** ms until the next send may begin. */
  wait(at: number): number;
  /** The platform has answered for a message, whatever it said. */
  answered(): void;
  /** A send to that chat failed on the way, or for a reason of the platform's own. */
  failed(chat: string, at: number): void;
  /** The platform asks for silence for so long, ms. */
  silence(ms: number, at: number): void;
}

/** Chats that fail one after the other before the platform counts as down. */
const CHATS = 3;
/** ms between attempts while it is down: doubled each time, and never so long that its return is noticed late. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 15_000;

/** `random`: 0 to 1, so that processes and channels do not knock in step. */
export function createHealth(random: () => number): Health {
  const failing = new Set<string>();
  let knocks = 0;
  let silentUntil = -Infinity;
  let pausedUntil = -Infinity;
  const isDown = (): boolean => failing.size >= CHATS;
  return {
    state: (at) => (isDown() ? 'down' : at < silentUntil ? 'waiting' : 'up'),
    places: (most) => (isDown() ? 1 : most),
    wait: (at) => Math.max(0, silentUntil - at, (isDown() ? pausedUntil : -Infinity) - at),
    answered() {
      failing.clear();
      knocks = 0;
    },
    failed(chat, at) {
      // No more of them is needed to know, and a day without an answer shall not be remembered chat by chat.
      if (!isDown()) failing.add(chat);
      if (!isDown()) return;
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(knocks++, 10));
      pausedUntil = at + pause / 2 + random() * (pause / 2);
    },
    silence(ms, at) {
      silentUntil = Math.max(silentUntil, at + ms);
    },
  };
}

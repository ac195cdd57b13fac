/** The lane of one channel: takes what is due from the outbox, as fast as the platform likes it, one message a chat at a time. */
import { setTimeout as gather } from 'node:timers/promises';
import type { Channel, SendOutcome } from '../../channels/channel.ts';
import type { Outgoing } from '../../store/data.ts';
import type { Settled, Store } from '../../store/store.ts';
import { errorLine } from '../log.ts';
import type { Log } from '../log.ts';
import type { Attempt } from './attempt.ts';
import { leaveQueue } from './gone.ts';
import { createHealth } from './health.ts';
import { settledOf } from './outcome.ts';
import { createPacing } from './pace.ts';

export interface LaneParts {
  store: Store;
  channel: Channel;
  attempt: Attempt;
  now(): number;
  /** ms of a clock that nobody sets. */
  monotonic(): number;
  /** 0 to 1: jitter of the waits. */
  random(): number;
  /** One outcome, as it is stored. */
  count(result: Settled['result']): void;
  log: Log;
}

export type LaneState = 'up' | 'down' | 'waiting' | 'elsewhere';

export interface Lane {
  start(): void;
  wake(): void;
  /** Takes nothing new and waits for what is being sent, but not for ever. */
  stop(): Promise<void>;
  /** `down`: the platform does not answer; `waiting`: it asked for silence; `elsewhere`: another process sends for it. */
  state(): LaneState;
  /** Nothing is being taken out of the outbox or sent at this moment. */
  idle(): boolean;
}

/** Chats that are being written to at one time. So many may have to be repeated as "(gửi lại)" after a crash. */
const AT_ONCE = 64;
/** While more than FEW are under way, outcomes and new messages gather for so many ms: one way to the disk for all of them. */
const GATHER = 10;
const FEW = 4;
/** A hint may be missed; this is how often the truth is looked at, ms. */
const POLL = 500;
/** What a platform has not answered by then is left behind when the bot stops, and labelled after the next start, ms. */
const LONGEST_STOP = 5_000;

export function createLane(parts: LaneParts): Lane {
  const { store, channel, now, monotonic, log } = parts;
  /** By chat. */
  const sending = new Map<string, Promise<void>>();
  /** What became of sends, until it is stored: in the store their chats have one on its way, and get nothing more. */
  let finished: Settled[] = [];
  const pacing = createPacing(channel.pace);
  const health = createHealth(parts.random);
  let held = false;
  let running = false;
  let asked = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;

  function wake(): void {
    if (!running) return;
    asked = true;
    round ??= takeRounds();
  }

  async function takeRounds(): Promise<void> {
    while (running && asked) {
      if (sending.size > FEW) await gather(GATHER);
      asked = false;
      try {
        await takeRound();
      } catch (error) {
        log.error(failure(error), 'the outbox could not be read, or written');
      }
    }
    // In the same breath as nothing is asked any more: a wake a moment later must begin anew.
    round = undefined;
    clearTimeout(timer);
    if (running) timer = setTimeout(wake, Math.min(POLL, nextLook()));
  }

  const failure = (error: unknown) => ({ channel: channel.name, error: errorLine(error) });

  /** Only for what the bot itself holds back; what the store has due later is looked for at every poll. */
  function nextLook(): number {
    const at = monotonic();
    return Math.max(1, health.wait(at) || pacing.wait(at));
  }

  async function holding(): Promise<boolean> {
    if (!store.holds(channel.name)) {
      held = false;
      await store.claim(now(), 0, new Set(), channel.name);
    }
    if (!store.holds(channel.name)) return false;
    if (!held) pacing.begin(monotonic());
    return (held = true);
  }

  function placesAt(at: number): number {
    return health.wait(at) > 0 ? 0 : Math.min(health.places(AT_ONCE) - sending.size, pacing.free(at));
  }

  async function takeRound(): Promise<void> {
    const places = (await holding()) ? placesAt(monotonic()) : 0;
    for (const row of await storeFinished((done) => exchange(done, places))) {
      // Counted when it goes, not when it was asked for: a claim takes its time, and each another.
      pacing.take(row.chat, monotonic());
      begin(row);
    }
  }

  /** Outcomes for messages: one way to the disk for both. */
  async function exchange(done: readonly Settled[], places: number): Promise<Outgoing[]> {
    if (places >= 1) {
      const skip = new Set([...sending.keys(), ...pacing.resting(monotonic())]);
      return store.claim(now(), places, skip, channel.name, done);
    }
    if (done.length > 0) await store.settle(done);
    return [];
  }

  /** What cannot be stored now is told again: the platform has it, or not, whatever becomes of the store. */
  async function storeFinished<T>(tell: (done: readonly Settled[]) => Promise<T>): Promise<T> {
    const done = finished;
    finished = [];
    try {
      return await tell(done);
    } catch (error) {
      finished = [...done, ...finished];
      throw error;
    }
  }

  function begin(row: Outgoing): void {
    const work = deliver(row).then((settled) => {
      sending.delete(row.chat);
      finished.push(settled);
      wake();
    });
    sending.set(row.chat, work);
  }

  async function deliver(row: Outgoing): Promise<Settled> {
    const began = now();
    const outcome = await parts.attempt(row);
    pacing.answered(monotonic());
    observe(row, outcome);
    const settled = settledOf(row, outcome, now(), parts.random);
    const isGone = !outcome.ok && outcome.kind === 'gone';
    const left = isGone ? await leave(row, settled, began) : settled;
    report(row, left);
    return left;
  }

  async function leave(row: Outgoing, settled: Settled, triedAt: number): Promise<Settled> {
    try {
      return await leaveQueue(store, row, settled, triedAt);
    } catch (error) {
      // The next message for that chat tells the same.
      log.error({ outgoing: row.id, error: errorLine(error) }, 'who is gone could not be marked');
      return settled;
    }
  }

  /** What this one message tells of the platform. */
  function observe(row: Outgoing, outcome: SendOutcome): void {
    const at = monotonic();
    if (outcome.ok || (outcome.kind !== 'again' && outcome.kind !== 'unsure')) return health.answered();
    if (outcome.kind === 'unsure') return health.failed(row.chat, at);
    if (outcome.unbegun) return;
    if (outcome.limited === 'account') health.silence(outcome.afterMs ?? 0, at);
    else if (outcome.afterMs === undefined) health.failed(row.chat, at);
  }

  function report(row: Outgoing, settled: Settled): void {
    parts.count(settled.result);
    if (settled.result === 'sent') return;
    const { result, error } = settled;
    const fields = { outgoing: row.id, channel: row.channel, attempt: row.attempt, result, error };
    if (result === 'dead') log.error(fields, 'a message cannot be delivered: a person has to look at it');
    else log.warn(fields, 'a message was not delivered');
  }

  return {
    wake,
    start() {
      running = true;
      wake();
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      await round;
      let late: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => (late = setTimeout(resolve, LONGEST_STOP)));
      await Promise.race([Promise.all(sending.values()), patience]);
      clearTimeout(late);
      await storeFinished((done) => exchange(done, 0)).catch((error: unknown) =>
        log.error(failure(error), 'the outcome of a send could not be stored'),
      );
    },
    idle: () => sending.size + finished.length === 0 && round === undefined,
    state: () => (store.holds(channel.name) ? health.state(monotonic()) : 'elsewhere'),
  };
}

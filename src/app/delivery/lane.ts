/** The lane of one channel: takes what is due from the outbox, as fast as the platform likes it, one message a chat at a time. */
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
import { createSettling } from './settling.ts';

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

/** Chats that are being written to at one time. */
const AT_ONCE = 24;
/** A hint may be missed; this is how often the truth is looked at, ms. */
const POLL = 500;
/** What a platform has not answered by then is left behind when the bot stops, and labelled after the next start, ms. */
const LONGEST_STOP = 5_000;

export function createLane(parts: LaneParts): Lane {
  const { store, channel, now, monotonic, log } = parts;
  const busy = new Map<string, Promise<void>>();
  const pacing = createPacing(channel.pace);
  const health = createHealth(parts.random);
  const settle = createSettling(store);
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
      asked = false;
      try {
        await takeRound();
      } catch (error) {
        log.error({ channel: channel.name, error: errorLine(error) }, 'the outbox could not be read');
      }
    }
    // In the same breath as nothing is asked any more: a wake a moment later must begin anew.
    round = undefined;
    clearTimeout(timer);
    if (running) timer = setTimeout(wake, Math.min(POLL, nextLook()));
  }

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

  async function takeRound(): Promise<void> {
    if (!(await holding())) return;
    const at = monotonic();
    if (health.wait(at) > 0) return;
    const places = Math.min(health.places(AT_ONCE) - busy.size, pacing.free(at));
    if (places < 1) return;
    const skip = new Set([...busy.keys(), ...pacing.resting(at)]);
    for (const row of await store.claim(now(), places, skip, channel.name)) {
      // Counted when it goes, not when it was asked for: a claim takes its time, and each another.
      pacing.take(row.chat, monotonic());
      begin(row);
    }
  }

  function begin(row: Outgoing): void {
    const work = deliver(row).finally(() => {
      busy.delete(row.chat);
      wake();
    });
    busy.set(row.chat, work);
  }

  async function deliver(row: Outgoing): Promise<void> {
    const began = now();
    const outcome = await parts.attempt(row);
    pacing.answered(monotonic());
    observe(row, outcome);
    try {
      let settled = settledOf(row, outcome, now(), parts.random);
      if (!outcome.ok && outcome.kind === 'gone') settled = await leaveQueue(store, row, settled, began);
      report(row, settled);
      await settle(settled);
    } catch (error) {
      log.error({ outgoing: row.id, error: errorLine(error) }, 'the outcome of a send could not be stored');
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
      await Promise.race([Promise.all(busy.values()), patience]);
      clearTimeout(late);
    },
    idle: () => busy.size === 0 && round === undefined,
    state: () => (store.holds(channel.name) ? health.state(monotonic()) : 'elsewhere'),
  };
}

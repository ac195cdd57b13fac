/** The outbox's dispatcher: each chat in order and one at a time, chats beside one another, the attempt on disk before the send. */
import type { Channel, SendOptions, SendOutcome, Tried } from '../channels/channel.ts';
import type { FileRef } from '../core/update.ts';
import type { Outgoing } from '../store/data.ts';
import type { Settled, Store } from '../store/store.ts';
import type { Files } from './files.ts';
import { markGone } from './gone.ts';
import { errorLine } from './log.ts';
import type { Log } from './log.ts';

export interface DispatcherParts {
  store: Store;
  channels: ReadonlyMap<string, Channel>;
  files: Files;
  now(): number;
  /** 0 to 1: jitter of the waits. */
  random(): number;
  log: Log;
}

export interface Dispatcher {
  start(): void;
  /** Takes nothing new and waits for what is being sent. */
  stop(): Promise<void>;
  /** Sends by result, since the start. */
  readonly counts: Readonly<Record<Settled['result'], number>>;
}

/** Chats that are being written to at one time. */
const AT_ONCE = 24;
/** First wait after a failure, doubled each time, ms. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 10 * 60_000;
/** After so long a message is not sent any more: a person has to look at it. */
const GIVEN_UP_AFTER = 4 * 24 * 60 * 60_000;
/** The hint may be missed; this is how often the truth is looked at, ms. */
const POLL = 500;

const NEVER: ReadonlySet<string> = new Set(['gone', 'refused', 'unclear']);

function needsBytes(file: FileRef | undefined, channel: Channel): boolean {
  return file !== undefined && !(channel.forwardsById && file.channel === channel.name);
}

export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const { store, channels, now, log } = parts;
  const busy = new Map<string, Promise<void>>();
  /** Messages whose outcome is not known: when they were tried. After a restart the store tells, as far as it can. */
  const doubts = new Map<string, Tried>();
  const counts = { sent: 0, again: 0, unsure: 0, dead: 0 };
  let running = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let asked = false;

  function wake(): void {
    if (!running) return;
    asked = true;
    round ??= takeRounds().finally(() => {
      round = undefined;
    });
  }

  async function takeRounds(): Promise<void> {
    while (running && asked) {
      asked = false;
      try {
        if (busy.size < AT_ONCE) {
          const rows = await store.claim(now(), AT_ONCE - busy.size, new Set(busy.keys()));
          for (const row of rows) begin(row);
        }
      } catch (error) {
        log.error({ error: errorLine(error) }, 'the outbox could not be read');
      }
    }
    clearTimeout(timer);
    if (running) timer = setTimeout(wake, POLL);
  }

  function begin(row: Outgoing): void {
    const work = deliverOne(row).finally(() => {
      busy.delete(row.chat);
      wake();
    });
    busy.set(row.chat, work);
  }

  async function deliverOne(row: Outgoing): Promise<void> {
    const began = now();
    const outcome = await attempt(row);
    noteDoubt(row, outcome, began);
    const settled = settle(row, outcome);
    counts[settled.result]++;
    if (settled.result !== 'sent') {
      const fields = {
        outgoing: row.id,
        channel: row.channel,
        attempt: row.attempt,
        result: settled.result,
        error: settled.error,
      };
      if (settled.result === 'dead')
        log.error(fields, 'a message cannot be delivered: a person has to look at it');
      else log.warn(fields, 'a message was not delivered');
    }
    try {
      if (!outcome.ok && outcome.kind === 'gone') await markGone(store, row.chat, began);
      await store.settle([settled]);
    } catch (error) {
      log.error({ outgoing: row.id, error: errorLine(error) }, 'the outcome of a send could not be stored');
    }
  }

  async function attempt(row: Outgoing): Promise<SendOutcome> {
    const channel = channels.get(row.channel);
    if (!channel) return { ok: false, kind: 'again', why: `channel ${row.channel} is not configured` };
    try {
      const options = await optionsFor(row, channel);
      if (row.message.editCard && !options.edit) return { ok: true };
      return await channel.send(row.chat, row.message, options);
    } catch (error) {
      return { ok: false, kind: 'again', why: errorLine(error) };
    }
  }

  /** What is known of an attempt that may have arrived: the channel needs it to look before it sends again. */
  function noteDoubt(row: Outgoing, outcome: SendOutcome, began: number): void {
    const before = doubts.get(row.id);
    if (outcome.ok || (outcome.kind !== 'unsure' && outcome.kind !== 'again')) doubts.delete(row.id);
    else if (outcome.kind === 'unsure') {
      doubts.set(row.id, {
        from: before?.from ?? began,
        last: now(),
        ...(row.unsure ? { repeated: true } : {}),
      });
    }
  }

  function doubtOf(row: Outgoing): Tried {
    const doubt = doubts.get(row.id) ?? { from: row.at, last: row.triedBefore ?? now() };
    doubts.set(row.id, doubt);
    return doubt;
  }

  async function optionsFor(row: Outgoing, channel: Channel): Promise<SendOptions> {
    const { message } = row;
    const card = message.under ?? message.editCard;
    const cards = card ? await store.read((view) => view.find('cards', 'report', card)) : [];
    const mine = cards.filter((one) => one.chat === row.chat && one.main).at(-1);
    const file = needsBytes(message.file, channel) ? await parts.files.read(message.file!) : undefined;
    return {
      ...(message.under && mine ? { under: mine.messageId } : {}),
      ...(message.editCard && mine && channel.canEdit ? { edit: mine.messageId } : {}),
      ...(message.replaces && channel.canEdit ? { edit: message.replaces } : {}),
      ...(row.unsure ? { again: true, tried: { ...doubtOf(row), cause: row.id.replace(/\/\d+$/, '') } } : {}),
      ...(file ? { file } : {}),
    };
  }

  function settle(row: Outgoing, outcome: SendOutcome): Settled {
    const { id } = row;
    if (outcome.ok)
      return {
        id,
        result: 'sent',
        at: now(),
        ...(outcome.messageId ? { messageId: outcome.messageId } : {}),
      };
    const error = outcome.why;
    if (NEVER.has(outcome.kind) || now() - row.at > GIVEN_UP_AFTER) {
      return { id, result: 'dead', error };
    }
    const due = now() + ((outcome.kind === 'again' ? outcome.afterMs : undefined) ?? wait(row.attempt));
    return { id, result: outcome.kind === 'unsure' ? 'unsure' : 'again', due, error };
  }

  /** Full jitter: between half and the whole of a wait that doubles. */
  function wait(attempt: number): number {
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, attempt - 1));
    return longest / 2 + parts.random() * (longest / 2);
  }

  return {
    counts,
    start() {
      running = true;
      store.onWake(wake);
      wake();
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      await round;
      await Promise.all(busy.values());
    },
  };
}

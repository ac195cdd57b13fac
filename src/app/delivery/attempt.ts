/** One message handed to its channel, with what the channel needs to know: where it lands, the bytes of a file, what was tried before. */
import type { Channel, SendOptions, SendOutcome, Tried } from '../../channels/channel.ts';
import type { FileRef } from '../../core/update.ts';
import type { Outgoing } from '../../store/data.ts';
import type { Store } from '../../store/store.ts';
import type { Files } from '../files.ts';
import { errorLine } from '../log.ts';

export interface AttemptParts {
  store: Store;
  channel: Channel;
  files: Files;
  now(): number;
}

/** Never throws. */
export type Attempt = (row: Outgoing) => Promise<SendOutcome>;

function needsBytes(file: FileRef | undefined, channel: Channel): boolean {
  return file !== undefined && !(channel.forwardsById && file.channel === channel.name);
}

/** The lane was lost, or the bot is stopping: nothing was sent. */
const UNBEGUN: SendOutcome = { ok: false, kind: 'again', afterMs: 0, unbegun: true, why: 'not begun' };

export function createAttempt({ store, channel, files, now }: AttemptParts): Attempt {
  /** Messages whose outcome is not known: when they were tried. After a restart the store tells, as far as it can. */
  const doubts = new Map<string, Tried>();

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
    return {
      ...doubt,
      cause: row.id.replace(/\/\d+$/, ''),
      ...(row.revived === undefined ? {} : { ordered: true }),
    };
  }

  async function optionsFor(row: Outgoing): Promise<SendOptions> {
    const { message } = row;
    const card = message.under ?? message.editCard;
    const cards = card ? await store.read((view) => view.find('cards', 'report', card)) : [];
    const mine = cards.filter((one) => one.chat === row.chat && one.main).at(-1);
    const file = needsBytes(message.file, channel) ? await files.read(message.file!) : undefined;
    return {
      ...(message.under && mine ? { under: mine.messageId } : {}),
      ...(message.editCard && mine && channel.canEdit ? { edit: mine.messageId } : {}),
      ...(message.replaces && channel.canEdit ? { edit: message.replaces } : {}),
      ...(row.unsure ? { again: true, tried: doubtOf(row) } : {}),
      ...(file ? { file } : {}),
    };
  }

  async function send(row: Outgoing): Promise<SendOutcome> {
    try {
      const options = await optionsFor(row);
      if (row.message.editCard && !options.edit) return { ok: true };
      // Looked at in the same breath as the send begins: reading a file may have taken longer than the lease.
      if (!store.holds(channel.name)) return UNBEGUN;
      return await channel.send(row.chat, row.message, options);
    } catch (error) {
      return { ok: false, kind: 'again', why: errorLine(error) };
    }
  }

  return async (row) => {
    const began = now();
    const outcome = await send(row);
    noteDoubt(row, outcome, began);
    return outcome;
  };
}

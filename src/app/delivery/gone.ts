/**
 * Somebody blocked the bot, or left. They are marked, so that the next officer who writes is told before trying; and what
 * waits for them leaves the queue, so that a platform is not asked again and again. See docs/decisions/0014.
 */
import type { Message } from '../../core/message.ts';
import type { Outgoing } from '../../store/data.ts';
import type { Settled, Store, View } from '../../store/store.ts';
import type { Turn } from '../turn.ts';

/** ms after which it is tried again for somebody who wrote in the meantime. */
const BACK = 1_000;

/** What tells of a report is worth reading whenever its reader comes back; the rest was for that moment. */
function isLasting({ card, under, about }: Message): boolean {
  return (card ?? under ?? about) !== undefined;
}

/** Of an officer, and of a group, nothing is worthless but what is bulk or only changes a card. */
async function worthKeeping(view: View, row: Outgoing): Promise<(message: Message) => boolean> {
  const isMember =
    (await view.get('persons', row.chat)) !== undefined &&
    (await view.find('officers', 'person', row.chat, { limit: 1 })).length === 0;
  return (message) => !message.bulk && !message.editCard && (!isMember || isLasting(message));
}

/**
 * After a send that failed because its reader is gone; `settled` is what was to be stored of it, and what comes back is what
 * shall be. `triedAt`, ms: a person who has written since is not gone, and loses nothing.
 */
export async function leaveQueue(
  store: Store,
  row: Outgoing,
  settled: Settled,
  triedAt: number,
): Promise<Settled> {
  const error = settled.result === 'sent' ? '' : settled.error;
  let outcome = settled;
  await store.commit({ at: triedAt }, async (view) => {
    const person = await view.get('persons', row.chat);
    outcome = settled;
    if (person && person.lastAt > triedAt) {
      outcome = { id: row.id, result: 'again', due: person.lastAt + BACK, error };
      return {};
    }
    const isWorth = await worthKeeping(view, row);
    if (!isWorth(row.message)) outcome = { id: row.id, result: 'dropped', error };
    const waiting = (await view.find('outbox', 'chat', row.chat)).filter(({ state }) => state === 'ready');
    const kept = waiting.filter(({ message }) => isWorth(message));
    const worthless = waiting.filter(({ message }) => !isWorth(message));
    return {
      put: {
        ...(person && !person.gone ? { persons: [{ ...person, gone: true as const }] } : {}),
        outbox: kept.map((one): Outgoing => ({ ...one, state: 'dead', why: 'gone', error })),
      },
      remove: { outbox: worthless.map(({ id }) => id) },
    };
  });
  return outcome;
}

/** Who was gone has written again: what was kept goes out first, in its old order. */
export async function comeBack(turn: Turn): Promise<void> {
  const { chat } = turn.update;
  for (const row of await turn.find('outbox', 'chat', chat)) {
    if (row.state === 'dead' && row.why === 'gone') turn.put('outbox', revive(row, turn.at));
  }
}

/** A dead one waits again, at the head of its chat: its order is the oldest. What may have arrived still says so. */
export function revive(row: Outgoing, at: number): Outgoing {
  const { why: _why, error: _error, ...rest } = row;
  return { ...rest, state: 'ready', due: Math.min(row.due, at), revived: at };
}

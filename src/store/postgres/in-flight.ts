/** What this run was given to send and whose outcome is not stored yet. */
import type { Card, Outgoing } from '../data.ts';
import type { Settled } from '../store.ts';

/** Rows by id, as they were handed out. */
export type InFlight = Map<string, Outgoing>;

/** A message about a report is remembered by the platform's id, so that a reply to it finds the report. */
export function cardOf({ chat, message }: Outgoing, messageId: string | undefined): Card | undefined {
  const report = message.card ?? message.under;
  if (report === undefined || messageId === undefined) return undefined;
  return {
    id: `${chat}|${messageId}`,
    chat,
    messageId,
    report,
    ...(message.card !== undefined && { main: true as const }),
  };
}

/** What an outcome changes of a row that stays. `before`: as it was handed out, where this run did. */
export function patchOf(
  one: Exclude<Settled, { result: 'sent' | 'dropped' }>,
  before: Outgoing | undefined,
): Partial<Outgoing> {
  switch (one.result) {
    case 'again': {
      const free = one.free ? { free: (before?.free ?? 0) + 1 } : {};
      return { state: 'ready', due: one.due, error: one.error, ...free };
    }
    case 'unsure':
      return { state: 'ready', due: one.due, error: one.error, unsure: true };
    case 'dead':
      return { state: 'dead', error: one.error, why: one.why };
  }
}

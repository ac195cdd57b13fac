/** From what a decision or an outcome wants, to ops. Everything that can be wrong is found here, before memory changes. */
import type { Card, Outgoing, Table } from '../data.ts';
import { faultOf } from '../schema.ts';
import type { Change, OutgoingDraft, Settled } from '../store.ts';
import type { Op } from './ops.ts';
import { getRow, peek, type Row, type State } from './state.ts';

/** Ops of a change; throws when a row is not what schema.ts says, or an outgoing id was used before. */
export function opsOfChange(state: State, change: Change, at: number): Op[] {
  const ops: Op[] = [];
  const { put = {}, remove = {}, send = [] } = change;
  for (const table of Object.keys(put) as Table[]) {
    for (const row of put[table] ?? []) ops.push(putRow(table, row));
  }
  for (const table of Object.keys(remove) as Table[]) {
    for (const id of remove[table] ?? []) {
      const isPut = change.put?.[table]?.some((row) => row.id === id);
      if (isPut || peek(state, table, id)) ops.push([table, id, null]);
    }
  }
  const used = new Set<string>();
  send.forEach((draft, i) => {
    if (state.rows.outbox.has(draft.id) || used.has(draft.id)) {
      throw new Error(
        `Outgoing message id ${draft.id} is used twice: give each message of an update its own number`,
      );
    }
    // Most commits send one message.
    if (send.length > 1) used.add(draft.id);
    ops.push(putRow('outbox', outgoing(draft, at, state.lastOrder + 1 + i)));
  });
  return ops;
}

/** A row that would be refused at the next start is refused now, and its turn with it. */
function putRow(table: Table, row: Row): Op {
  const fault = faultOf(table, row);
  if (fault) throw new Error(`A row cannot be stored, ${fault}: see store/schema.ts`);
  return [table, row.id, row];
}

function outgoing(draft: OutgoingDraft, at: number, order: number): Outgoing {
  const { id, channel, chat, message, due = at } = draft;
  return { id, channel, chat, order, state: 'ready', due, at, attempt: 0, message };
}

/** Ops that hand these rows to a sender. */
export function opsOfClaim(picked: readonly Outgoing[], now: number): { ops: Op[]; claimed: Outgoing[] } {
  const claimed = picked.map((row): Outgoing => ({
    ...row,
    state: 'sending',
    attempt: row.attempt + 1,
    tried: now,
    ...(row.tried === undefined ? {} : { triedBefore: row.tried }),
  }));
  return { claimed, ops: claimed.map((row) => ['outbox', row.id, row]) };
}

/** Ops of what became of sends. An outcome of a row that is gone is one that was told before. */
export function opsOfSettled(state: State, done: readonly Settled[]): Op[] {
  return done.flatMap((one) => {
    const row = getRow(state, 'outbox', one.id);
    return row ? opsOfOutcome(row, one) : [];
  });
}

function opsOfOutcome(row: Outgoing, one: Settled): Op[] {
  switch (one.result) {
    case 'sent':
      return [['outbox', row.id, null], ...cardOf(row, one.messageId)];
    case 'again':
      return [putAgain({ ...row, state: 'ready', due: one.due, error: one.error, ...freed(row, one) })];
    case 'unsure':
      return [putAgain({ ...row, state: 'ready', due: one.due, error: one.error, unsure: true })];
    case 'dead':
      return [putAgain({ ...row, state: 'dead', error: one.error, why: one.why })];
    case 'dropped':
      return [['outbox', row.id, null]];
  }
}

function freed(row: Outgoing, one: Extract<Settled, { result: 'again' }>): Pick<Outgoing, 'free'> {
  return one.free ? { free: (row.free ?? 0) + 1 } : {};
}

/** A message about a report is remembered by the platform's id, so that a reply to it finds the report. */
function cardOf({ chat, message }: Outgoing, messageId: string | undefined): Op[] {
  const report = message.card ?? message.under;
  if (report === undefined || messageId === undefined) return [];
  const card: Card = { id: `${chat}|${messageId}`, chat, messageId, report };
  if (message.card !== undefined) card.main = true;
  return [putRow('cards', card)];
}

const putAgain = (row: Outgoing): Op => putRow('outbox', row);

/**
 * A snapshot is taken while commits go on: after the log has changed, rows stream out in slices. A slice may already
 * hold what later commits did; they are in the new log too, and replaying whole values twice changes nothing. Before it
 * gets its name, everything that memory held is durable in the log: no part of a transaction can appear alone.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { mayRest, type Table, type Tables } from '../data.ts';
import { encodeFrame, encodeList } from './frame.ts';
import { headerOf } from './header.ts';
import { encodeOps, marks, type Op } from './ops.ts';
import type { Moving } from './rest.ts';
import type { Row, State } from './state.ts';
import { tableNames } from '../schema.ts';

/** Characters a slice: what is encoded before commits get their turn. */
const sliceCharacters = 64_000;
/** Rows that become text together: one by one costs a quarter more. */
const rowsAtOnce = 16;

/** Rows that may rest at `now`, ms, go to `moving` instead. A frame holds until the next one is asked for. */
export async function* snapshotFrames(
  state: State,
  generation: number,
  signal: AbortSignal,
  { now, moving }: { now: number; moving: Moving },
): AsyncGenerator<Buffer> {
  yield encodeFrame(headerOf('snapshot', generation));
  const room = Buffer.allocUnsafeSlow(4 * sliceCharacters);
  let group: Op[] = [];
  let slice: string[] = [];
  let characters = 0;
  let rows = 0;
  let looked = 0;
  for (const op of everything(state)) {
    if (op[0] !== marks && mayRest(op[0], op[2] as Tables[Table], now)) {
      await moving.add(op[0], op[2] as Row);
      if (++looked % 200 === 0) await nextTurn();
      continue;
    }
    rows++;
    if (group.push(op) < rowsAtOnce) continue;
    const text = encodeOps(group);
    group = [];
    slice.push(text);
    characters += text.length;
    if (characters < sliceCharacters) continue;
    yield encodeList(slice, room);
    slice = [];
    characters = 0;
    await nextTurn();
    signal.throwIfAborted();
  }
  if (group.length > 0) slice.push(encodeOps(group));
  yield encodeList(slice, room);
  const past = await moving.finish();
  yield encodeFrame(JSON.stringify({ rows, order: state.lastOrder, ...(past && { past }) }));
}

function* everything(state: State): Generator<Op> {
  for (const table of tableNames) for (const [id, row] of state.rows[table]) yield [table, id, row];
  for (const [update, at] of state.seen) yield [marks, update, at];
}

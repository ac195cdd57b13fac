/** What a transaction writes, as it stands in a frame: whole rows, the engine's own marks, and nothing else. */
import type { Row } from './state.ts';
import type { Table } from '../data.ts';
import { faultOf, isTable, upgrade } from '../schema.ts';

/** The table of the updates that were handled: key = update id, value = its time in ms. The engine's own. */
export const marks = '#seen';

export type Op =
  [table: Table, id: string, row: Row | null] | [table: typeof marks, update: string, at: number | null];

/** Text of ops inside a frame, which is one list of them. Throws when a row holds what JSON cannot. */
export function encodeOps(ops: readonly Op[]): string {
  return JSON.stringify(ops).slice(1, -1);
}

/** Reads one op from outside, led over from an older schema, or says what is wrong with it, without any value. */
export function readOp(raw: unknown, schema: number): Op | string {
  if (!Array.isArray(raw) || raw.length !== 3) return 'not [table, key, value]';
  const [table, key, stored] = raw as [unknown, unknown, unknown];
  if (typeof key !== 'string' || key === '') return 'a key that is no text';
  if (table === marks)
    return stored === null || typeof stored === 'number' ? [marks, key, stored] : 'a mark without a time';
  const row = stored === null ? null : upgrade(String(table), stored, schema);
  if (!isTable(table)) return `an unknown table ${JSON.stringify(table)?.slice(0, 40)}`;
  if (row === null) return [table, key, null];
  const fault = faultOf(table, row);
  if (fault !== undefined) return fault;
  if ((row as Row).id !== key) return `${table}.id: not the key of the row`;
  return row === stored ? (raw as unknown as Op) : [table, key, row as Row];
}

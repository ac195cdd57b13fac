/** Rows on their way in and out: checked by schema.ts both ways, and led over from an older version. */
import { indexNamesOf, isTimed, standingOf, type Outgoing, type Table, type Tables } from '../data.ts';
import { StoreError } from '../errors.ts';
import { rankOf } from '../rank.ts';
import { faultOf, schemaVersion, upgrade } from '../schema.ts';

type Row = Tables[Table];

/** JSON of a row. Throws when it is not what schema.ts says, or holds what JSON cannot. */
export function encodeRow(table: Table, row: Row): string {
  const fault = faultOf(table, row);
  if (fault) throw new Error(`A row cannot be stored, ${fault}: see store/schema.ts`);
  return toJson(row);
}

/** NUL and halves of surrogate pairs, which PostgreSQL's jsonb refuses, as JSON.stringify writes them. */
const refused = /\\u(?:0000|d[89a-f])/;

/** They become U+FFFD: a message cut in the middle of a picture must not keep a whole turn out of the store. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value);
  return refused.test(text) ? JSON.stringify(mended(value)) : text;
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}|\0/gu, '\uFFFD');
  if (Array.isArray(value)) return value.map(mended);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [mended(name), mended(inner)]));
}

/** A row as the database gave it. Throws StoreError `newer` or `damaged`. */
export function decodeRow<T extends Table>(table: T, stored: { row: unknown; version: string }): Tables[T] {
  const version = Number(stored.version);
  if (version > schemaVersion) {
    throw new StoreError(
      'newer',
      `A row of ${table} was written by a newer version of the program (rows of version ${version}, this program knows ${schemaVersion}): start that version again.`,
    );
  }
  const row = upgrade(table, stored.row, version);
  const fault = faultOf(table, row);
  if (fault) {
    throw new StoreError(
      'damaged',
      `A row in PostgreSQL is not what the program wrote, ${fault}: it was changed by hand. Put it back from a backup.`,
    );
  }
  return row as Tables[T];
}

/** Values of the index columns of a row, in the order of table-statements.ts `indexColumns`. */
export function indexValues(table: Table, row: Row): (string | number | null)[] {
  return indexNamesOf(table).flatMap((name) => {
    const { of = null, at = null } = standingOf(table, name, row) ?? {};
    return isTimed(table, name) ? [of, at === null ? null : wholeMs(at)] : [of];
  });
}

/** Both engines order by whole milliseconds, and know no time before 1970. */
export const wholeMs = (at: number): number => Math.max(0, Math.floor(at));

/** Values of table-statements.ts `queueColumns`. */
export function queueValues(row: Outgoing): unknown[] {
  const { channel, chat, order, state, due, at, attempt } = row;
  return [channel, chat, order, rankOf(row.message), state, due, at, attempt];
}

/** A whole copy of a store and its members' files as lines of text: a first line says what it is, a last one that it is whole. */
import { createHash, type Hash } from 'node:crypto';
import type { Outgoing, Table, Tables } from './data.ts';
import { faultOf, isTable, schemaVersion, upgrade } from './schema.ts';
import { isFileName, type MemberFiles } from './member-files.ts';
import type { Copied } from './store.ts';

const kind = 'sat-canh';

/** Row of `kept` that stands in a store while it is being filled: the bot does not start on half a store. */
export const restoring = 'restore-under-way';

interface Header {
  backup: typeof kind;
  /** Version of schema.ts. */
  rows: number;
  at: number;
}

/** A piece of a member's file; its pieces follow each other. */
export interface FilePiece {
  file: string;
  bytes: Uint8Array;
}

/**
 * Lines, each with its line end: the rows and marks of `copied`, then the files that its rows name. `at`: when it was
 * made, ms.
 */
export async function* backup(
  copied: AsyncIterable<Copied>,
  at: number,
  files?: Pick<MemberFiles, 'read'>,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const line = (value: unknown): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  let lines = 0;
  yield line({ backup: kind, rows: schemaVersion, at } satisfies Header);
  const names: string[] = [];
  for await (const one of copied) {
    if ('table' in one && one.table === 'kept' && one.row.id === restoring)
      throw new Error(
        'A restore is under way, or was broken off: the store is not whole, and is not copied.',
      );
    lines++;
    yield line('table' in one ? [one.table, one.row] : ['#seen', one.update, one.at]);
    if (files && 'table' in one && one.table === 'files') {
      const { path } = one.row as Tables['files'];
      if (path) names.push(path);
    }
  }
  for (const name of names) {
    for await (const bytes of files?.read(name) ?? []) {
      lines++;
      yield line(['#file', name, Buffer.from(bytes).toString('base64')]);
    }
  }
  yield `${JSON.stringify({ end: lines, sha256: hash.digest('hex') })}\n`;
}

/** What the lines of a backup hold. Throws with the number of the line that is wrong; at the end, when it is not whole. */
export async function* readBackup(lines: AsyncIterable<string>): AsyncGenerator<Copied | FilePiece> {
  const hash = createHash('sha256');
  let number = 0;
  let header: Header | undefined;
  let ended = false;
  for await (const raw of lines) {
    number++;
    const text = raw.replace(/\r?\n$/, '');
    if (ended && text === '') continue;
    if (ended) throw wrong(number, 'something follows its last line');
    const value = parse(text, number);
    if (!header) {
      header = headerOf(value);
    } else if (isEnd(value)) {
      ended = true;
      checkEnd(value, number, hash);
      continue;
    } else {
      yield rowOf(value, number, header.rows);
    }
    hash.update(`${text}\n`);
  }
  if (!ended) throw wrong(number, 'it ends before its last line: the copy was broken off');
}

const wrong = (line: number, what: string): Error =>
  new Error(`The backup cannot be used, line ${line}: ${what}. Nothing was changed.`);

function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(line, 'it is no JSON');
  }
}

function headerOf(value: unknown): Header {
  const header = value as Partial<Header> | null;
  if (header?.backup !== kind || typeof header.rows !== 'number')
    throw wrong(1, 'it is no backup of this program');
  if (header.rows > schemaVersion)
    throw wrong(1, 'it was made by a newer version of the program: use that one');
  return header as Header;
}

const isEnd = (value: unknown): value is { end: number; sha256: string } =>
  typeof value === 'object' && value !== null && 'end' in value;

function checkEnd(end: { end: number; sha256: string }, line: number, hash: Hash): void {
  if (end.end !== line - 2) throw wrong(line, `it should hold ${end.end} rows and holds ${line - 2}`);
  if (end.sha256 !== hash.digest('hex')) throw wrong(line, 'its sum is wrong: something in it was changed');
}

function rowOf(value: unknown, line: number, version: number): Copied | FilePiece {
  const [table, stored, time] = Array.isArray(value) ? (value as unknown[]) : [];
  if (table === '#seen' && typeof stored === 'string' && typeof time === 'number')
    return { update: stored, at: time };
  if (table === '#file' && isFileName(stored) && typeof time === 'string')
    return { file: stored, bytes: Buffer.from(time, 'base64') };
  const row = upgrade(String(table), stored, version);
  if (!isTable(table)) throw wrong(line, 'it is of no known table');
  const fault = faultOf(table, row);
  if (fault) throw wrong(line, fault);
  return { table, row: settled(table, row as Tables[Table]) };
}

/** What was on its way when the copy was made may have arrived. */
function settled(table: Table, row: Tables[Table]): Tables[Table] {
  if (table !== 'outbox' || (row as Outgoing).state !== 'sending') return row;
  return { ...(row as Outgoing), state: 'ready', unsure: true };
}

/** What PostgreSQL's errors mean for a commit: try the whole of it again, or give up and say why. */
import pg from 'pg';
import { codeOf } from '../errors.ts';

/** An error of the database or of the way to it, as against one that a decision has thrown. */
export class DatabaseFault extends Error {
  readonly code: string;
  /** The same again may well go through. */
  readonly transient: boolean;
  /** The connection is of no use any more. */
  readonly broken: boolean;

  constructor(cause: unknown) {
    const code = codeOf(cause);
    super(sentenceOf(cause, code));
    this.name = 'DatabaseFault';
    this.code = code;
    this.broken = isBroken(cause, code);
    this.transient = this.broken || isConflict(code);
  }
}

/** Two commits were in each other's way: serialization failure and deadlock, the database undid this one. */
export const isConflict = (code: string): boolean => code === '40001' || code === '40P01';

/** SQLSTATE classes 08 (connection) and 57P (operator intervention), 53300 (too many connections); no SQLSTATE: the driver or the network. */
function isBroken(cause: unknown, code: string): boolean {
  if (!(cause instanceof pg.DatabaseError)) return true;
  return code.startsWith('08') || code.startsWith('57P') || code === '53300' || code === '25P03';
}

/** Code, table and constraint only: the server's own sentences quote what people wrote, and the driver's the address. */
function sentenceOf(cause: unknown, code: string): string {
  if (!(cause instanceof pg.DatabaseError)) return `PostgreSQL cannot be reached (${code})`;
  const where = [cause.table, cause.constraint].filter((name) => name !== undefined).join(', ');
  return `PostgreSQL refused a statement (SQLSTATE ${code}${where ? `, ${where}` : ''})`;
}

/** A key was there before. */
export const uniqueViolation = '23505';

/** The transaction had failed before: this error says nothing about why. */
export const isAftermath = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '25P02';

/** JSON lines on stdout. What members write, their numbers and names never reach a log; tokens stand in no message. */
import { pino } from 'pino';

export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Field names that would hold a person's words, number, name or a secret, at the depths that we log. */
const NEVER = [
  'text',
  'words',
  'story',
  'question',
  'phone',
  'name',
  'token',
  'secret',
  'code',
  'chat',
  'person',
  'body',
];

export function createLog(level: string): Log {
  const paths = NEVER.flatMap((field) => [field, `*.${field}`]);
  // Process id and host name are the operator's own business; the supervisor knows them.
  return pino({ level, base: null, redact: { paths, censor: '[…]' } });
}

/** The error as one line: messages of ours say where and what to do, never a person's words. */
export function errorLine(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

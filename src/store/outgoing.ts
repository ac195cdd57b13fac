/** A row of the outbox. */
import type { Message } from '../core/message.ts';

/**
 * A message to go out. `ready` waits for `due`; `sending` was handed to the platform and its outcome is not stored
 * (found at start: it may have arrived, so its repeat is labelled); `dead` waits for a person.
 */
export interface Outgoing {
  /** The update that caused it, and a number: deciding twice gives the same row. */
  id: string;
  channel: string;
  chat: string;
  /** Order within the chat: rising, never reused. */
  order: number;
  state: 'ready' | 'sending' | 'sent' | 'dead';
  due: number;
  at: number;
  attempt: number;
  /** ms: when it was last handed to the platform, and the time before that; an engine may leave them out. */
  tried?: number;
  triedBefore?: number;
  /** Of the attempts, those that never began or were turned away for being too many: they make no wait longer. */
  free?: number;
  /** An earlier attempt may have arrived: the repeat says "(gửi lại)". */
  unsure?: true;
  message: Message;
  error?: string;
  /** Of a dead one. */
  why?: DeadWhy;
  /** ms: a person had it sent again; from then on it is tried for days anew. */
  revived?: number;
}

/**
 * Why a message waits for a person. `gone`: its reader blocked the bot or cannot be reached · `refused`: the platform never
 * takes it · `unclear`: it may have arrived, and nobody can tell · `late`: tried for days.
 */
export type DeadWhy = 'gone' | 'refused' | 'unclear' | 'late';

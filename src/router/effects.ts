/** What a handler wants done, as plain data: stored with the turn, carried out after the commit. */
import type { Message } from '../core/message.ts';

export type Effect =
  | { type: 'send'; message: Message }
  /** Replaces a message in place; a channel that cannot edit sends a new one. */
  | { type: 'edit'; messageId?: string; message: Message }
  /** The press was seen; `text` is the short note that some channels can show. */
  | { type: 'acknowledge'; text?: string }
  | { type: 'typing' };

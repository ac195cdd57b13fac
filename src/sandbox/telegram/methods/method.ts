/** What a method of the Bot API is made of. */
import type { Parameters } from '../parameters.ts';
import { badRequest } from '../refusal.ts';
import type { Webhook } from '../webhook.ts';
import type { Kept, Place, World } from '../world.ts';

export interface Call {
  method: string;
  parameters: Parameters;
  world: World;
  webhook: Webhook;
  /** Aborted when the caller hangs up or the stand-in closes. */
  signal: AbortSignal;
  /** The call for the inspector. */
  raw: unknown;
}

/** The answer, with the words that some answers carry beside the result. */
export interface Done {
  result: unknown;
  description?: string;
}

export interface Method {
  parameters: readonly string[];
  run(call: Call): Done | Promise<Done>;
}

export type Methods = Record<string, Method>;

/** `chat_id`: a number; a @name is of no chat here. */
export function readChatId(call: Call): number {
  const given = call.parameters.text('chat_id');
  if (given === undefined) throw badRequest('chat_id is empty');
  if (!/^-?\d+$/.test(given)) throw badRequest('chat not found');
  return Number(given);
}

/** A message that the call names; `doing` is Telegram's word: `edit`, `delete`. */
export function readMessage(call: Call, doing: 'edit' | 'delete'): { place: Place; kept: Kept } {
  const place = call.world.openPlace(readChatId(call));
  const id = call.parameters.integer('message_id');
  if (id === undefined) throw badRequest('message identifier is not specified');
  const kept = place.kept.get(id);
  if (!kept) throw badRequest(`message to ${doing} not found`);
  return { place, kept };
}

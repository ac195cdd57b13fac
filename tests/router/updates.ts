/** Updates for the router's tests. */
import type { Event, Update } from '../../src/core/update.ts';
import { Context } from '../../src/router/index.ts';

export function update(event: Event, rest: Partial<Update> = {}): Update {
  const person = 'telegram:42';
  return {
    id: 'telegram:1',
    channel: 'telegram',
    at: 0,
    person,
    chat: person,
    chatType: 'private',
    event,
    ...rest,
  };
}

export const said = (text: string, rest?: Partial<Update>): Context => new Context(update(typed(text), rest));
export const pressed = (data: string): Context =>
  new Context(update({ type: 'press', data, messageId: '7' }));
export const did = (event: Event): Context => new Context(update(event));

/** A text as a channel reads it: `/name payload` carries its command. */
export function typed(text: string): Event {
  const found = /^\/(\S+)(?:\s([^]*))?$/.exec(text);
  if (found?.[1] === undefined) return { type: 'text', text };
  return { type: 'text', text, command: { name: found[1].toLowerCase(), payload: found[2] ?? '' } };
}

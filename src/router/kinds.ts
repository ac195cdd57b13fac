/** The names that `on` knows, and which kinds of update each stands for. */
import type { Event } from '../core/update.ts';
import type { EventOf, MessageEvent } from './context.ts';
import type { Kind } from './plan.ts';

export type Filter = Event['type'] | 'message' | 'callback_query';

/** The event that a handler of `on(F)` is given. */
export type FilteredEvent<F extends Filter> = F extends 'message'
  ? MessageEvent
  : F extends 'callback_query'
    ? EventOf<'press'>
    : F extends Event['type']
      ? EventOf<F>
      : never;

const messages: Record<MessageEvent['type'], readonly Kind[]> = {
  text: ['text', 'command'],
  photo: ['photo'],
  voice: ['voice'],
  document: ['document'],
  location: ['location'],
  contact: ['contact'],
  sticker: ['sticker'],
  other: ['other'],
};

const kinds: Record<Filter, readonly Kind[]> = {
  ...messages,
  press: ['press'],
  follow: ['follow'],
  unfollow: ['unfollow'],
  handover: ['handover'],
  withdraw: ['withdraw'],
  message: Object.values(messages).flat(),
  callback_query: ['press'],
};

/** The kinds that a name of `on` stands for. Throws for a name that no channel has. */
export function kindsOf(filter: Filter): readonly Kind[] {
  const found = Object.hasOwn(kinds, filter) ? kinds[filter] : undefined;
  if (found === undefined)
    throw new TypeError(
      `on("${filter}"): no update is of that kind. Kinds: ${Object.keys(kinds).join(', ')}`,
    );
  return found;
}

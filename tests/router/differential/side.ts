/** Telegraf's Composer and ours behind one shape, so that one description builds both. */
import { Composer as TheirComposer, Context as TheirContext } from 'telegraf';
import type { Update } from '../../../src/core/update.ts';
import { Composer, Context } from '../../../src/router/index.ts';

export type Next = (other?: unknown) => Promise<void>;
export interface Ctx {
  match?: unknown;
  payload?: string;
  args?: string[];
  startPayload?: string;
}
export type Fn = (ctx: Ctx, next: Next) => unknown;
export type Value = (ctx: Ctx) => unknown;

export interface Routes {
  use(...fns: (Fn | Routes)[]): Routes;
  on(filters: unknown, ...fns: (Fn | Routes)[]): Routes;
  hears(triggers: unknown, ...fns: (Fn | Routes)[]): Routes;
  command(triggers: unknown, ...fns: (Fn | Routes)[]): Routes;
  action(triggers: unknown, ...fns: (Fn | Routes)[]): Routes;
  start(...fns: Fn[]): Routes;
  help(...fns: Fn[]): Routes;
  settings(...fns: Fn[]): Routes;
  drop(predicate: Value): Routes;
  filter(predicate: Value): Routes;
  middleware(): Fn;
}
export interface Statics {
  new (): Routes;
  compose(fns: (Fn | Routes)[]): Fn;
  passThru(): Fn;
  fork(fn: Fn): Fn;
  tap(fn: Fn): Fn;
  lazy(make: Value): Fn;
  branch(predicate: unknown, yes: unknown, no: unknown): Fn;
  optional(predicate: Value, ...fns: (Fn | Routes)[]): Fn;
  dispatch(key: Value, handlers: Record<string, Fn>): Fn;
  catch(handle: (error: Error) => void, ...fns: (Fn | Routes)[]): Fn;
  acl(who: unknown, ...fns: Fn[]): Fn;
  chatType(type: 'private' | 'group', ...fns: Fn[]): Fn;
  privateChat(...fns: Fn[]): Fn;
  groupChat(...fns: Fn[]): Fn;
}

export interface Side {
  Composer: Statics;
  context(update: Update): Ctx;
  /** A person's id as this side writes it. */
  person(number: number): unknown;
  /** A test of the update: is it a text? */
  isText(update: unknown): boolean;
  /** Puts other words into a text that is no command. */
  rewrite(ctx: Ctx, text: string): void;
}

export const ours: Side = {
  Composer: Composer as unknown as Statics,
  context: (update) => new Context(structuredClone(update)) as unknown as Ctx,
  person: (number) => `telegram:${number}`,
  isText: (update) => (update as Update).event.type === 'text',
  rewrite(ctx, text) {
    const { event } = (ctx as unknown as Context).update;
    if (event.type === 'text' && event.command === undefined) event.text = text;
  },
};

interface RawMessage {
  text?: string;
  entities?: unknown[];
}

export const theirs: Side = {
  Composer: TheirComposer as unknown as Statics,
  context: (update) =>
    new TheirContext(raw(update) as never, {} as never, { username: 'bot' } as never) as unknown as Ctx,
  person: (number) => number,
  isText: (update) => (update as { message?: RawMessage }).message?.text !== undefined,
  rewrite(ctx, text) {
    const message = (ctx as { message?: RawMessage }).message;
    if (message?.text !== undefined && message.entities === undefined) message.text = text;
  },
};

/** The same update as Telegram would bring it. */
function raw({ event, person, chatType }: Update): object {
  const from = { id: Number(person.split(':')[1]), is_bot: false, first_name: 'Lan' };
  const chat = { id: from.id, type: chatType };
  const message = { message_id: 1, date: 0, chat, from };
  const file = { file_id: 'f' };
  const of = (part: object): object => ({ update_id: 1, message: { ...message, ...part } });
  switch (event.type) {
    case 'press':
      return {
        update_id: 1,
        callback_query: { id: '1', from, chat_instance: '1', message, data: event.data },
      };
    case 'text': {
      const length = (event.command?.name.length ?? 0) + 1;
      const entities = [{ type: 'bot_command', offset: 0, length }];
      return of({ text: event.text, ...(event.command && { entities }) });
    }
    case 'photo':
      return of({ photo: [file], ...(event.caption !== undefined && { caption: event.caption }) });
    case 'document':
      return of({ document: file });
    case 'location':
      return of({ location: { latitude: event.latitude, longitude: event.longitude } });
    default:
      return of({ [event.type]: file });
  }
}

/** One update handled: what it may read, and what it wants written. Reads see the turn's own writes. */
import type { Conversation } from '../core/conversation.ts';
import { newConversation } from '../core/conversation.ts';
import type { FlowEvent } from '../core/flow.ts';
import type { Message } from '../core/message.ts';
import type { Origin } from '../core/effect.ts';
import type { Update } from '../core/update.ts';
import { conversationKey } from '../core/update.ts';
import type { IndexOf, Person, Table, Tables } from '../store/data.ts';
import { indexes } from '../store/data.ts';
import type { Change, OutgoingDraft, View } from '../store/store.ts';
import type { Knowledge } from './knowledge.ts';

/** Something said in this turn, before it is a message. */
export interface Said {
  content: string;
  list?: string;
  from: Origin;
}

export interface Turn {
  update: Update;
  at: number;
  view: View;
  knowledge: Knowledge;
  person: Person;
  conversation: Conversation;
  says: Said[];
  get<T extends Table>(table: T, id: string): Promise<Tables[T] | undefined>;
  find<T extends Table>(table: T, index: IndexOf<T>, value: string, options?: FindOptions): Promise<Tables[T][]>;
  put<T extends Table>(table: T, row: Tables[T]): void;
  /** To a chat of any channel; in the order of the calls. */
  send(to: { channel: string; chat: string }, message: Message): void;
  /** A secret of this turn: drawn outside core, the same when the turn is decided again. */
  secret(): string;
  change(): Change;
}

interface FindOptions {
  limit?: number;
  newest?: boolean;
}

export interface TurnParts {
  update: Update;
  view: View;
  knowledge: Knowledge;
  /** One message as those that the channel can take. */
  split(channel: string, message: Message): Message[];
  secret(): string;
}

export type EventNow = FlowEvent extends infer E ? (E extends { at: number } ? Omit<E, 'at'> : never) : never;

export async function beginTurn(parts: TurnParts): Promise<Turn> {
  const { update, view, knowledge } = parts;
  const written = new Map<Table, Map<string, Tables[Table]>>();
  const sends: OutgoingDraft[] = [];
  const own = <T extends Table>(table: T) => written.get(table) as Map<string, Tables[T]> | undefined;

  const turn: Turn = {
    update,
    at: update.at,
    view,
    knowledge,
    person: undefined as unknown as Person,
    conversation: newConversation(conversationKey(update)),
    says: [],
    get: async (table, id) => own(table)?.get(id) ?? (await view.get(table, id)),
    find: async (table, index, value, options) => {
      const stored = await view.find(table, index, value, options);
      const mine = own(table);
      if (!mine) return stored;
      const keyOf = (indexes[table] as Record<string, (row: Tables[typeof table]) => string | undefined>)[index]!;
      const kept = stored.filter((row) => !mine.has(row.id));
      return [...kept, ...[...mine.values()].filter((row) => keyOf(row) === value)];
    },
    put: (table, row) => {
      const rows = own(table) ?? new Map<string, Tables[Table]>();
      rows.set(row.id, row);
      written.set(table, rows as Map<string, Tables[Table]>);
    },
    send: (to, message) => {
      for (const part of parts.split(to.channel, message)) {
        sends.push({ id: `${update.id}/${sends.length}`, channel: to.channel, chat: to.chat, message: part });
      }
    },
    secret: parts.secret,
    change: () => ({
      put: Object.fromEntries([...written].map(([table, rows]) => [table, [...rows.values()]])) as NonNullable<Change['put']>,
      send: sends,
    }),
  };

  const stored = await view.get('persons', update.person);
  turn.person = {
    ...(stored ?? { id: update.person, channel: update.channel, firstAt: update.at }),
    lastAt: update.at,
    ...(update.chatType === 'private' ? { chat: update.chat } : {}),
    ...(update.name ? { name: update.name } : {}),
  };
  delete turn.person.gone;
  turn.conversation = (await view.get('conversations', turn.conversation.id)) ?? turn.conversation;
  return turn;
}

/** The turn is over: person and conversation go into the change with the rest. */
export function endTurn(turn: Turn): Change {
  turn.put('persons', turn.person);
  turn.put('conversations', turn.conversation);
  return turn.change();
}

/** One update handled: what it may read, and what it wants written. Reads see the turn's own writes. */
import type { Conversation } from '../core/conversation.ts';
import { newConversation } from '../core/conversation.ts';
import type { FlowEvent } from '../core/flow.ts';
import type { Message } from '../core/message.ts';
import type { Origin } from '../core/effect.ts';
import type { Update } from '../core/update.ts';
import { conversationKey, isOwnAct } from '../core/update.ts';
import type { IndexOf, Person, Table, Tables } from '../store/data.ts';
import { standingOf } from '../store/data.ts';
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
  /** The platform had said that the person cannot be reached, and now the person has written. */
  cameBack?: true;
  /** Nothing of the person is kept: neither the person nor the conversation is written again. */
  erased?: true;
  get<T extends Table>(table: T, id: string): Promise<Tables[T] | undefined>;
  find<T extends Table>(
    table: T,
    index: IndexOf<T>,
    value: string,
    options?: FindOptions,
  ): Promise<Tables[T][]>;
  put<T extends Table>(table: T, row: Tables[T]): void;
  remove(table: Table, id: string): void;
  /** Whether this person can be written to now, as far as is known before trying. */
  reaches(person: Person): boolean;
  /** To a chat of any channel; in the order of the calls. */
  send(to: { channel: string; chat: string }, message: Message): void;
  /** What this turn sends, so far: another part of it may take something back. */
  sends: OutgoingDraft[];
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
  /** How long after a person's last act that channel can write to them, ms; undefined: always. */
  replyWithin?(channel: string): number | undefined;
}

export type EventNow = FlowEvent extends infer E ? (E extends { at: number } ? Omit<E, 'at'> : never) : never;

type Written = ReadonlyMap<Table, Map<string, Tables[Table]>>;

function own<T extends Table>(written: Written, table: T): Map<string, Tables[T]> | undefined {
  return written.get(table) as Map<string, Tables[T]> | undefined;
}

export async function beginTurn(parts: TurnParts): Promise<Turn> {
  const { update, view, knowledge } = parts;
  const written = new Map<Table, Map<string, Tables[Table]>>();
  const removed = new Map<Table, Set<string>>();
  const sends: OutgoingDraft[] = [];
  let drafted = 0;

  const turn: Turn = {
    update,
    at: update.at,
    view,
    knowledge,
    person: undefined as unknown as Person,
    conversation: newConversation(conversationKey(update)),
    says: [],
    get: async (table, id) =>
      removed.get(table)?.has(id) ? undefined : (own(written, table)?.get(id) ?? (await view.get(table, id))),
    find: async (table, index, value, options) => {
      const gone = removed.get(table);
      const found = await view.find(table, index, value, options);
      const stored = found.filter((row) => !gone?.has(row.id));
      const mine = own(written, table);
      if (!mine) return stored;
      const kept = stored.filter((row) => !mine.has(row.id));
      return [...kept, ...[...mine.values()].filter((row) => standingOf(table, index, row)?.of === value)];
    },
    put: (table, row) => {
      removed.get(table)?.delete(row.id);
      const rows = own(written, table) ?? new Map<string, Tables[Table]>();
      rows.set(row.id, row);
      written.set(table, rows as Map<string, Tables[Table]>);
    },
    remove: (table, id) => {
      own(written, table)?.delete(id);
      removed.set(table, (removed.get(table) ?? new Set()).add(id));
    },
    reaches: ({ channel, chat, lastAt, gone }) => {
      const within = parts.replyWithin?.(channel);
      return chat !== undefined && !gone && (within === undefined || update.at - lastAt <= within);
    },
    send: (to, message) => {
      for (const part of parts.split(to.channel, message)) {
        sends.push({ id: `${update.id}/${drafted++}`, channel: to.channel, chat: to.chat, message: part });
      }
    },
    sends,
    secret: parts.secret,
    change: () => ({
      put: Object.fromEntries(
        [...written].map(([table, rows]) => [table, [...rows.values()]]),
      ) as NonNullable<Change['put']>,
      remove: Object.fromEntries([...removed].map(([table, ids]) => [table, [...ids]])),
      send: sends,
    }),
  };

  const stored = await view.get('persons', update.person);
  const ownAct = isOwnAct(update.event);
  turn.person = {
    ...(stored ?? { id: update.person, channel: update.channel, firstAt: update.at }),
    lastAt: ownAct ? update.at : (stored?.lastAt ?? 0),
    ...(update.chatType === 'private' ? { chat: update.chat } : {}),
    ...(update.name ? { name: update.name } : {}),
  };
  if (ownAct && stored?.gone) turn.cameBack = true;
  if (ownAct) delete turn.person.gone;
  turn.conversation = (await view.get('conversations', turn.conversation.id)) ?? turn.conversation;
  return turn;
}

/** The turn is over: person and conversation go into the change with the rest, unless everything of the person was erased. */
export function endTurn(turn: Turn): Change {
  if (turn.erased) return turn.change();
  turn.put('persons', turn.person);
  turn.put('conversations', turn.conversation);
  return turn.change();
}

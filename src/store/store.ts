/**
 * The port of the store. One commit reads, decides and writes as one; when its promise resolves, the change is durable.
 * Two engines keep it (store/lowdb, store/postgres); tests/store/contract.ts is what both must do.
 */
import type { Message } from '../core/message.ts';
import type { DeadWhy, IndexOf, Outgoing, Table, Tables } from './data.ts';

/** What a decision may read. Rows are shared: never change one, return a new one. */
export interface View {
  get<T extends Table>(table: T, id: string): Promise<Tables[T] | undefined>;
  /** Rows whose index has that value: by the index's time where it has one, then by id. */
  find<T extends Table>(table: T, index: IndexOf<T>, value: string, options?: Page<T>): Promise<Tables[T][]>;
}

/** Which of the rows, and how many. A page is followed by the one `after` its last row, whatever has changed meanwhile. */
export interface Page<T extends Table> {
  limit?: number;
  /** The other way round. */
  newest?: boolean;
  /** Only what comes after this row in that order; the row itself may be gone by now. */
  after?: Tables[T];
  /** ms, of an index with a time: from that time on, and before that time. */
  from?: number;
  to?: number;
}

/** A message for the outbox; the engine gives it its place in the chat's order. */
export interface OutgoingDraft {
  /** Unique for ever; made from the update's id, so that deciding twice gives the same. */
  id: string;
  channel: string;
  chat: string;
  message: Message;
  /** Not before this time, ms. Default: at once. */
  due?: number;
}

/** What a decision wants written. Whole rows, new objects. */
export interface Change {
  put?: { [T in Table]?: readonly Tables[T][] };
  remove?: { [T in Table]?: readonly string[] };
  send?: readonly OutgoingDraft[];
}

export interface CommitKey {
  /** The update's id: a second commit with it is a duplicate, of which nothing is stored. Left out: no mark is kept. */
  update?: string;
  /** ms; the mark and the outgoing rows carry it. */
  at: number;
}

/**
 * No outside effect: an engine may run it again when another commit changed what it had read, or run it in vain for an update
 * that turns out to have been handled.
 * A decision that throws stores nothing, and the commit rejects with its error.
 */
export type Decide = (view: View) => Promise<Change> | Change;

/** What became of one send. */
export type Settled =
  | { id: string; result: 'sent'; messageId?: string; at: number }
  /** The platform surely did not take it: `due` again, unlabelled. `free`: the attempt counts for no longer wait. */
  | { id: string; result: 'again'; due: number; error: string; free?: true }
  /** It may have arrived: `due` again, labelled "(gửi lại)". */
  | { id: string; result: 'unsure'; due: number; error: string }
  /** It never will: kept for a person to see. */
  | { id: string; result: 'dead'; why: DeadWhy; error: string }
  /** It cannot arrive, and nobody would miss it. */
  | { id: string; result: 'dropped'; error: string };

/** Of one channel: messages that wait or are on their way, those that wait for a person, and since when the first is due, ms. */
export interface ChannelStats {
  waiting: number;
  dead: number;
  oldestDue?: number;
}

/** One thing that is stored, for a copy: a row, or the mark of an update that was handled. */
export type Copied = { table: Table; row: Tables[Table] } | { update: string; at: number };

export interface Stats {
  /** Messages that wait or are on their way, and those that wait for a person: of all channels, then of each that has any. */
  outbox: number;
  dead: number;
  oldestDue?: number;
  channels: Record<string, ChannelStats>;
  /** Reports whose running clock has ended: nobody has acknowledged, or resolved, in time. */
  late: number;
  rows: Record<Table, number>;
}

export interface Store {
  /** Resolves only when durable. */
  commit(key: CommitKey, decide: Decide): Promise<'applied' | 'duplicate'>;
  /** Reads what is durable, outside a commit. */
  read<T>(query: (view: View) => Promise<T> | T): Promise<T>;
  /**
   * The oldest message due of each chat not in `busy`, of one channel or of all, by rank (rank.ts); each is stored as
   * `sending` with its attempt counted before this resolves. Of one chat never more than one, and none while one is
   * `sending`. A channel is given to one process at a time; asked for none (`max` 0) it is only taken, where it is free.
   * `done`: outcomes that are settled before, on one way to the disk with the claim; when it rejects, tell them again.
   */
  claim(
    now: number,
    max: number,
    busy: ReadonlySet<string>,
    channel?: string,
    done?: readonly Settled[],
  ): Promise<Outgoing[]>;
  /**
   * Whether what was claimed of that channel may be handed to the platform at this moment: nobody else sends for it now,
   * nor within the time that a request takes.
   */
  holds(channel: string): boolean;
  /**
   * Stores outcomes; the platform id of a sent card (`main`), or of words under one, becomes a row of `cards`.
   * Sent rows are dropped. When it rejects, tell them again: what is told twice is stored once.
   */
  settle(done: readonly Settled[]): Promise<void>;
  /** Called when something may be due. A hint: polling is the truth. */
  onWake(hint: () => void): () => void;
  /** Earliest `due` of what waits, if anything does. */
  nextDue(): Promise<number | undefined>;
  stats(): Promise<Stats>;
  /** All that is durable at one moment, while commits go on. Nothing is taken from it before somebody reads. */
  copy(): AsyncIterable<Copied>;
  close(): Promise<void>;
}

/**
 * What became of a send whose end is unclear? Zalo knows no key against doing it twice, so it is never repeated: the webhook
 * `oa_send_*` tells of it, else the conversation. If neither does, a person must decide.
 */
import type { EchoEvent } from './events.ts';
import type { Entry } from './history.ts';
import type { OutMessage } from './messages.ts';
import { eventTime } from './webhook.ts';

export interface Attempt {
  userId: string;
  message: OutMessage;
  /** Milliseconds since 1970, before the request. */
  at: number;
  /** By how much Zalo's clock and ours may differ, milliseconds. Default 5000: an equal text sent so shortly before counts too. */
  skewMs?: number;
}

export type Reconciled =
  { outcome: 'sent'; messageId: string; by: 'echo' | 'conversation' } | { outcome: 'unknown' };

export interface ReconcilerOptions {
  /** Of the client; left out, only echoes count. */
  conversation?: (userId: string) => Promise<Entry[]>;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  /** Milliseconds to wait for the echo. */
  waitMs?: number;
}

export interface Reconciler {
  /** To be called for every send that Zalo confirmed, so that its echo is not taken for another's. */
  confirmed(messageId: string): void;
  /** To be called for every `oa_echo` event. */
  echo(event: EchoEvent): void;
  /** Waits, looks, never sends. Never throws: a lookup that fails is `unknown`. */
  settle(attempt: Attempt): Promise<Reconciled>;
}

const POLL_MS = 500;
/** Zalo's clock and ours may differ by this much. */
const SKEW_MS = 5000;
const KEEP_MS = 10 * 60_000;

/**
 * Keeps echoes and confirmed ids for ten minutes, in memory: one for each process that sends. Feed it every `oa_echo` event and every
 * confirmed send.
 */
export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { now, sleep, waitMs = 30_000 } = options;
  const taken = new Map<string, number>();
  let echoes: { event: EchoEvent; seenAt: number }[] = [];

  function prune(): void {
    const old = now() - KEEP_MS;
    for (const [id, at] of taken) if (at < old) taken.delete(id);
    echoes = echoes.filter(({ seenAt }) => seenAt >= old);
  }

  function take(messageId: string): void {
    taken.set(messageId, now());
  }

  function findEcho(attempt: Attempt): string | undefined {
    const found = echoes.find(({ event }) => !taken.has(event.message.msg_id) && matchesEcho(attempt, event));
    return found?.event.message.msg_id;
  }

  async function findInConversation(attempt: Attempt): Promise<string | undefined> {
    try {
      const entries = (await options.conversation?.(attempt.userId)) ?? [];
      return entries.find((entry) => !taken.has(entry.messageId) && matchesEntry(attempt, entry))?.messageId;
    } catch {
      return undefined;
    }
  }

  async function settle(attempt: Attempt): Promise<Reconciled> {
    for (let waited = 0; ; waited += POLL_MS) {
      const messageId = findEcho(attempt);
      if (messageId !== undefined) {
        take(messageId);
        return { outcome: 'sent', messageId, by: 'echo' };
      }
      if (waited >= waitMs) break;
      await sleep(POLL_MS);
    }
    const messageId = await findInConversation(attempt);
    if (messageId === undefined) return { outcome: 'unknown' };
    take(messageId);
    return { outcome: 'sent', messageId, by: 'conversation' };
  }

  return {
    confirmed(messageId) {
      prune();
      take(messageId);
    },
    echo(event) {
      prune();
      echoes.push({ event, seenAt: now() });
    },
    settle,
  };
}

/** Whether an echo tells of this attempt: same person, same text (or same kind of thing), not before it, not by a colleague. */
export function matchesEcho(attempt: Attempt, event: EchoEvent): boolean {
  const at = eventTime(event);
  if (event.recipient.id !== attempt.userId || event.sender.admin_id !== undefined) return false;
  if (at !== undefined && at < attempt.at - (attempt.skewMs ?? SKEW_MS)) return false;
  const text = attempt.message.text;
  if (text !== undefined) return sameText(text, event.message.text);
  return echoNames(attempt.message).includes(event.event_name);
}

/** Whether an entry of the conversation is this attempt. Only a text can be told for certain. */
export function matchesEntry(attempt: Attempt, entry: Entry): boolean {
  const text = attempt.message.text;
  if (entry.from !== 'oa' || entry.at < attempt.at - (attempt.skewMs ?? SKEW_MS) || text === undefined)
    return false;
  if (entry.userId !== undefined && entry.userId !== attempt.userId) return false;
  return sameText(text, entry.text);
}

function sameText(ours: string, theirs: string | undefined): boolean {
  return theirs !== undefined && ours.normalize('NFC').trim() === theirs.normalize('NFC').trim();
}

function echoNames(message: OutMessage): readonly string[] {
  const attachment = message.attachment;
  if (attachment?.type === 'file') return ['oa_send_file'];
  const payload = attachment?.payload;
  if (!payload || !('template_type' in payload)) return [];
  if (payload.template_type === 'media') return [`oa_send_${payload.elements[0].media_type}`];
  return payload.template_type === 'list' ? ['oa_send_list'] : ['oa_send_template'];
}

/**
 * A send whose end is unknown: did it arrive? The echo webhook tells, else the conversation. Nothing is sent a second time
 * that may have arrived. Source: Zalo OA docs, webhook events oa_send_* and "Conversation"; Zalo has no idempotency key.
 */
import type { EchoEvent, Entry, OutMessage, ZaloClient } from '../../zalo-oa-sdk/index.ts';
import { createReconciler, matchesEntry, ZaloApiError } from '../../zalo-oa-sdk/index.ts';
import type { Tried } from '../channel.ts';

export type Finding =
  | { is: 'there'; messageId: string }
  | { is: 'not-there' }
  /** This account has no conversation to ask. */
  | { is: 'no-way'; why: string }
  | { is: 'ask-later'; why: string; afterMs?: number }
  | { is: 'unclear'; why: string };

export interface Doubts {
  /** For every send that Zalo confirmed. */
  confirmed(messageId: string): void;
  /** For every `oa_send_*` webhook. */
  echo(event: EchoEvent): void;
  /** `forms`: the ways in which the message may have been written (with and without label, numbered). Never throws. */
  find(userId: string, forms: readonly OutMessage[], tried: Tried): Promise<Finding>;
}

/**
 * A request may still be under way inside Zalo for so long after we stopped waiting, ms. Short: whoever waits is a person, and
 * every restart begins the wait anew.
 */
const SETTLES_AFTER = 2_000;
/** Where there is no conversation to ask, the echo is waited for so long, ms. */
const ECHO_WAIT = 30_000;
/** So long the conversation may be out of reach while the rest of Zalo answers, ms; then a person must look. */
const PATIENCE = 5 * 60_000;
/** Zalo's clock and ours may differ by this much, ms. */
const SKEW = 5_000;
const PAGE = 10;
const MOST_PAGES = 10;
const REMEMBERED = 10 * 60_000;

type Asked = Pick<ZaloClient, 'conversation' | 'getOa'>;

export function createDoubts(client: Asked, now: () => number): Doubts {
  const taken = new Map<string, number>();
  const reconciler = createReconciler({ now, sleep: () => Promise.resolve(), waitMs: 0 });

  function confirmed(messageId: string): void {
    for (const [id, at] of taken) if (at < now() - REMEMBERED) taken.delete(id);
    taken.set(messageId, now());
    reconciler.confirmed(messageId);
  }

  /** No difference of clocks is granted: an equal text of a moment ago has an echo too. What this misses, the conversation has. */
  async function echoOf(
    userId: string,
    forms: readonly OutMessage[],
    at: number,
  ): Promise<string | undefined> {
    for (const message of forms) {
      const settled = await reconciler.settle({ userId, message, at, skewMs: 0 });
      if (settled.outcome === 'sent') return settled.messageId;
    }
    return undefined;
  }

  function textIn(
    entries: readonly Entry[],
    userId: string,
    forms: readonly OutMessage[],
    at: number,
  ): string | undefined {
    const fits = (entry: Entry) =>
      !taken.has(entry.messageId) && forms.some((message) => matchesEntry({ userId, message, at }, entry));
    return entries.find(fits)?.messageId;
  }

  /** A picture has no words to be known by: any picture of ours since then that nobody has claimed. */
  function pictureIn(
    entries: readonly Entry[],
    forms: readonly OutMessage[],
    from: number,
  ): string | undefined {
    if (!forms.some(isPicture)) return undefined;
    const fits = ({ from: who, type, at, messageId }: Entry) =>
      who === 'oa' && /^(image|photo)$/.test(type ?? '') && at >= from - SKEW && !taken.has(messageId);
    return entries.find(fits)?.messageId;
  }

  async function entriesSince(userId: string, from: number): Promise<Entry[]> {
    const all: Entry[] = [];
    for (let page = 0; page < MOST_PAGES; page++) {
      const entries = await client.conversation(userId, { offset: page * PAGE, count: PAGE });
      all.push(...entries);
      if (entries.length < PAGE || entries.some(({ at }) => at < from - SKEW)) break;
    }
    return all;
  }

  /** Only what came after the message that is answered: the same question may have been asked a moment before it. */
  function afterCause(entries: readonly Entry[], cause: string | undefined): readonly Entry[] {
    const message = cause?.split(':msg:')[1];
    const asked = entries.find((entry) => entry.messageId === message);
    return asked ? entries.filter((entry) => entry !== asked && entry.at >= asked.at) : entries;
  }

  async function find(userId: string, forms: readonly OutMessage[], tried: Tried): Promise<Finding> {
    const there = (messageId: string): Finding => (confirmed(messageId), { is: 'there', messageId });
    const echoed = await echoOf(userId, forms, tried.from);
    if (echoed !== undefined) return there(echoed);
    try {
      const entries = afterCause(await entriesSince(userId, tried.from), tried.cause);
      const found = textIn(entries, userId, forms, tried.from) ?? pictureIn(entries, forms, tried.from);
      if (found !== undefined) return there(found);
    } catch (error) {
      return notAsked(error, tried);
    }
    const early = tried.last + SETTLES_AFTER - now();
    return early > 0
      ? { is: 'ask-later', why: 'Zalo: too early to tell whether it arrived', afterMs: early }
      : { is: 'not-there' };
  }

  async function notAsked(error: unknown, tried: Tried): Promise<Finding> {
    const why = error instanceof Error ? error.message : 'unknown error';
    if (error instanceof ZaloApiError && NO_CONVERSATION.has(error.class)) {
      const early = tried.last + ECHO_WAIT - now();
      return early > 0 ? { is: 'ask-later', why, afterMs: early } : { is: 'no-way', why };
    }
    if (error instanceof ZaloApiError && error.class === 'rate' && error.retryAfterMs)
      return { is: 'ask-later', why, afterMs: error.retryAfterMs };
    if (now() - tried.last < PATIENCE || !(await answersAtAll())) return { is: 'ask-later', why };
    return {
      is: 'unclear',
      why: `Zalo may have delivered it and the conversation cannot be read: look in OA Manager before sending it by hand. ${why}`,
    };
  }

  /** As long as all of Zalo is down, waiting loses nothing. */
  async function answersAtAll(): Promise<boolean> {
    return client.getOa().then(
      () => true,
      () => false,
    );
  }

  return { confirmed, echo: reconciler.echo, find };
}

/** Permission refused, unknown endpoint, or an answer that is not Zalo's: asking again would bring the same. */
const NO_CONVERSATION: ReadonlySet<string> = new Set(['config', 'payload', 'protocol']);

function isPicture({ attachment }: OutMessage): boolean {
  const payload = attachment?.type === 'template' ? attachment.payload : undefined;
  return payload !== undefined && 'template_type' in payload && payload.template_type === 'media';
}

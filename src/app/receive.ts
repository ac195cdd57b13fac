/** The way of one update: the door, the lane of the person → one commit (mark, conversation, report, outbox) → only then the channel is answered. */
import type { Composer, Effect } from '../router/index.ts';
import { createFailures } from '../router/failures.ts';
import type { Flows } from '../core/flow.ts';
import type { Message } from '../core/message.ts';
import type { Update } from '../core/update.ts';
import type { Receive } from '../channels/channel.ts';
import type { Change, Store, View } from '../store/store.ts';
import type { BotContext } from './bot-context.ts';
import { BotContext as Handling } from './bot-context.ts';
import { comeBack } from './delivery/gone.ts';
import type { Intake } from './intake.ts';
import type { Knowledge } from './knowledge.ts';
import type { Log } from './log.ts';
import type { Officers } from './officers.ts';
import { speak } from './say.ts';
import type { Talk } from './talk.ts';
import { beginTurn, endTurn } from './turn.ts';
import type { Turn } from './turn.ts';
import { notice } from './words.ts';

export interface ReceiveParts {
  store: Store;
  bot: Composer<BotContext>;
  talk: Talk;
  officers: Officers;
  flows: Flows;
  knowledge: () => Knowledge;
  intake: Intake;
  split(channel: string, message: Message): Message[];
  /** How long after a person's last act that channel can write to them, ms; undefined: always. */
  replyWithin?(channel: string): number | undefined;
  /** 32 hex digits from a good source, for codes. */
  newSecret(): string;
  now(): number;
  /** Best effort, once the turn is stored: the press was seen (with a short word), an answer is being written. */
  afterwards(update: Update, effects: readonly Effect[]): void;
  log: Log;
}

/** What a handler threw, as against a store that failed. */
class HandlerError extends Error {
  constructor(cause: unknown) {
    super('A handler failed', { cause });
    this.name = 'HandlerError';
  }
}

/**
 * Resolves when everything that the update caused is durable. Rejects when it is not: the channel lets it come again.
 * A handler that fails three times on one update: the update is set aside for the operator, with one apology to the person.
 */
export function createReceive(parts: ReceiveParts): Receive {
  const failures = createFailures();

  async function decide(
    update: Update,
    view: View,
    secret: () => string,
    effects: Effect[],
  ): Promise<Change> {
    const turn = await beginTurn({
      update,
      view,
      knowledge: parts.knowledge(),
      split: parts.split,
      secret,
      ...(parts.replyWithin ? { replyWithin: parts.replyWithin } : {}),
    });
    if (turn.cameBack) await comeBack(turn);
    try {
      const dispatch = (ctx: BotContext) => parts.bot.handle(ctx);
      const ctx = new Handling(turn, parts.talk, parts.officers, dispatch);
      await parts.bot.handle(ctx);
      sendReplies(turn, ctx.effects);
      // A decision may run again: only the effects of the last one count.
      effects.splice(0, effects.length, ...ctx.effects);
      await speak(turn, parts.flows);
    } catch (error) {
      throw new HandlerError(error);
    }
    return endTurn(turn);
  }

  async function setAside(update: Update, failure: unknown): Promise<'applied' | 'duplicate'> {
    return parts.store.commit({ update: update.id, at: parts.now() }, () => ({
      put: { kept: [{ id: `failed|${update.id}`, value: failure }] },
      send: [
        {
          id: `${update.id}/apology`,
          channel: update.channel,
          chat: update.chat,
          message: notice(parts.knowledge(), 'common.apology'),
        },
      ],
    }));
  }

  return (update) =>
    parts.intake.take(update, async () => {
      let drawn: string | undefined;
      const secret = () => (drawn ??= parts.newSecret());
      const effects: Effect[] = [];
      try {
        const done = await parts.store.commit({ update: update.id, at: parts.now() }, (view) =>
          decide(update, view, secret, effects),
        );
        await failures.settled(update);
        parts.afterwards(update, effects);
        return done;
      } catch (error) {
        if (!(error instanceof HandlerError)) throw error;
        const verdict = await failures.failed(update, error.cause);
        parts.log.error(
          { update: update.id, attempts: verdict.failure.attempts, error: verdict.failure.error },
          'a handler failed',
        );
        if (verdict.then === 'again') throw error;
        await failures.settled(update);
        return setAside(update, verdict.failure);
      }
    });
}

/** What handlers said through `ctx.reply`; an edit takes the place of the message whose button was pressed. */
function sendReplies(turn: Turn, effects: readonly Effect[]): void {
  const to = { channel: turn.update.channel, chat: turn.update.chat };
  for (const effect of effects) {
    if (effect.type === 'send') turn.send(to, effect.message);
    if (effect.type === 'edit') {
      turn.send(to, { ...effect.message, ...(effect.messageId ? { replaces: effect.messageId } : {}) });
    }
  }
}

import type { Timers } from '../timers.ts';
import type { ZaloSettings } from '../options.ts';
import { BotRefusal } from './answer.ts';

export interface BotDelivery {
  raw: string;
  /** HTTP status, or 0 when nobody answered. */
  status: number;
}

const WEBHOOK_TIMEOUT = 2000;
const WEBHOOK_IS_SET = 'You cannot use this API while a webhook is set. Please remove the webhook first';

/** What people did, for the webhook when one is set, else for polls: one object a poll, no offset, nothing to confirm. */
export function createBotUpdates(deps: { settings: ZaloSettings; timers: Timers; now: () => number }) {
  const { settings, timers } = deps;
  const log: BotDelivery[] = [];
  const read: object[] = [];
  let unread: object[] = [];
  let hook: { url: string; secret: string; updatedAt: number } | undefined;
  let sending = Promise.resolve();
  let wake: (() => void) | undefined;
  let replayed = 0;

  const shaped = (event: object) => (settings.botFlat ? event : { ok: true, result: event });

  async function call(event: object): Promise<void> {
    if (!hook) return;
    const raw = JSON.stringify(shaped(event));
    const control = new AbortController();
    const cancel = timers.after(WEBHOOK_TIMEOUT, () => control.abort());
    const headers = { 'content-type': 'application/json', 'x-bot-api-secret-token': hook.secret };
    const answer = await fetch(hook.url, {
      method: 'POST',
      headers,
      body: raw,
      signal: control.signal,
    }).catch(() => undefined);
    cancel();
    await answer?.arrayBuffer().catch(() => undefined);
    log.push({ raw, status: answer?.status ?? 0 });
  }

  /** The oldest that nobody has read; else, as was measured, one that was read comes again at once. */
  function take(): object | undefined {
    const next = unread.shift();
    if (next) read.push(next);
    if (next || !settings.botReplay) return next;
    return read.length > 0 ? read[replayed++ % read.length] : undefined;
  }

  return {
    add(event: object): void {
      if (hook) sending = sending.then(() => call(event));
      else unread = [...unread, event];
      wake?.();
    },
    /** Waits up to `seconds`; 408 is the ordinary “nothing new”. */
    async poll(seconds: number): Promise<object> {
      if (hook) throw new BotRefusal(400, WEBHOOK_IS_SET);
      let found = take();
      if (!found && seconds > 0) {
        await new Promise<void>((resolve) => {
          const cancel = timers.after(seconds * 1000, resolve);
          wake = () => (cancel(), resolve());
        });
        wake = undefined;
        found = take();
      }
      if (!found) throw new BotRefusal(408);
      return found;
    },
    set(url: string, secret: string): void {
      hook = { url, secret, updatedAt: deps.now() };
    },
    unset: () => void (hook = undefined),
    hook: () => hook,
    deliveries: (): readonly BotDelivery[] => [...log],
    idle: () => sending,
  };
}

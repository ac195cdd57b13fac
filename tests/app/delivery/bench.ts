/** A dispatcher over a store with channels that a test answers for, on a clock of the test's own. */
import { createDispatcher } from '../../../src/app/delivery/dispatcher.ts';
import type { Channel, SendOptions, SendOutcome } from '../../../src/channels/channel.ts';
import type { Store } from '../../../src/store/store.ts';

export const AT = Date.UTC(2026, 10, 21, 3, 0);

export interface Handed {
  channel: string;
  chat: string;
  text: string;
  at: number;
  options: SendOptions;
}

type Answer = (handed: Handed) => SendOutcome | Promise<SendOutcome>;

export function dispatch(
  store: Store,
  clock: { at: number },
  answer: Answer,
  channels: readonly (Partial<Channel> & { name: string })[] = [{ name: 'telegram' }],
) {
  const handed: Handed[] = [];
  const made = channels.map((parts): Channel => ({
    limits: { text: 4096, caption: 1024, buttons: 100, label: 64, data: 64 },
    canEdit: true,
    forwardsById: true,
    split: (message) => [message],
    async send(chat, { text }, options) {
      const one = { channel: parts.name, chat, text, at: clock.at, options };
      handed.push(one);
      return answer(one);
    },
    download: () => Promise.reject(new Error('no files')),
    ...parts,
  }));
  const dispatcher = createDispatcher({
    store,
    channels: new Map(made.map((channel) => [channel.name, channel])),
    files: { read: () => Promise.reject(new Error('no files')), copyWaiting: () => Promise.resolve() },
    now: () => clock.at,
    monotonic: () => clock.at,
    random: () => 0.5,
    log: { debug() {}, info() {}, warn() {}, error() {} },
  });
  dispatcher.start();
  return { handed, dispatcher };
}

let updates = 0;
/** One commit; `chat text` for each. */
export function queue(
  store: Store,
  at: number,
  ...messages: [chat: string, text: string][]
): Promise<unknown> {
  const update = `u${++updates}`;
  return store.commit({ at }, () => ({
    send: messages.map(([chat, text], i) => ({
      id: `${update}/${i}`,
      channel: chat.split(':')[0]!,
      chat,
      message: { text },
    })),
  }));
}

/** Lets the dispatcher do what it can at this moment of the clock. */
export const breathe = (ms = 10): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

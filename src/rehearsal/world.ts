/** The whole bot in one process, in memory, with a clock that only moves when somebody does something: for rehearsals and tests. */
import { createApp } from '../app/app.ts';
import type { App } from '../app/app.ts';
import type { Knowledge } from '../app/knowledge.ts';
import { createLog } from '../app/log.ts';
import type { Watch } from '../app/run-flow.ts';
import type { Channel, SendOptions, SendOutcome } from '../channels/channel.ts';
import type { Flows } from '../core/flow.ts';
import type { Message } from '../core/message.ts';
import type { Store } from '../store/store.ts';
import { createPlayer } from './player.ts';
import type { Player } from './player.ts';

export type ChannelName = 'telegram' | 'zalo';
/** What a channel does to a message, without its network. */
export type Platform = Pick<Channel, 'limits' | 'canEdit' | 'forwardsById' | 'replyWithin' | 'split'> & {
  name: ChannelName;
};

export interface Sent {
  channel: string;
  chat: string;
  message: Message;
  options: SendOptions;
}

export interface WorldParts {
  flows: Flows;
  knowledge: Knowledge;
  platforms: readonly Platform[];
  store(now: () => number): Store;
  /** Where members' files are copied to. */
  filesDir: string;
  /** When it begins, ms. */
  at: number;
  /** A send that shall fail, and how. */
  fail?(sent: Sent): SendOutcome | undefined;
  watch?: Watch;
}

export interface World {
  app: App;
  store: Store;
  knowledge: Knowledge;
  sent: Sent[];
  clock: { at: number };
  filesDir: string;
  player(channel: ChannelName, id: string, options?: { group?: string; name?: string }): Player;
  /** Until everything that was said is out. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export function createWorld(parts: WorldParts): World {
  const { knowledge, filesDir } = parts;
  const clock = { at: parts.at };
  const store = parts.store(() => clock.at);
  const sent: Sent[] = [];
  let messageIds = 0;
  const channels = parts.platforms.map((platform): Channel => ({
    ...platform,
    send(chat, message, options) {
      const one = { channel: platform.name, chat, message, options };
      const failed = parts.fail?.(one);
      if (failed) return Promise.resolve(failed);
      sent.push(one);
      return Promise.resolve({ ok: true, messageId: String(++messageIds) });
    },
    download: () => Promise.resolve({ bytes: new Uint8Array([1, 2, 3]), name: 'anh.jpg' }),
  }));
  let secrets = 0;
  const app = createApp({
    store,
    channels,
    flows: parts.flows,
    knowledge: () => knowledge,
    filesDir,
    now: () => clock.at,
    monotonic: () => clock.at,
    random: () => 0.5,
    newSecret: () => (++secrets).toString(16).padStart(32, '0'),
    log: createLog('silent'),
    ...(parts.watch ? { watch: parts.watch } : {}),
  });
  app.dispatcher.start();

  async function settle(): Promise<void> {
    for (let i = 0; i < 500; i++) {
      const [{ rows, dead }, due] = [await store.stats(), await store.nextDue()];
      const idle = [...app.dispatcher.status().values()].every((lane) => lane.idle);
      const later = due !== undefined && due > clock.at;
      if (rows.outbox <= dead || (later && idle)) return;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  let updates = 0;
  return {
    app, store, knowledge, sent, clock, filesDir, settle,
    player: (channel, id, where = {}) =>
      createPlayer({ app, sent, clock, settle, newUpdate: () => ++updates }, channel, id, where),
    async stop() {
      await app.stop();
      await store.close();
    },
  }; // prettier-ignore
}

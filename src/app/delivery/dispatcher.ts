/** The outbox's dispatcher: a lane for each channel, so that one that is slow or shut holds up no other. The same for both engines. */
import type { Channel } from '../../channels/channel.ts';
import type { Settled, Store } from '../../store/store.ts';
import type { Files } from '../files.ts';
import type { Log } from '../log.ts';
import { createAttempt } from './attempt.ts';
import { createLane } from './lane.ts';
import type { LaneState } from './lane.ts';

export interface DispatcherParts {
  store: Store;
  channels: ReadonlyMap<string, Channel>;
  files: Files;
  now(): number;
  /** ms of a clock that nobody sets. */
  monotonic(): number;
  /** 0 to 1: jitter of the waits. */
  random(): number;
  log: Log;
}

export type Sends = Readonly<Record<Settled['result'], number>>;

export interface Dispatcher {
  start(): void;
  /** Takes nothing new and waits for what is being sent, but not for ever. */
  stop(): Promise<void>;
  /** Of each channel: sends by result since the start, whether nothing is being taken or sent, and how it stands. */
  status(): ReadonlyMap<string, { sends: Sends; idle: boolean; state: LaneState }>;
}

export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const { store, now } = parts;
  const lanes = [...parts.channels.values()].map((channel) => {
    const sends = { sent: 0, again: 0, unsure: 0, dead: 0, dropped: 0 };
    const attempt = createAttempt({ store, channel, files: parts.files, now });
    const lane = createLane({ ...parts, channel, attempt, count: (result) => sends[result]++ });
    return { name: channel.name, sends, lane };
  });
  let forget: (() => void) | undefined;
  return {
    status: () =>
      new Map(
        lanes.map(({ name, sends, lane }) => [name, { sends, idle: lane.idle(), state: lane.state() }]),
      ),
    start() {
      for (const { lane } of lanes) lane.start();
      forget = store.onWake(() => {
        for (const { lane } of lanes) lane.wake();
      });
    },
    async stop() {
      forget?.();
      await Promise.all(lanes.map(({ lane }) => lane.stop()));
    },
  };
}

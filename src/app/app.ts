/** The bot put together from its ports: what `main`, `npm run chat` and the tests start. */
import type { Channel, Receive } from '../channels/channel.ts';
import { createBot } from '../bot.ts';
import type { Flows } from '../core/flow.ts';
import type { Message } from '../core/message.ts';
import { conversationKey } from '../core/update.ts';
import { createLanes } from '../router/lanes.ts';
import type { Role } from '../store/data.ts';
import type { Store } from '../store/store.ts';
import { createDispatcher } from './delivery/dispatcher.ts';
import type { Dispatcher } from './delivery/dispatcher.ts';
import { codeHash, ALL_ROLES, readableCode, TOP_OF_THE_TREE } from './enrol.ts';
import { createFiles } from './files.ts';
import { jobs as allJobs } from './jobs/index.ts';
import { createJobs } from './jobs/runner.ts';
import type { Jobs } from './jobs/runner.ts';
import type { Files } from './files.ts';
import { BusyError, createIntake, TURNS_AT_ONCE } from './intake.ts';
import type { Knowledge } from './knowledge.ts';
import type { Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { createOfficers } from './officers.ts';
import { createPressing } from './pressing.ts';
import { readinessOf } from './readiness.ts';
import { createReceive } from './receive.ts';
import type { Watch } from './run-flow.ts';
import { services } from './services/index.ts';
import { createTalk } from './talk.ts';

export interface AppParts {
  store: Store;
  channels: readonly Channel[];
  flows: Flows;
  knowledge: () => Knowledge;
  /** Folder of members' files. */
  filesDir: string;
  now(): number;
  /** ms of a clock that nobody sets; left out: the process's own. */
  monotonic?(): number;
  random(): number;
  /** 32 hex digits from a good source. */
  newSecret(): string;
  log: Log;
  /** Told of every state that a conversation comes to: for rehearsals. */
  watch?: Watch;
}

export interface App {
  receive: Receive;
  /** Updates that are being handled or wait for it. */
  inHand(): number;
  dispatcher: Dispatcher;
  files: Files;
  metrics: Metrics;
  /** Prometheus text. */
  metricsText(): Promise<string>;
  /** Undefined: all is well; else a line for each thing that is wrong, and what to do. */
  readiness(): Promise<string | undefined>;
  /** What happens at a time of day. */
  jobs: Jobs;
  /** The first administrator's code, if it is still to be used: the given one, or one made now. */
  adminCode(given?: string): Promise<string | undefined>;
  /** A one-time code for an officer's seat, outside any chat: for the sandbox and for tests. */
  invite(unit: string, roles: Role[]): Promise<string>;
  /** Finishes what is in hand and takes nothing new. */
  stop(): Promise<void>;
}

/** Updates after which a file may wait for its copy, or a copy for its removal. */
const HAVE_FILES: ReadonlySet<string> = new Set(['photo', 'voice', 'withdraw']);
/** Presses acknowledged and "is typing" shown at one time. */
const MOST_COURTESIES = 100;
/** How often files without a copy are looked for, ms. */
const FILES_EVERY = 60_000;

export function createApp(parts: AppParts): App {
  const { log, now, random, monotonic = () => performance.now() } = parts;
  const channels = new Map(parts.channels.map((channel) => [channel.name, channel]));
  const talk = createTalk(parts.flows, services, parts.watch);
  const metrics = createMetrics(now, monotonic);
  const store = metrics.timed(parts.store);
  const lanes = createLanes({
    atOnce: TURNS_AT_ONCE,
    onStuck: ({ afterMs, released }) => log.error({ afterMs, released }, 'an update is taking very long'),
  });
  const intake = createIntake({
    lanes,
    pressing: createPressing(parts.flows),
    look: (update) => store.read((view) => view.get('conversations', conversationKey(update))),
    now,
    onRefused: () => metrics.count('updates_refused'),
  });
  const files = createFiles({ dir: parts.filesDir, store, channels, now, log });
  const dispatcher = createDispatcher({ store, channels, files, now, monotonic, random, log });
  const jobs = createJobs({ store, jobs: allJobs, knowledge: parts.knowledge, now, log });
  const split = (channel: string, message: Message) => channels.get(channel)?.split(message) ?? [message];
  const handle = createReceive({
    ...{ store, talk, intake, split, log, now },
    bot: createBot(),
    officers: createOfficers(talk),
    flows: parts.flows,
    knowledge: parts.knowledge,
    newSecret: parts.newSecret,
    replyWithin: (channel) => channels.get(channel)?.replyWithin,
    afterwards(update, effects) {
      const channel = channels.get(update.channel);
      const word = effects.findLast((effect) => effect.type === 'acknowledge')?.text;
      courtesy(() => channel?.acknowledge?.(update, word));
      if (effects.some((effect) => effect.type === 'typing')) courtesy(() => channel?.typing?.(update.chat));
    },
  });
  /** What is no promise: left out while too many are under way, for a slow platform must not fill the memory. */
  let courtesies = 0;
  function courtesy(act: () => Promise<void> | undefined): void {
    const under = courtesies < MOST_COURTESIES ? act() : undefined;
    if (!under) return;
    courtesies++;
    void under.catch(() => undefined).finally(() => courtesies--);
  }
  const timer = setInterval(() => void files.copyWaiting(), FILES_EVERY);
  timer.unref();

  async function receive(update: Parameters<Receive>[0]): ReturnType<Receive> {
    const began = monotonic();
    try {
      const done = await handle(update);
      metrics.turn(monotonic() - began);
      metrics.count(done === 'applied' ? 'updates_applied' : 'updates_duplicate');
      if (HAVE_FILES.has(update.event.type)) void files.copyWaiting();
      return done;
    } catch (error) {
      if (!(error instanceof BusyError)) metrics.count('updates_failed');
      throw error;
    }
  }

  return {
    receive,
    inHand: () => lanes.size,
    dispatcher,
    files,
    metrics,
    jobs,
    metricsText: () => metrics.text(store, dispatcher, channels, lanes.size),
    readiness: () => readinessOf(store, channels.values()),
    adminCode: (given) => prepareAdminCode(parts, given),
    async invite(unit, roles) {
      const code = readableCode(parts.newSecret());
      await store.commit({ at: now() }, () => ({
        put: { invitations: [{ id: codeHash(code), unit, roles, at: now() }] },
      }));
      return code;
    },
    async stop() {
      clearInterval(timer);
      await jobs.stop();
      // What updates in hand still cause is stored; it is sent after the next start.
      await Promise.all([lanes.idle(), dispatcher.stop()]);
    },
  };
}

/** Once, ever: as soon as anybody is enrolled as the first administrator the code is spent. */
async function prepareAdminCode(
  { store, now, newSecret }: AppParts,
  given: string | undefined,
): Promise<string | undefined> {
  let code: string | undefined;
  const made = readableCode(newSecret());
  await store.commit({ at: now() }, async (view) => {
    const first = (await view.get('kept', 'admin-code'))?.value as { id: string } | undefined;
    const known = first && (await view.get('invitations', first.id));
    code = undefined;
    if (known?.usedBy || (known && !given) || (known && known.id === codeHash(given!))) {
      code = known.usedBy ? undefined : given;
      return {};
    }
    code = given ?? made;
    const id = codeHash(code);
    return {
      put: {
        kept: [{ id: 'admin-code', value: { id } }],
        invitations: [{ id, unit: TOP_OF_THE_TREE, roles: [...ALL_ROLES], at: now() }],
      },
      ...(known ? { remove: { invitations: [known.id] } } : {}),
    };
  });
  return code;
}

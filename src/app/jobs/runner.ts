/** Runs the jobs: each time of each once, whichever process gets to it first, also over restarts. */
import type { Store } from '../../store/store.ts';
import type { Knowledge } from '../knowledge.ts';
import { errorLine } from '../log.ts';
import type { Log } from '../log.ts';
import type { Job } from './job.ts';

export interface JobsParts {
  store: Store;
  jobs: readonly Job[];
  knowledge: () => Knowledge;
  now(): number;
  log: Log;
}

export interface Jobs {
  /** Looks now, and from now on. */
  start(): void;
  /** Takes up nothing new and waits for what is being done. */
  stop(): Promise<void>;
  /** Whatever should have run by now. A job that fails is logged and tried at the next look. */
  run(): Promise<void>;
}

/** How often the clock is looked at, ms. */
const EVERY = 20_000;

export function createJobs({ store, jobs, knowledge, now, log }: JobsParts): Jobs {
  /** The slot of each job that is known to be done: it need not be asked of the store again. */
  const done = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  async function runOne(job: Job): Promise<void> {
    const at = now();
    const slot = job.slot(at);
    if (slot === undefined || done.get(job.id) === slot) return;
    const key = `job|${job.id}|${slot}`;
    try {
      const moment = { at, slot, key, knowledge: knowledge() };
      const result = await store.commit({ update: key, at }, (view) => job.decide(view, moment));
      done.set(job.id, slot);
      if (result === 'applied') log.info({ job: job.id }, 'a job has run');
    } catch (error) {
      log.error({ job: job.id, error: errorLine(error) }, 'a job failed; it is tried again soon');
    }
  }

  async function runAll(): Promise<void> {
    for (const job of jobs) await runOne(job);
  }

  const run = () => (running ??= runAll().finally(() => (running = undefined)));

  return {
    run,
    start() {
      void run();
      timer = setInterval(() => void run(), EVERY);
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

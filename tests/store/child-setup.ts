import { spawn } from 'node:child_process';
import { join } from 'node:path';

const script = join(import.meta.dirname, 'child.ts');

/**
 * Runs tests/store/child.ts to its end, or kills it with -9 `killAfter` ms after it has opened its store. `under`: a program
 * with its arguments that runs it.
 */
export async function runChild(
  dir: string,
  mode: 'open' | 'hold' | 'write',
  {
    round = 0,
    killAfter,
    under = [],
  }: { round?: number; killAfter?: number; under?: readonly string[] } = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const [program = process.execPath, ...before] = [...under, process.execPath];
  const child = spawn(program, [...before, '--import', 'tsx', script, dir, mode, String(round)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (out === '' && killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

/**
 * Loaded before a child: kill -9 of the process itself at the n-th call that changes the disk. KILL_AT: n; KILL_WHEN: `before` the
 * call, or `after` it and before anybody hears of it. What strace injects, on any machine.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const at = Number(process.env['KILL_AT']);
const when = process.env['KILL_WHEN'];
let calls = 0;

const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

type Call = (...args: never[]) => unknown;

function armed(call: Call): Call {
  return async function (this: unknown, ...args: never[]) {
    const isIt = ++calls === at;
    if (isIt && when === 'before') die();
    const done = await call.apply(this, args);
    if (isIt) die();
    return done;
  };
}

function arm(owner: object, names: readonly string[]): void {
  const calls_ = owner as Record<string, Call>;
  for (const name of names) calls_[name] = armed(calls_[name]!);
}

const handle = await fs.promises.open(import.meta.filename);
arm(Object.getPrototypeOf(handle) as object, ['write', 'writev', 'datasync', 'sync', 'truncate']);
await handle.close();
arm(fs.promises, ['rename', 'rm', 'unlink', 'truncate', 'link', 'mkdir', 'rmdir', 'writeFile']);
syncBuiltinESMExports();

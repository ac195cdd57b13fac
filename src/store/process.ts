/** What Linux tells of processes under /proc. Elsewhere only whether a process answers. */
import { readFileSync, readlinkSync } from 'node:fs';
import { z } from 'zod';

/** Names a process for ever: its number alone is given away again. */
export interface ProcessName {
  pid: number;
  /** Clock ticks since boot at which it started; empty where that is not known. */
  start: string;
  /** This boot of this machine. */
  boot: string;
  /** The pid namespace: a container counts processes for itself. */
  space: string;
}

const processName = z.object({ pid: z.number(), start: z.string(), boot: z.string(), space: z.string() });

const orEmpty = (read: () => string): string => {
  try {
    return read();
  } catch {
    return '';
  }
};

/** State letter and start time of /proc/PID/stat (proc(5)); the command in brackets may hold spaces and brackets. */
function statOf(pid: number): { state: string; start: string } | undefined {
  const stat = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat ? { state: fields[0] ?? '', start: fields[19] ?? '' } : undefined;
}

export function thisProcess(): ProcessName {
  return {
    pid: process.pid,
    start: statOf(process.pid)?.start ?? '',
    boot: orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    space: orEmpty(() => readlinkSync('/proc/self/ns/pid')),
  };
}

/** Whether that process of this boot and this namespace still runs. A zombie and a number given anew do not count. */
export function runs({ pid, start }: ProcessName): boolean {
  if (process.platform !== 'linux') {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'EPERM';
    }
  }
  const stat = statOf(pid);
  return stat !== undefined && stat.start === start && stat.state !== 'Z' && stat.state !== 'X';
}

/** A name as JSON, or nothing when it is none. */
export function readName(text: string): ProcessName | undefined {
  try {
    return processName.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What can be known from here of the process of that name (JSON). One of another machine or container is not seen. */
export function fateOf(text: string): 'runs' | 'ended' | 'not seen' {
  const other = readName(text);
  const self = thisProcess();
  if (!other || other.boot !== self.boot || other.space !== self.space) return 'not seen';
  return runs(other) ? 'runs' : 'ended';
}

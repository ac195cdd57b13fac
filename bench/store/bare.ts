/** The limit of any durable store: append a commit's bytes and wait for the disk, one after the other. */
import { open } from 'node:fs/promises';
import type { Run } from './worker.ts';

const bytes = Buffer.alloc(1500, 'x');

export async function bareSync(path: string, seconds: number): Promise<Omit<Run, 'writers'>> {
  const file = await open(path, 'a');
  const times: number[] = [];
  const begin = performance.now();
  while (performance.now() < begin + seconds * 1000) {
    const at = performance.now();
    await file.write(bytes);
    await file.datasync();
    times.push(performance.now() - at);
  }
  const perSecond = (times.length / (performance.now() - begin)) * 1000;
  await file.close();
  times.sort((a, b) => a - b);
  return {
    perSecond,
    p50: times[Math.floor(times.length * 0.5)] ?? NaN,
    p99: times[Math.floor(times.length * 0.99)] ?? NaN,
  };
}

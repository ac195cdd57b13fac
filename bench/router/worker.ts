/** One side in a process of its own, so that no side pays for another's garbage. Takes orders, measures, answers. */
import { form, listCases } from './cases.ts';
import type { Case } from './cases.ts';
import type { Handle, Side } from './side.ts';

export type Order = { prepare: number } | { measure: number };
/** `cpu`: µs an update, all threads of the process; `rate`: updates a second by the clock. */
export type Answer = { ready: true } | { cpu: number; rate: number } | { error: string };

const { createSide } = (await import(`./${process.argv[2] ?? 'ours'}.ts`)) as { createSide: () => Side };
const side = createSide();
const cases = listCases();
let current: Case | undefined;
let handle: Handle = () => Promise.resolve();
let user = 0;

/** Runs updates until the time is over; returns how many. */
async function work(which: Case, ms: number): Promise<number> {
  const end = performance.now() + ms;
  let count = 0;
  if ('wizard' in which) {
    const { members, together } = which.wizard;
    do {
      const forms = Array.from({ length: together }, async () => {
        for (const raw of form(1 + (user++ % members))) await handle(raw);
      });
      await Promise.all(forms);
      count += together * form(1).length;
    } while (performance.now() < end);
    return count;
  }
  const { updates } = which;
  do {
    for (const raw of updates) await handle(raw);
    count += updates.length;
  } while (performance.now() < end);
  return count;
}

async function obey(order: Order): Promise<Answer> {
  if ('prepare' in order) {
    current = cases[order.prepare];
    if (current === undefined) return { error: 'no such case' };
    // The bot of the case before is not left behind as garbage of this one.
    handle = () => Promise.resolve();
    globalThis.gc?.();
    handle = 'wizard' in current ? side.wizard() : side.routes(current.routes);
    await work(current, 300);
    return { ready: true };
  }
  if (current === undefined) return { error: 'nothing prepared' };
  globalThis.gc?.();
  const [replies, cpu, start] = [side.replies(), process.cpuUsage(), performance.now()];
  const count = await work(current, order.measure);
  const { user: own, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - start) / 1000;
  if (side.replies() - replies !== count)
    return { error: `${side.replies() - replies} answers to ${count} updates` };
  return { cpu: (own + system) / count, rate: count / seconds };
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.send?.({ ready: true } satisfies Answer);
process.on('disconnect', () => process.exit());

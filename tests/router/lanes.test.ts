import { describe, expect, it } from 'vitest';
import { createLanes } from '../../src/router/index.ts';
import type { Stuck } from '../../src/router/index.ts';

/** Timers that are moved by hand. */
function handClock() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  return {
    set(run: () => void, ms: number) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return timer;
    },
    clear(timer: unknown) {
      timers = timers.filter((each) => each !== timer);
    },
    pass(ms: number) {
      now += ms;
      for (let due = timers.find(({ at }) => at <= now); due; due = timers.find(({ at }) => at <= now)) {
        this.clear(due);
        due.run();
      }
    },
    waiting: () => timers.length,
  };
}

function setUp(options: { atOnce?: number } = {}) {
  const clock = handClock();
  const stuck: Stuck[] = [];
  const lanes = createLanes({ ...options, onStuck: (each) => stuck.push(each), timers: clock });
  const seen: string[] = [];
  const task = (name: string) => {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const run = async (): Promise<string> => {
      seen.push(`${name} begins`);
      await ended;
      seen.push(`${name} ends`);
      return name;
    };
    return { run, end };
  };
  return { clock, stuck, lanes, seen, task };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('lanes', () => {
  it('keep the updates of one person in order, and others never wait', async () => {
    const { lanes, seen, task, clock } = setUp();
    const [first, second, other] = [task('press'), task('text'), task('other')];
    const all = [lanes.run('a', first.run), lanes.run('a', second.run), lanes.run('b', other.run)];
    other.end();
    second.end();
    await settle();
    expect(seen).toEqual(['press begins', 'other begins', 'other ends']);
    first.end();
    expect(await Promise.all(all)).toEqual(['press', 'text', 'other']);
    expect(seen.slice(3)).toEqual(['press ends', 'text begins', 'text ends']);
    expect([lanes.size, clock.waiting()]).toEqual([0, 0]);
  });

  it('go on after a task that fails, at once or later', async () => {
    const { lanes } = setUp();
    const atOnce = () => {
      throw new Error('at once');
    };
    const results = await Promise.allSettled([
      lanes.run('a', atOnce),
      lanes.run('a', () => Promise.reject(new Error('later'))),
      lanes.run('a', () => 'fine'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });

  it('report a stuck task after 30 s and go on after 120 s; its end still counts', async () => {
    const { lanes, stuck, seen, task, clock } = setUp();
    const [slow, next] = [task('slow'), task('next')];
    const slowly = lanes.run('a', slow.run);
    void lanes.run('a', next.run);
    clock.pass(29_999);
    expect(stuck).toEqual([]);
    clock.pass(1);
    expect(stuck).toEqual([{ key: 'a', afterMs: 30_000, released: false }]);
    clock.pass(89_999);
    expect(seen).toEqual(['slow begins']);
    clock.pass(1);
    expect(stuck[1]).toEqual({ key: 'a', afterMs: 120_000, released: true });
    expect(seen).toEqual(['slow begins', 'next begins']);
    const last = task('last');
    void lanes.run('a', last.run);
    slow.end();
    expect(await slowly).toBe('slow');
    // The late end of the released task does not let a third one in beside the second.
    await settle();
    expect(seen).toEqual(['slow begins', 'next begins', 'slow ends']);
    next.end();
    await settle();
    expect(seen.at(-1)).toBe('last begins');
  });

  it('say when nothing is left to do', async () => {
    const { lanes, task } = setUp();
    const one = task('one');
    void lanes.run('a', one.run);
    let idle = false;
    const wait = lanes.idle().then(() => (idle = true));
    await settle();
    expect(idle).toBe(false);
    one.end();
    await wait;
    await lanes.idle();
  });

  it('let so many run at one time, a lower rank first, and nobody overtakes in a line of one person', async () => {
    const { lanes, seen } = setUp({ atOnce: 1 });
    const note = (name: string) => () => void seen.push(name);
    const slow = new Promise<void>((resolve) => setTimeout(resolve, 5));
    const all = [
      lanes.run('a', () => slow),
      lanes.run('b', note('b, rank 3'), 3),
      lanes.run('c', note('c, rank 2'), 2),
      lanes.run('d', note('d, rank 3'), 3),
      lanes.run('d', note('d, rank 1'), 1),
      lanes.run('e', note('e, raised'), 3),
      lanes.run('f', note('f, rank 0')),
    ];
    lanes.raise('e', 1);
    await Promise.all(all);
    expect(seen).toEqual(['f, rank 0', 'd, rank 3', 'e, raised', 'd, rank 1', 'c, rank 2', 'b, rank 3']);
  });

  it('give back what waits, with all behind it in its line, and nothing that runs', async () => {
    const { lanes, seen } = setUp({ atOnce: 1 });
    const note = (name: string) => () => void seen.push(name);
    const [running, second, third] = [note('first'), note('second'), note('third')];
    const slow = lanes.run('a', async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      running();
    });
    const waiting = [lanes.run('b', second), lanes.run('b', third), lanes.run('c', note('other'))];
    lanes.refuse('b', second, new Error('no room'));
    lanes.refuse('b', running, new Error('nobody of that line'));
    const results = await Promise.allSettled([slow, ...waiting]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect([seen, lanes.size, lanes.running]).toEqual([['first', 'other'], 0, 0]);
  });
});

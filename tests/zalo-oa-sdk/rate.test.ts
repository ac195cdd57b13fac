import { describe, expect, test } from 'vitest';
import {
  createZaloClient,
  memoryRateStore,
  memoryTokenStore,
  takePlaces,
  type Places,
  type RateState,
  type RateStore,
} from '../../src/zalo-oa-sdk/index.ts';
import { failure } from './failure.ts';
import { NOW, setup, testClock, tokens } from './setup.ts';
import { CS, fails, json } from './zalo-server.ts';

const MINUTE = 60_000;

/** Which send arrived when, and at what moments of the test's clock places were given. */
async function timed(options: Parameters<typeof setup>[0] = {}) {
  const inner = options.rateStore ?? memoryRateStore();
  const places: number[] = [];
  const rateStore: RateStore = {
    update: (change) =>
      inner.update((state) => {
        const changed = change(state);
        const { taken = 0 } = changed.result as Partial<Places>;
        for (let i = 0; i < taken; i++) places.push(all.clock.now());
        return changed;
      }),
  };
  const all = await setup({ ...options, rateStore });
  const arrivals: string[] = [];
  all.server.on(CS, (seen, response) => {
    arrivals.push((JSON.parse(seen.body) as { message: { text: string } }).message.text);
    void json({ error: 0, data: { message_id: `m${arrivals.length}` } })(seen, response);
  });
  return { ...all, arrivals, places, rateStore };
}

/** The most in any 60 s. */
function busiest(times: readonly number[]): number {
  return Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + MINUTE).length));
}

describe('S7: never more than the package allows', () => {
  test('the 101st call of a minute waits for the next and is not refused', async () => {
    const { client, arrivals, places } = await timed();
    await Promise.all(Array.from({ length: 101 }, (_, i) => client.sendText('1', `${i}`)));
    expect(arrivals).toHaveLength(101);
    expect(busiest(places)).toBe(100);
    expect(places[100]! - places[0]!).toBe(MINUTE);
  });

  test('two processes that share the store share the limit', async () => {
    const first = await timed({ rpm: 10 });
    const second = createZaloClient({
      appId: '1',
      appSecret: 's',
      tokens: memoryTokenStore(tokens()),
      apiRoot: first.server.root,
      oauthRoot: first.server.root,
      now: first.clock.now,
      sleep: first.clock.sleep,
      rpm: 10,
      rateStore: first.rateStore,
    });
    const from = (client: typeof second) =>
      Array.from({ length: 12 }, (_, i) => client.sendText('1', `${i}`));
    await Promise.all([...from(first.client), ...from(second)]);
    expect(first.arrivals).toHaveLength(24);
    expect(first.places).toHaveLength(24);
    expect(busiest(first.places)).toBe(10);
  });

  test('a call that would wait too long fails at once and says when', async () => {
    const { client } = await timed({ rpm: 2, maxWaitMs: 30_000 });
    const three = [1, 2, 3].map((i) => client.sendText('1', `${i}`));
    const error = await failure(three[2]!);
    expect(error.class).toBe('rate');
    expect(error.retryAfterMs).toBeGreaterThan(30_000);
    await Promise.all(three.slice(0, 2));
  });
});

describe('replies before bulk', () => {
  test('a reply overtakes a broadcast that waits', async () => {
    const { client, arrivals } = await timed({ rpm: 10, maxWaitMs: 10 * MINUTE });
    const bulk = Array.from({ length: 20 }, (_, i) =>
      client.sendText('1', `bulk ${i}`, { priority: 'bulk' }),
    );
    const reply = client.sendText('2', 'reply');
    await Promise.all([...bulk, reply]);
    expect(arrivals.indexOf('reply')).toBeLessThanOrEqual(1);
  });

  test('bulk never fills the whole minute: a reply goes at once', async () => {
    const { client, clock, arrivals } = await timed({ rpm: 10, maxWaitMs: 10 * MINUTE });
    const bulk = Array.from({ length: 7 }, (_, i) => client.sendText('1', `bulk ${i}`, { priority: 'bulk' }));
    await Promise.all(bulk);
    expect(clock.now()).toBe(NOW);
    await Promise.all([1, 2, 3].map((i) => client.sendText('2', `reply ${i}`)));
    expect(clock.now()).toBe(NOW);
    expect(arrivals).toHaveLength(10);
  });

  test('the eighth of ten places is not for bulk', async () => {
    const { client, clock } = await timed({ rpm: 10, maxWaitMs: 10 * MINUTE });
    for (let i = 0; i < 7; i++) await client.sendText('1', `${i}`, { priority: 'bulk' });
    expect(clock.now()).toBe(NOW);
    await client.sendText('1', '7', { priority: 'bulk' });
    expect(clock.now()).toBe(NOW + MINUTE);
  });

  test('within a lane the order is kept', async () => {
    const { client, arrivals } = await timed({ rpm: 3, maxWaitMs: 10 * MINUTE });
    for (let i = 0; i < 9; i++) await client.sendText('1', `${i}`);
    expect(arrivals).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
  });
});

describe('what Zalo says about the rate', () => {
  test('-32 stops everybody until the next minute', async () => {
    const { client, server, clock } = await setup();
    server.next(CS, fails(-32, 'OA level rate limit'));
    const error = await failure(client.sendText('1', 'x'));
    expect(error).toMatchObject({ class: 'rate', code: -32, retryAfterMs: 30_000 });
    expect(error.message).toContain('OA level');
    await client.sendText('1', 'y');
    expect(clock.now()).toBe(NOW + 30_000);
  });

  test('HTTP 429 does the same', async () => {
    const { client, server } = await setup();
    server.next(CS, json({}, 429));
    expect(await failure(client.sendText('1', 'x'))).toMatchObject({ class: 'rate', retryAfterMs: 30_000 });
  });

  test('nothing remaining, by the header: the next call waits for the minute', async () => {
    const { client, server, clock } = await setup();
    const headers = { 'x-ratelimit-limit': '100', 'x-ratelimit-remain': '0' };
    server.next(CS, json({ error: 0, data: { message_id: 'm' } }, 200, headers));
    await client.sendText('1', 'x');
    await client.sendText('1', 'y');
    expect(clock.now()).toBe(NOW + 30_000);
  });

  test('a lower limit by the header is taken, a higher one is not', async () => {
    const { client, clock, server } = await timed({ rpm: 5 });
    const limit = (n: string) =>
      json({ error: 0, data: { message_id: 'm' } }, 200, { 'x-ratelimit-limit': n });
    server.on(CS, limit('3'));
    for (let i = 0; i < 3; i++) await client.sendText('1', 'x');
    expect(clock.now()).toBe(NOW);
    server.on(CS, limit('4000'));
    await client.sendText('1', 'x');
    expect(clock.now()).toBeGreaterThanOrEqual(NOW + MINUTE);
    for (let i = 0; i < 4; i++) await client.sendText('1', 'x');
    const later = clock.now();
    await client.sendText('1', 'x');
    expect(clock.now()).toBeGreaterThan(later);
  });

  test('a store that fails fails the call, it does not let it through', async () => {
    const rateStore = { update: () => Promise.reject(new Error('store down')) };
    const { client, server } = await setup({ rateStore });
    await expect(client.sendText('1', 'x')).rejects.toThrow('store down');
    expect(server.seen).toHaveLength(0);
  });
});

test('a store that fails after Zalo has answered changes nothing of the answer, and the block holds all the same', async () => {
  const inner = memoryRateStore();
  let fails = false;
  const rateStore: RateStore = {
    update: (change) => (fails ? Promise.reject(new Error('store down')) : inner.update(change)),
  };
  const { client, server, clock } = await setup({ rateStore });
  server.next(CS, (seen, response) => {
    fails = true;
    const headers = { 'x-ratelimit-remain': '0' };
    return json({ error: 0, data: { message_id: 'm' } }, 200, headers)(seen, response);
  });
  expect(await client.sendText('1', 'x')).toMatchObject({ messageId: 'm' });
  fails = false;
  await client.sendText('1', 'y');
  expect(clock.now()).toBe(NOW + 30_000);
});

describe('the arithmetic', () => {
  function counter(limit: number) {
    const clock = testClock(0);
    let state: RateState = { calls: [], blockedUntil: 0 };
    const take = (wanted = 1) => {
      const taken = takePlaces(state, { limit, wanted, now: clock.now() });
      state = taken.state;
      return taken.result;
    };
    return { clock, take, entries: () => state.calls.length };
  }

  test('a place is free again exactly 60 s after it was taken', () => {
    const { clock, take } = counter(2);
    expect([take(), take(), take()]).toEqual([
      { taken: 1, wait: 0 },
      { taken: 1, wait: 0 },
      { taken: 0, wait: MINUTE },
    ]);
    clock.pass(MINUTE - 1);
    expect(take()).toEqual({ taken: 0, wait: 1 });
    clock.pass(1);
    expect(take()).toEqual({ taken: 1, wait: 0 });
  });

  test('whoever wants many is given what is left', () => {
    const { take } = counter(10);
    expect([take(7).taken, take(7).taken, take(7).taken]).toEqual([7, 3, 0]);
  });

  test('a state stays small under a large limit, and no minute ever has more', () => {
    const { clock, take, entries } = counter(6000);
    const given: number[] = [];
    for (let i = 0; i < 20_000; i++) {
      clock.pass(7);
      for (let n = take(1).taken; n > 0; n--) given.push(clock.now());
    }
    expect(entries()).toBeLessThanOrEqual(241);
    const inMinuteAt = (from: number) => given.findIndex((at) => at >= given[from]! + MINUTE) - from;
    for (let from = 0; from < given.length - 6001; from += 500)
      expect(inMinuteAt(from)).toBeLessThanOrEqual(6000);
  });
});

test('one commit of the store serves all that wait', async () => {
  let commits = 0;
  const inner = memoryRateStore();
  const rateStore: RateStore = {
    async update(change) {
      commits++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return inner.update(change);
    },
  };
  const { client, arrivals } = await timed({ rateStore });
  await Promise.all(Array.from({ length: 60 }, (_, i) => client.sendText('1', `${i}`)));
  expect(arrivals).toHaveLength(60);
  expect(commits).toBeLessThanOrEqual(5);
});

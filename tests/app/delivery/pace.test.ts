import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacing } from '../../../src/app/delivery/pace.ts';
import { PACE } from '../../../src/channels/telegram/pace.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

/** The most that fall into any stretch of that length. */
function most(times: readonly number[], length: number): number {
  let from = 0;
  return times.reduce((highest, at, i) => {
    while (times[from]! <= at - length) from++;
    return Math.max(highest, i - from + 1);
  }, 0);
}

/** Sends as much as may go, to those chats in turn, for so long; looks every few milliseconds, as the dispatcher might. */
function pressed(
  chats: readonly string[],
  forMs: number,
  everyMs: number,
  start = 0,
  pacing = createPacing(PACE),
) {
  const sent: { chat: string; at: number }[] = [];
  pacing.begin(start);
  for (let at = start; at < start + forMs; at += everyMs) {
    for (let free = pacing.free(at); free > 0; free--) {
      const resting = new Set(pacing.resting(at));
      const chat = chats.find((one) => !resting.has(one));
      if (chat === undefined) break;
      pacing.take(chat, at);
      pacing.answered(at);
      sent.push({ chat, at });
    }
  }
  return sent;
}

/**
 * 20 s of sends to 24 chats at one time, on a machine or a network that stalls: what was sent arrives together, every so many
 * ms, and what travels unevenly. When they arrive.
 */
function stalling(everyMs: number, travels: readonly number[]): number[] {
  const pacing = createPacing(PACE);
  const underWay: number[] = [];
  const arrived: number[] = [];
  pacing.begin(0);
  for (let at = 0; at < 20 * SECOND; at += 5) {
    for (const answer of underWay.filter((one) => one <= at)) {
      pacing.answered(at);
      underWay.splice(underWay.indexOf(answer), 1);
    }
    for (let free = Math.min(pacing.free(at), 24 - underWay.length); free > 0; free--) {
      const travel = travels[arrived.length % travels.length]!;
      const there = Math.ceil(at / everyMs) * everyMs + travel;
      pacing.take(`telegram:${arrived.length % 400}`, at);
      arrived.push(there);
      underWay.push(there + travel);
    }
  }
  return arrived.sort((a, b) => a - b);
}

describe('the pace of a Telegram bot', () => {
  const many = Array.from({ length: 400 }, (_, i) => `telegram:${i + 1}`);

  it('for all traffic: never more than 30 in any second, 20 a minute in a group, and close to what is allowed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 700 }), fc.integer({ min: 1, max: 400 }), (everyMs, chats) => {
        const sent = pressed(['telegram:-1', ...many.slice(0, chats)], 2 * MINUTE, everyMs);
        const times = sent.map(({ at }) => at);
        expect(most(times, SECOND)).toBeLessThanOrEqual(30);
        const group = sent.filter(({ chat }) => chat === 'telegram:-1').map(({ at }) => at);
        expect(most(group, MINUTE)).toBeLessThanOrEqual(20);
        expect(group.length).toBeGreaterThanOrEqual(24);
      }),
      { numRuns: 60, seed: 5 },
    );
    expect(pressed(many, MINUTE, 5).length).toBeGreaterThan(25 * 60);
  });

  it('however a machine or a network stalls, in no second more than 30 arrive', () => {
    let highest = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 1_500 }),
        fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 9 }),
        (everyMs, travels) => {
          const inASecond = most(stalling(everyMs, travels), SECOND);
          expect(inASecond).toBeLessThanOrEqual(30);
          highest = Math.max(highest, inASecond);
        },
      ),
      { numRuns: 100, seed: 15 },
    );
    expect(highest).toBe(30);
    expect(stalling(5, [20]).length).toBeGreaterThan(20 * 25);
  });

  it('one a second in one chat, and a short burst before', () => {
    const times = pressed(['telegram:1'], 30 * SECOND, 10).map(({ at }) => at);
    expect(most(times, 500)).toBeLessThanOrEqual(5);
    expect(most(times, 10 * SECOND)).toBeLessThanOrEqual(15);
    expect(times.filter((at) => at >= 10 * SECOND)).toHaveLength(20);
  });

  it('a process that takes over keeps both limits, though it knows nothing of what was sent', () => {
    const before = pressed(['telegram:-1', ...many], MINUTE, 5);
    const after = pressed(['telegram:-1', ...many], MINUTE, 5, MINUTE);
    const all = [...before, ...after];
    expect(most(all.map(({ at }) => at), SECOND)).toBeLessThanOrEqual(30); // prettier-ignore
    const group = all.filter(({ chat }) => chat === 'telegram:-1').map(({ at }) => at);
    expect(most(group, MINUTE)).toBeLessThanOrEqual(20);
  });

  it('tells how long to wait, and is then right', () => {
    const pacing = createPacing(PACE);
    pacing.begin(0);
    expect(pacing.free(0)).toBe(0);
    const wait = pacing.wait(0);
    expect(pacing.free(wait - 1)).toBe(0);
    expect(pacing.free(wait)).toBe(1);
    for (let i = 0; i < 4; i++) pacing.take('telegram:-1', wait);
    const rest = pacing.wait(10 * SECOND);
    expect(pacing.resting(wait)).toEqual(['telegram:-1']);
    expect(rest).toBe(Infinity);
  });

  it('a clock that stands still or a channel without limits holds nothing back for ever', () => {
    const free = createPacing(undefined);
    expect([free.free(0), free.resting(0), free.wait(0)]).toEqual([Infinity, [], Infinity]);
  });
});

/** What a platform says of one message, and what becomes of the others. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../../src/channels/channel.ts';
import { createMemoryStore } from '../../../src/store/lowdb/index.ts';
import { AT, breathe, dispatch, queue } from './bench.ts';

const OK: SendOutcome = { ok: true };
const AWAY: SendOutcome = { ok: false, kind: 'again', why: 'ECONNREFUSED' };

describe('a lane', () => {
  const clock = { at: AT };
  let stop: () => Promise<void> = () => Promise.resolve();
  afterEach(() => stop());

  function begin(
    ...args: Parameters<typeof dispatch> extends [unknown, unknown, ...infer Rest] ? Rest : never
  ) {
    clock.at = AT;
    const store = createMemoryStore({ now: () => clock.at });
    const running = dispatch(store, clock, ...args);
    stop = () => running.dispatcher.stop();
    return { store, ...running };
  }
  const state = ({ dispatcher }: ReturnType<typeof begin>, channel = 'telegram') =>
    dispatcher.status().get(channel)?.state;

  it('429: nobody of the account is written to while it lasts, and the attempt counts for nothing', async () => {
    let limited = true;
    const all = begin(({ text }) =>
      text === 'một' && limited
        ? { ok: false, kind: 'again', afterMs: 30_000, limited: 'account', why: '429' }
        : OK,
    );
    await queue(all.store, AT, ['telegram:1', 'một'], ['telegram:1', 'hai']);
    await expect.poll(() => state(all)).toBe('waiting');
    await queue(all.store, AT, ['telegram:2', 'ba']);
    clock.at += 29_000;
    await queue(all.store, clock.at, ['telegram:3', 'bốn']);
    await breathe(50);
    expect(all.handed).toHaveLength(1);
    const [row] = await all.store.read((view) => view.find('outbox', 'chat', 'telegram:1', { limit: 1 }));
    expect(row).toMatchObject({ attempt: 1, free: 1 });
    limited = false;
    clock.at += 1_000;
    await expect.poll(() => all.handed.length).toBe(5);
    expect(all.handed.filter(({ chat }) => chat === 'telegram:1').map(({ text }) => text)).toEqual([
      'một',
      'một',
      'hai',
    ]);
    expect(all.handed[1]!.options.again).toBeUndefined();
  });

  it('429 of a group: the group waits, the others do not', async () => {
    const all = begin(({ chat }) =>
      chat === 'telegram:-5'
        ? { ok: false, kind: 'again', afterMs: 40_000, limited: 'chat', why: '429' }
        : OK,
    );
    await queue(all.store, AT, ['telegram:-5', 'nhóm'], ['telegram:2', 'một']);
    await queue(all.store, AT, ['telegram:2', 'hai']);
    await expect.poll(() => all.handed.filter(({ chat }) => chat === 'telegram:2').length).toBe(2);
    expect(all.handed.filter(({ chat }) => chat === 'telegram:-5')).toHaveLength(1);
    expect(state(all)).toBe('up');
  });

  it('when nobody gets through, the platform is asked with one message at a time, and at its answer all go', async () => {
    let up = false;
    const all = begin(() => (up ? OK : AWAY));
    const chats = Array.from({ length: 90 }, (_, i): [string, string] => [`telegram:${i + 1}`, 'x']);
    await queue(all.store, AT, ...chats);
    await expect.poll(() => state(all)).toBe('down');
    await breathe(50);
    const first = all.handed.length;
    expect(first).toBeLessThanOrEqual(64);
    for (let i = 1; i <= 5; i++) {
      clock.at += 20_000;
      await queue(all.store, clock.at, [`telegram:${100 + i}`, 'y']);
      await breathe(30);
      expect(all.handed.length).toBe(first + i);
    }
    up = true;
    clock.at += 60_000;
    await expect.poll(async () => (await all.store.stats()).outbox, { timeout: 5_000 }).toBe(0);
    expect(state(all)).toBe('up');
  });

  it('one chat that always fails does not make the platform look down', async () => {
    const all = begin(({ chat }) => (chat === 'telegram:1' ? AWAY : OK));
    await queue(all.store, AT, ['telegram:1', 'hỏng']);
    for (let i = 0; i < 12; i++) {
      clock.at += 600_000;
      await queue(all.store, clock.at, ['telegram:2', `${i}`]);
      await breathe();
    }
    expect(all.handed.filter(({ chat }) => chat === 'telegram:2')).toHaveLength(12);
    expect(state(all)).toBe('up');
  });

  it('a channel that hangs holds up no other', async () => {
    let release = (): void => {};
    const hanging = new Promise<SendOutcome>((resolve) => (release = () => resolve(OK)));
    const all = begin(
      ({ channel }) => (channel === 'zalo' ? hanging : OK),
      [{ name: 'zalo' }, { name: 'telegram' }],
    );
    await queue(all.store, AT, ...Array.from({ length: 90 }, (_, i): [string, string] => [`zalo:${i}`, 'z']));
    await queue(all.store, AT, ['telegram:1', 'một'], ['telegram:1', 'hai']);
    await expect.poll(() => all.handed.filter(({ channel }) => channel === 'telegram').length).toBe(2);
    release();
  });

  it('what it claimed and may no longer send is given back, not sent', async () => {
    clock.at = AT;
    const inner = createMemoryStore({ now: () => clock.at });
    let held = true;
    const store: typeof inner = {
      ...inner,
      holds: () => held,
      async claim(...args) {
        const rows = await inner.claim(...args);
        // The process hangs here for longer than its lease.
        if (rows.length > 0) held = false;
        return rows;
      },
    };
    const { handed, dispatcher } = dispatch(store, clock, () => OK);
    stop = () => dispatcher.stop();
    await queue(store, AT, ['telegram:1', 'một']);
    await expect.poll(async () => (await inner.read((view) => view.find('outbox', 'chat', 'telegram:1')))[0]).toMatchObject({ state: 'ready', attempt: 1, free: 1 }); // prettier-ignore
    expect(handed).toEqual([]);
    expect(dispatcher.status().get('telegram')?.state).toBe('elsewhere');
  });

  it('tells an outcome again that could not be stored, and sends nothing twice', async () => {
    clock.at = AT;
    const inner = createMemoryStore({ now: () => clock.at });
    let full = false;
    const refuse = (): void => {
      if (full) throw new Error('ENOSPC');
    };
    const store: typeof inner = {
      ...inner,
      claim: async (...args) => (refuse(), inner.claim(...args)),
      settle: async (...args) => (refuse(), inner.settle(...args)),
    };
    const waiting: (() => void)[] = [];
    const { handed, dispatcher } = dispatch(store, clock, ({ text }) => {
      const outcome: SendOutcome = text === 'một' ? OK : { ok: false, kind: 'again', afterMs: 0, why: '500' };
      return new Promise((resolve) => waiting.push(() => resolve(handed.length > 2 ? OK : outcome)));
    });
    stop = () => dispatcher.stop();
    await queue(store, AT, ['telegram:1', 'một'], ['telegram:2', 'hai']);
    await expect.poll(() => waiting.length).toBe(2);
    full = true;
    for (const answer of waiting) answer();
    await breathe(30);
    expect((await inner.stats()).outbox).toBe(2);
    full = false;
    await expect.poll(() => waiting.length, { timeout: 3_000 }).toBe(3);
    waiting[2]!();
    await expect.poll(async () => (await inner.stats()).outbox).toBe(0);
    expect(handed.map(({ text, options }) => [text, options.again])).toEqual([
      ['một', undefined],
      ['hai', undefined],
      ['hai', undefined],
    ]);
  });

  it('stops though the platform never answers, and leaves what is on its way to be labelled', async () => {
    const all = begin(() => new Promise<SendOutcome>(() => {}));
    await queue(all.store, AT, ['telegram:1', 'một']);
    await expect.poll(() => all.handed.length).toBe(1);
    await all.dispatcher.stop();
    stop = () => Promise.resolve();
    const [row] = await all.store.read((view) => view.find('outbox', 'chat', 'telegram:1'));
    expect(row?.state).toBe('sending');
  }, 20_000);
});

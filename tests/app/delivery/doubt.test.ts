/** The dispatcher and a send whose outcome is unknown: it hands the channel what it needs to look, and a person what cannot be settled. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createDispatcher } from '../../../src/app/delivery/dispatcher.ts';
import type { Channel, SendOptions, SendOutcome } from '../../../src/channels/channel.ts';
import { createMemoryStore, openLowdbStore } from '../../../src/store/lowdb/index.ts';
import type { Store } from '../../../src/store/store.ts';

const AT = Date.UTC(2026, 10, 21, 3, 0);
const CHAT = 'zalo:1';

interface Sent {
  text: string;
  options: SendOptions;
}

function dispatch(store: Store, clock: { at: number }, answer: (sent: Sent) => SendOutcome) {
  const sent: Sent[] = [];
  const errors: object[] = [];
  const channel: Channel = {
    name: 'zalo',
    limits: { text: 2000, caption: 2000, buttons: 5, label: 100, data: 1000 },
    canEdit: false,
    forwardsById: false,
    split: (message) => [message],
    send(_, { text }, options) {
      const one = { text, options };
      sent.push(one);
      return Promise.resolve(answer(one));
    },
    download: () => Promise.reject(new Error('no files')),
  };
  const dispatcher = createDispatcher({
    store,
    channels: new Map([['zalo', channel]]),
    files: { read: () => Promise.reject(new Error('no files')), copyWaiting: () => Promise.resolve() },
    now: () => clock.at,
    monotonic: () => clock.at,
    random: () => 0,
    log: { debug() {}, info() {}, warn() {}, error: (fields) => void errors.push(fields) },
  });
  dispatcher.start();
  return { sent, errors, dispatcher };
}

const queue = (store: Store, ...texts: string[]) =>
  store.commit({ update: 'u1', at: AT }, () => ({
    send: texts.map((text, i) => ({ id: `u1/${i}`, channel: 'zalo', chat: CHAT, message: { text } })),
  }));

describe('a send whose outcome is unknown', () => {
  it('is handed back with when it was tried; found, it counts as sent and is not labelled', async () => {
    const clock = { at: AT };
    const store = createMemoryStore({ now: () => clock.at });
    await queue(store, 'Một');
    clock.at += 5_000;
    const { sent, dispatcher } = dispatch(store, clock, ({ options }) =>
      options.again ? { ok: true, messageId: 'm1' } : { ok: false, kind: 'unsure', why: 'reset' },
    );
    await expect.poll(() => sent.length).toBe(1);
    clock.at += 60_000;
    await expect.poll(() => sent.length).toBe(2);
    expect(sent[0]!.options).toEqual({});
    expect(sent[1]!.options).toEqual({
      again: true,
      tried: { from: AT + 5_000, last: AT + 5_000, cause: 'u1' },
    });
    await expect.poll(async () => (await store.stats()).rows.outbox).toBe(0);
    await dispatcher.stop();
  });

  it('what nobody can settle is dead, for a person to see; the next message of the chat goes out', async () => {
    const clock = { at: AT };
    const store = createMemoryStore({ now: () => clock.at });
    await queue(store, 'Một', 'Hai');
    const { sent, errors, dispatcher } = dispatch(store, clock, ({ text, options }) => {
      if (text === 'Hai') return { ok: true };
      return { ok: false, kind: options.again ? 'unclear' : 'unsure', why: 'look in OA Manager' };
    });
    await expect.poll(() => sent.length).toBe(1);
    clock.at += 60_000;
    await expect.poll(() => sent.map(({ text }) => text)).toEqual(['Một', 'Một', 'Hai']);
    await expect.poll(async () => (await store.stats()).dead).toBe(1);
    expect(errors).toContainEqual(expect.objectContaining({ result: 'dead', error: 'look in OA Manager' }));
    await dispatcher.stop();
  });

  it('a repeat that is unknown too is told as a repeat', async () => {
    const clock = { at: AT };
    const store = createMemoryStore({ now: () => clock.at });
    await queue(store, 'Một');
    const { sent, dispatcher } = dispatch(store, clock, () => ({ ok: false, kind: 'unsure', why: 'reset' }));
    await expect.poll(() => sent.length).toBe(1);
    clock.at += 60_000;
    await expect.poll(() => sent.length).toBe(2);
    clock.at += 60_000;
    await expect.poll(() => sent.length).toBe(3);
    expect(sent[1]!.options.tried?.repeated).toBeUndefined();
    expect(sent[2]!.options.tried).toEqual({ from: AT, last: AT + 60_000, repeated: true, cause: 'u1' });
    await dispatcher.stop();
  });

  it('found on its way after a crash: tried since it was queued, and last when the store says so', async () => {
    const clock = { at: AT };
    const dir = mkdtempSync(join(tmpdir(), 'satcanh-doubt-'));
    const before = await openLowdbStore({ dir, now: () => clock.at });
    await queue(before, 'Một');
    expect(await before.claim(clock.at, 1, new Set())).toHaveLength(1);
    await before.close();
    clock.at += 7_000;
    const store = await openLowdbStore({ dir, now: () => clock.at });
    const { sent, dispatcher } = dispatch(store, clock, () => ({ ok: true }));
    await expect.poll(() => sent.length).toBe(1);
    expect(sent[0]!.options).toEqual({ again: true, tried: { from: AT, last: AT, cause: 'u1' } });
    await dispatcher.stop();
    await store.close();
  });
});

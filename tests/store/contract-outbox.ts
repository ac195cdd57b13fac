import { describe, expect, it } from 'vitest';
import type { Outgoing } from '../../src/store/data.ts';
import type { Settled } from '../../src/store/store.ts';
import type { Bench } from './contract.ts';
import { draft, nobody, send, T } from './rows.ts';

const day = 86_400_000;
const ids = (rows: readonly Outgoing[]): string[] => rows.map((row) => row.id);
const sent = (id: string, messageId?: string): Settled => ({
  id,
  result: 'sent',
  at: T,
  ...(messageId !== undefined && { messageId }),
});
const again = (id: string, due: number): Settled => ({ id, result: 'again', due, error: '500' });

export function describeOutbox(bench: Bench): void {
  const claim = async (now = T, max = 10, busy = nobody): Promise<string[]> =>
    ids(await bench.store.claim(now, max, busy));
  const settle = (...done: Settled[]): Promise<void> => bench.store.settle(done);

  describe('the outbox', () => {
    it('gives one message a chat, in order, the next when the first is settled', async () => {
      await send(bench.store, T, draft('a1', 'a'), draft('a2', 'a'), draft('b1', 'b'));
      await send(bench.store, T, draft('a3', 'a'));
      expect(await claim()).toEqual(['a1', 'b1']);
      expect(await claim()).toEqual([]);
      await settle(sent('a1'));
      expect(await claim()).toEqual(['a2']);
      await settle(sent('a2'), sent('b1'));
      const [last] = await bench.store.claim(T, 10, nobody);
      expect(last).toMatchObject({ id: 'a3', state: 'sending', attempt: 1, chat: 'a', at: T });
      await settle(sent('a3'));
      expect(await bench.store.stats()).toMatchObject({ outbox: 0, dead: 0, rows: { outbox: 0 } });
    });

    it('settles what it is told with a claim before it asks their chats for more, and twice is once', async () => {
      await send(bench.store, T, draft('a1', 'a', { card: 'PA-1' }), draft('a2', 'a'), draft('b1', 'b'));
      await send(bench.store, T, draft('b2', 'b'));
      const next = async (max: number, ...done: Settled[]) =>
        ids(await bench.store.claim(T, max, nobody, 'telegram', done));
      expect(await next(10)).toEqual(['a1', 'b1']);
      expect(await next(10, sent('a1', '7'), again('b1', T + 60_000))).toEqual(['a2']);
      expect(await next(10, sent('a1', '7'), again('b1', T + 60_000))).toEqual([]);
      expect(await bench.store.read((view) => view.get('cards', 'a|7'))).toMatchObject({ report: 'PA-1' });
      expect(await next(0, sent('a2'))).toEqual([]);
      expect(await bench.store.stats()).toMatchObject({ outbox: 2, dead: 0 });
      expect(ids(await bench.store.claim(T + 60_000, 10, nobody, 'telegram'))).toEqual(['b1']);
    });

    it('gives a chat rising numbers, also after everything was sent', async () => {
      await send(bench.store, T, draft('a1', 'a'), draft('a2', 'a'));
      const orders: number[] = [];
      for (const id of ['a1', 'a2', 'a3']) {
        if (id === 'a3') await send(bench.store, T, draft('a3', 'a'));
        const [row] = await bench.store.claim(T, 1, nobody);
        orders.push(row?.order ?? NaN);
        await settle(sent(id));
      }
      expect(orders).toEqual([...new Set(orders)].sort((x, y) => x - y));
      expect(orders).toHaveLength(3);
    });

    it('passes busy chats, takes no more than asked for, and the one that is due longest first', async () => {
      bench.now = T + 10;
      await send(bench.store, T + 3, draft('c', 'c'));
      await send(bench.store, T + 1, draft('a', 'a'));
      await send(bench.store, T + 2, draft('b', 'b'));
      expect(await claim(T + 10, 2, new Set(['a']))).toEqual(['b', 'c']);
      expect(await claim(T + 10, 1)).toEqual(['a']);
    });

    it('lets replies overtake bulk, between chats and within one', async () => {
      await send(bench.store, T, draft('bulk-a', 'a', { bulk: true }), draft('bulk-b', 'b', { bulk: true }));
      await send(bench.store, T, draft('reply-b', 'b'), draft('reply-c', 'c'));
      expect(await claim(T, 2)).toEqual(['reply-b', 'reply-c']);
      expect(await claim()).toEqual(['bulk-a']);
      await settle(sent('reply-b'));
      expect(await claim()).toEqual(['bulk-b']);
    });

    it('lets what is urgent overtake replies, between chats and within one', async () => {
      await send(bench.store, T, draft('bulk-a', 'a', { bulk: true }), draft('reply-a', 'a'));
      await send(bench.store, T, draft('reply-b', 'b'), draft('urgent-a', 'a', { urgent: true }));
      expect(await claim(T, 1)).toEqual(['urgent-a']);
      expect(await claim()).toEqual(['reply-b']);
      await settle(sent('urgent-a'));
      expect(await claim()).toEqual(['reply-a']);
      await settle(sent('reply-a'));
      expect(await claim()).toEqual(['bulk-a']);
    });

    it('gives messages of one channel alone, and counts each channel for itself', async () => {
      const zalo = (id: string, chat: string) => ({ ...draft(id, chat), channel: 'zalo' });
      await send(bench.store, T, draft('t1', 't'), draft('t2', 'u'), zalo('z1', 'z'), zalo('z2', 'z'));
      const only = async (channel: string) => ids(await bench.store.claim(T, 10, nobody, channel));
      expect(await only('zalo')).toEqual(['z1']);
      expect(await only('zalo')).toEqual([]);
      expect(await only('telegram')).toEqual(['t1', 't2']);
      expect(bench.store.holds('zalo')).toBe(true);
      await settle(sent('z1'), { id: 't1', result: 'dead', why: 'refused', error: '400' });
      expect(await bench.store.stats()).toMatchObject({
        outbox: 2,
        dead: 1,
        channels: { telegram: { waiting: 1, dead: 1 }, zalo: { waiting: 1, dead: 0, oldestDue: T } },
      });
    });

    it('counts an attempt that was free, and forgets it no more', async () => {
      await send(bench.store, T, draft('a1', 'a'), draft('a2', 'a'));
      for (const free of [1, 2]) {
        await claim(T + free);
        await settle({ id: 'a1', result: 'again', due: T + free, error: '429', free: true });
      }
      expect(await bench.store.claim(T + 9, 10, nobody)).toMatchObject([{ id: 'a1', attempt: 3, free: 2 }]);
    });

    it('lists what waits for a person, and no longer once it was put back or dropped', async () => {
      const dead = () => bench.store.read((view) => view.find('outbox', 'dead', '-'));
      await send(bench.store, T, draft('a1', 'a'), draft('b1', 'b'));
      const [first, second] = await bench.store.claim(T, 10, nobody);
      const error = 'blocked';
      await settle(
        { id: 'a1', result: 'dead', why: 'gone', error },
        { id: 'b1', result: 'dead', why: 'unclear', error },
      );
      expect(await dead()).toMatchObject([{ id: first!.id, why: 'gone', error }, { id: second!.id }]);
      const [row] = await dead();
      const { why: _, ...back } = row!;
      await bench.store.commit({ at: T }, () => ({ put: { outbox: [{ ...back, state: 'ready' }] } }));
      expect(ids(await dead())).toEqual(['b1']);
      expect(await claim()).toEqual(['a1']);
      await settle({ id: 'a1', result: 'dropped', error });
      expect((await bench.store.stats()).rows.outbox).toBe(1);
    });

    it('holds a message until it is due, and lets later ones of its chat go meanwhile', async () => {
      await send(bench.store, T, draft('later', 'a', { due: T + 5000 }), draft('now', 'a'));
      expect(await bench.store.nextDue()).toBe(T);
      expect(await claim()).toEqual(['now']);
      await settle(sent('now'));
      expect(await bench.store.nextDue()).toBe(T + 5000);
      expect(await claim(T + 4999)).toEqual([]);
      expect(await claim(T + 5000)).toEqual(['later']);
      expect(await bench.store.nextDue()).toBeUndefined();
    });

    it('keeps the order of a chat while its first message waits for another try', async () => {
      await send(bench.store, T, draft('a1', 'a'), draft('a2', 'a'), draft('b1', 'b'));
      await claim(T, 1);
      await settle(again('a1', T + 1000));
      expect(await claim(T + 999)).toEqual(['b1']);
      expect(await bench.store.nextDue()).toBe(T + 1000);
      const [row] = await bench.store.claim(T + 1000, 10, nobody);
      expect(row).toMatchObject({ id: 'a1', attempt: 2, error: '500' });
      expect(row).not.toHaveProperty('unsure');
      await settle(sent('a1'));
      expect(await claim(T + 1000)).toEqual(['a2']);
    });

    it('labels a repeat whose first outcome is unknown, and keeps the label', async () => {
      await send(bench.store, T, draft('a1', 'a'));
      await claim();
      await settle({ id: 'a1', result: 'unsure', due: T, error: 'timeout' });
      expect(await bench.store.claim(T, 1, nobody)).toMatchObject([{ id: 'a1', unsure: true, attempt: 2 }]);
      await settle(again('a1', T));
      expect(await bench.store.claim(T, 1, nobody)).toMatchObject([{ id: 'a1', unsure: true, attempt: 3 }]);
    });

    it('keeps what will never arrive for a person, lets the chat go on, and can try it again', async () => {
      await send(bench.store, T, draft('a1', 'a'), draft('a2', 'a'));
      await claim();
      await settle({ id: 'a1', result: 'dead', why: 'refused', error: 'message is too long' });
      expect(await bench.store.stats()).toMatchObject({ outbox: 1, dead: 1 });
      expect(await claim()).toEqual(['a2']);
      await settle(sent('a2'), again('a1', T));
      expect(await bench.store.stats()).toMatchObject({ outbox: 1, dead: 0 });
      expect(await claim()).toEqual(['a1']);
    });

    it('remembers the platform id of a card, and of words under one', async () => {
      await send(
        bench.store,
        T,
        draft('a1', 'g', { card: 'PA-1' }),
        draft('b1', 'h', { under: 'PA-1' }),
        draft('c1', 'i'),
      );
      await claim();
      await settle(sent('a1', '55'), sent('b1', '56'), sent('c1', '57'));
      expect(await bench.store.read((view) => view.find('cards', 'report', 'PA-1'))).toEqual([
        { id: 'g|55', chat: 'g', messageId: '55', report: 'PA-1', main: true },
        { id: 'h|56', chat: 'h', messageId: '56', report: 'PA-1' },
      ]);
      expect((await bench.store.stats()).rows.cards).toBe(2);
    });

    it('takes an outcome that is told twice, or of a message it does not know', async () => {
      await send(bench.store, T, draft('a1', 'a'));
      await claim();
      await settle(sent('a1'));
      await settle(sent('a1'), again('never', T));
      expect(await bench.store.stats()).toMatchObject({ outbox: 0, dead: 0 });
    });

    it('gives nothing to two claims at once twice', async () => {
      await send(bench.store, T, ...Array.from({ length: 50 }, (_, i) => draft(`m${i}`, `c${i}`)));
      const claims = await Promise.all(Array.from({ length: 10 }, () => claim(T, 10)));
      const all = claims.flat();
      expect(all).toHaveLength(50);
      expect(new Set(all).size).toBe(50);
    });

    it('follows what a commit does to its rows', async () => {
      await send(bench.store, T, draft('a1', 'a'), draft('a2', 'a'), draft('a3', 'a', { due: T + 9 }));
      await bench.store.commit({ at: T }, () => ({ remove: { outbox: ['a1', 'a3'] } }));
      expect(await claim(T + 10)).toEqual(['a2']);
    });

    it('wakes whoever asked when something may be due, until told not to', async () => {
      let woken = 0;
      const stop = bench.store.onWake(() => woken++);
      await bench.store.commit({ at: T }, () => ({ put: { kept: [{ id: 'x', value: 1 }] } }));
      expect(woken).toBe(0);
      await send(bench.store, T, draft('a1', 'a'));
      expect(woken).toBe(1);
      await claim();
      await settle(sent('a1'));
      expect(woken).toBe(2);
      stop();
      await send(bench.store, T, draft('a2', 'a'));
      expect(woken).toBe(2);
    });

    it('goes on when the clock is set back, for what waits and for what is tried again', async () => {
      await send(bench.store, T, draft('tried', 'a'), draft('next', 'b'));
      await claim(T, 1);
      await settle(again('tried', T + 30_000));
      bench.now = T - day;
      expect((await claim(T - day)).sort()).toEqual(['next', 'tried']);
    });

    it('goes on with what was timed before the clock was set back and stored after it', async () => {
      await send(bench.store, T, draft('tried', 'a'), draft('again', 'b'), draft('seen', 'c'));
      await claim(T, 1);
      await claim(T, 1);
      bench.now = T - 3_600_000;
      expect(await claim(bench.now)).toEqual(['seen']);
      await settle(again('tried', T + 1_000), again('again', bench.now + 600_000));
      bench.now += 2_000;
      expect(await claim(bench.now)).toEqual(['tried']);
    });

    it('does not hurry what is wanted later when the clock is set back', async () => {
      await send(bench.store, T, draft('morning', 'a', { due: T + day }));
      await claim(T);
      bench.now = T - 3_600_000;
      expect(await claim(T - 3_600_000)).toEqual([]);
      expect(await claim(T + day)).toEqual(['morning']);
    });
  });
}

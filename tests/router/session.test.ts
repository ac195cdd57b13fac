import { describe, expect, it } from 'vitest';
import { Composer, Context, session } from '../../src/router/index.ts';
import type { SessionOptions } from '../../src/router/index.ts';
import { said, update } from './updates.ts';

interface Data {
  n: number;
  list?: number[];
}
type Ctx = Context<Data>;
const key = 'telegram:42';
const ctxOf = (text: string, rest = {}) => new Context<Data>(update({ type: 'text', text }, rest));

/** A bot with a session that starts at 0, and a store that can be looked into. */
function counting(options: SessionOptions<Data, Ctx> = {}) {
  const store = new Map<string, Data>();
  const bot = new Composer<Ctx>(session({ store, defaultSession: () => ({ n: 0 }), ...options }));
  return { store, bot };
}

describe('session()', () => {
  it('remembers, for the person in this chat', async () => {
    const { store, bot } = counting();
    bot.use((ctx) => void ctx.session.n++);
    await bot.handle(ctxOf('x'));
    await bot.handle(ctxOf('x'));
    await bot.handle(ctxOf('x', { chat: 'telegram:-1', chatType: 'group' }));
    expect([...store]).toEqual([
      [key, { n: 2 }],
      ['telegram:-1|telegram:42', { n: 1 }],
    ]);
  });

  it('writes nothing when the handler threw, and what it had changed is forgotten', async () => {
    const { store, bot } = counting();
    store.set(key, { n: 1, list: [1] });
    bot.use((ctx) => {
      ctx.session.n = 9;
      ctx.session.list?.push(2);
      if (ctx.text === 'bad') throw new Error('bad');
    });
    await expect(bot.handle(ctxOf('bad'))).rejects.toThrow('bad');
    expect(store.get(key)).toEqual({ n: 1, list: [1] });
    await bot.handle(ctxOf('good'));
    expect(store.get(key)).toEqual({ n: 9, list: [1, 2] });
  });

  it('does not write what was not touched, and deletes what was set to nothing', async () => {
    const written: string[] = [];
    const store = {
      get: async () => ({ n: 1 }),
      set: async (id: string) => void written.push(`set ${id}`),
      delete: async (id: string) => void written.push(`delete ${id}`),
    };
    const { bot } = counting({ store });
    bot
      .hears('read', (ctx) => void ctx.session.n)
      .hears('clear', (ctx) => {
        ctx.session = undefined as unknown as Data;
      });
    for (const text of ['nothing', 'read', 'clear']) await bot.handle(ctxOf(text));
    expect(written).toEqual([`set ${key}`, `delete ${key}`]);
  });

  it('lends one object to updates of one key that are under way together', async () => {
    const stored = new Map<string, Data>();
    const soon = () => new Promise((resolve) => setImmediate(resolve));
    const store = {
      get: async (id: string) => (await soon(), stored.get(id)),
      // The first write is the slowest: written in order nonetheless.
      set: async (id: string, value: Data) => {
        for (let wait = value.n; wait < 12; wait++) await soon();
        stored.set(id, value);
      },
      delete: async (id: string) => stored.delete(id),
    };
    const { bot } = counting({ store });
    bot.use(async (ctx) => {
      const { n } = ctx.session;
      if (n % 2 === 0) await soon();
      ctx.session.n++;
    });
    await Promise.all(Array.from({ length: 10 }, () => bot.handle(ctxOf('x'))));
    expect(stored.get(key)).toEqual({ n: 10 });
  });

  it('an update that comes while the store writes does not read what was there before', async () => {
    const stored = new Map<string, Data>();
    let write = (): void => undefined;
    const store = {
      get: (id: string) => stored.get(id),
      set: (id: string, value: Data) =>
        new Promise<void>((resolve) => {
          write = () => resolve(void stored.set(id, value));
        }),
      delete: () => true,
    };
    const { bot } = counting({ store });
    bot.use((ctx) => void ctx.session.n++);
    const first = bot.handle(ctxOf('x'));
    await new Promise((resolve) => setImmediate(resolve));
    const second = bot.handle(ctxOf('x'));
    await new Promise((resolve) => setImmediate(resolve));
    write();
    await first;
    await new Promise((resolve) => setImmediate(resolve));
    write();
    await second;
    expect(stored.get(key)).toEqual({ n: 2 });
  });

  it('an update that comes when the first of two has ended still shares with the second', async () => {
    const { store, bot } = counting();
    const waits = new Map<string, () => void>();
    bot.use(async (ctx) => {
      await new Promise<void>((resolve) => waits.set(ctx.text ?? '', resolve));
      ctx.session.n++;
    });
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    const begin = async (text: string) => {
      const running = bot.handle(ctxOf(text));
      await settle();
      return { end: () => (waits.get(text)?.(), running) };
    };
    const first = await begin('first');
    const second = await begin('second');
    await first.end();
    const third = await begin('third');
    await second.end();
    await third.end();
    expect(store.get(key)).toEqual({ n: 3 });
  });

  it('without a key there is no session, and the update goes on', async () => {
    const { bot } = counting({ getSessionKey: () => undefined });
    const seen: unknown[] = [];
    bot.use((ctx) => void seen.push(ctx.session));
    await bot.handle(ctxOf('x'));
    expect(seen).toEqual([undefined]);
  });

  it('can live under another name beside the usual one', async () => {
    const { bot } = counting();
    const other = new Map<string, Data>();
    bot.use(session<Data, Ctx>({ property: 'stats', store: other, defaultSession: () => ({ n: 5 }) }));
    bot.use((ctx) => void ((ctx as Ctx & { stats: Data }).stats.n += ctx.session.n + 1));
    await bot.handle(ctxOf('x'));
    expect(other.get(key)).toEqual({ n: 6 });
  });

  it('a store that fails fails the update, and is asked afresh by the next', async () => {
    let down = true;
    const { bot } = counting({
      store: {
        get: () => (down ? Promise.reject(new Error('down')) : undefined),
        set: () => 0,
        delete: () => 0,
      },
    });
    await expect(bot.handle(ctxOf('x'))).rejects.toThrow('down');
    down = false;
    await expect(bot.handle(ctxOf('x'))).resolves.toBeUndefined();
  });

  it('without session() there is none', () => {
    expect(said('x').session).toBeUndefined();
  });
});

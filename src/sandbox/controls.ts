import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { readBody } from './body.ts';
import type { SandboxClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Feed } from './feed.ts';
import type { Phones } from './phones.ts';

/** A line now and then, ms, so that what stands between does not take the stream for dead. */
const PING = 20_000;

export interface ControlsOptions {
  phones: Phones;
  faults: Faults;
  feed: Feed;
  clock: SandboxClock;
  /** Telegram's list of commands, as its apps show it. */
  commands(): readonly { command: string; description: string }[];
  /** Aborted when the sandbox closes: streams end, so that the server can. */
  closing: AbortSignal;
}

/** What concerns all phones, below /sandbox: the stream of events, faults, a clean slate. */
export function createControls({ phones, faults, feed, clock, commands, closing }: ControlsOptions): Hono {
  const app = new Hono();
  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const unwatch = feed.watch(
        ({ event, data }) =>
          void stream.writeSSE({ event, data: JSON.stringify(data) }).catch(() => undefined),
      );
      const ping = setInterval(() => void stream.write(': \n\n').catch(() => undefined), PING);
      await new Promise<void>((resolve) => {
        stream.onAbort(resolve);
        if (closing.aborted) resolve();
        closing.addEventListener('abort', () => resolve(), { once: true });
      });
      clearInterval(ping);
      unwatch();
    }),
  );
  app.get('/commands', (c) => c.json(commands()));
  app.get('/faults', (c) => c.json(faults.list()));
  app.post('/faults', async (c) => {
    const body = await readBody(c);
    const { id, on } = body ?? {};
    if (typeof id !== 'string' || typeof on !== 'boolean')
      return c.json({ error: 'Cần {"id": tên lỗi, "on": true hoặc false}.' }, 400);
    return faults.set(id, on) ? c.json(faults.list()) : c.json({ error: 'Không có lỗi nào tên này.' }, 404);
  });
  const time = () => ({ now: clock.now(), ahead: clock.ahead() });
  app.get('/clock', (c) => c.json(time()));
  app.post('/clock', async (c) => {
    const { step } = (await readBody(c)) ?? {};
    if (typeof step !== 'string' || !clock.skip(step))
      return c.json({ error: 'Cần {"step": "1h", "24h", "48h" hoặc "23:00"}.' }, 400);
    return c.json(time());
  });
  app.post('/reset', (c) => {
    faults.clear();
    for (const { phone } of phones.slots()) phone.clear();
    return c.json({ ok: true });
  });
  return app;
}

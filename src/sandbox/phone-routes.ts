import { Hono } from 'hono';
import { ACTIONS, BadAction } from './actions.ts';
import { readBody } from './body.ts';
import type { Phones, Slot } from './phones.ts';
import { personKey, seenPhone } from './view.ts';

export interface PhoneRoutesOptions {
  phones: Phones;
  /** What the bot knows of a person's conversation. */
  inspect(personKey: string): Promise<unknown>;
  /** Roots of the stand-ins, by platform: files are fetched from there and from nowhere else. */
  roots: Readonly<Record<string, string>>;
}

type Env = { Variables: { slot: Slot } };

/** The phones' own routes, below /sandbox. */
export function createPhoneRoutes({ phones, inspect, roots }: PhoneRoutesOptions): Hono<Env> {
  const app = new Hono<Env>();
  for (const path of ['/phones/:key/*', '/files/:key/*', '/inspect/:key'])
    app.use(path, async (c, next) => {
      const slot = phones.find(c.req.param('key') ?? '');
      if (!slot) return c.json({ error: 'Không có điện thoại này.' }, 404);
      c.set('slot', slot);
      return next();
    });

  app.post('/phones/:key/new', (c) => {
    const { role } = c.get('slot');
    if (!role.newcomers) return c.json({ error: 'Chỉ điện thoại đoàn viên mới đổi người được.' }, 409);
    return c.json(seenPhone(phones.newcomer(role.key)));
  });
  app.post('/phones/:key/clear', (c) => {
    c.get('slot').phone.clear();
    return c.json({ ok: true });
  });
  app.post('/phones/:key/:action', async (c) => {
    const name = c.req.param('action');
    const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (!action) return c.json({ error: 'Không có thao tác này.' }, 404);
    const body = await readBody(c);
    if (!body) return c.json({ error: 'Cần một đối tượng JSON.' }, 400);
    try {
      await action(c.get('slot').phone, body);
    } catch (error) {
      // A phone refuses what a hand could not do either: a button that is gone, a chat that is blocked.
      return c.json({ error: (error as Error).message }, error instanceof BadAction ? 400 : 409);
    }
    return c.json({ ok: true });
  });

  app.get('/phones/:key/raw/:bubble', (c) => {
    const bubble = c
      .get('slot')
      .phone.bubbles()
      .find(({ id }) => id === c.req.param('bubble'));
    return bubble ? c.json(bubble.raw ?? null) : c.json({ error: 'Không còn tin nhắn này.' }, 404);
  });
  app.get('/inspect/:key', async (c) => {
    const slot = c.get('slot');
    return c.json({ person: personKey(slot), conversation: (await inspect(personKey(slot))) ?? null });
  });

  app.get('/files/:key/:bubble', async (c) => {
    const { phone } = c.get('slot');
    const url = phone.bubbles().find(({ id }) => id === c.req.param('bubble'))?.file?.url;
    if (!url?.startsWith(`${roots[phone.platform]}/`)) return c.notFound();
    const found = await fetch(url, { redirect: 'error' });
    if (!found.ok) return c.notFound();
    const type = found.headers.get('content-type') ?? '';
    const shown = /^(image\/(png|jpeg|gif|webp)|audio\/[a-z0-9.+-]+)$/i.test(type);
    return new Response(await found.arrayBuffer(), {
      headers: shown
        ? { 'content-type': type, 'cache-control': 'private, max-age=3600' }
        : { 'content-type': 'application/octet-stream', 'content-disposition': 'attachment' },
    });
  });
  return app;
}

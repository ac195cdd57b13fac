/** The stand-in's control door, for whoever is not in its process: clock, faults, settings, people. Nothing of Zalo's. */
import { Hono, type Context } from 'hono';
import type { Fault, Sample } from '../phone.ts';
import type { Env } from './env.ts';
import type { ZaloStandIn } from './index.ts';
import type { ZaloPhone } from './phone.ts';

type Body = Readonly<Record<string, unknown>>;

/** A picture of one pixel: what is sent matters to nobody here. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const SAMPLE: Sample = { bytes: PIXEL, name: 'anh.png', mime: 'image/png' };

const text = (body: Body, name: string): string => {
  const value = body[name];
  if (typeof value !== 'string') throw new Error(`"${name}" must be a text.`);
  return value;
};

/** What a person can do, by the last part of the route. */
const ACTS: Readonly<Record<string, (phone: ZaloPhone, body: Body) => Promise<void> | void>> = {
  type: (phone, body) => phone.say(text(body, 'text')),
  press: (phone, body) => phone.pressLabel(text(body, 'label')),
  sendImage: (phone) => phone.sendPhoto(SAMPLE),
  follow: (phone) => phone.follow(),
  unfollow: (phone) => phone.unfollow(),
  submitInfo: (phone, body) => phone.submitInfo(body),
  react: (phone, body) => phone.react(text(body, 'bubble'), text(body, 'icon')),
  block: (phone) => phone.block(),
  unblock: (phone) => phone.unblock(),
  withdraw: (phone) => phone.withdraw(),
};

/** `/__emu/*`. A wrong request is 400 with what is wrong with it. The routes are added once the stand-in is whole. */
export function createControl(standIn: ZaloStandIn): Hono<Env> {
  const app = new Hono<Env>();
  const bodyOf = (c: Context<Env>): Body => {
    const body = c.get('body');
    if (typeof body !== 'object' || body === null) throw new Error('A JSON object is needed.');
    return body as Body;
  };
  app.post('/clock', (c) => {
    const { advance } = bodyOf(c);
    if (typeof advance !== 'number' || !(advance > 0)) throw new Error('"advance" must be milliseconds.');
    standIn.advance(advance);
    return c.json({ ok: true });
  });
  app.post('/faults', (c) => {
    standIn.setFault(bodyOf(c) as unknown as Fault);
    return c.json({ ok: true });
  });
  app.delete('/faults', (c) => {
    standIn.clearFaults();
    return c.json({ ok: true });
  });
  app.post('/settings', (c) => {
    standIn.set(bodyOf(c));
    return c.json({ ok: true });
  });
  app.post('/webhook', (c) => {
    standIn.setWebhook(text(bodyOf(c), 'url'));
    return c.json({ ok: true });
  });
  app.post('/people/:id/:act', async (c) => {
    const act = Object.hasOwn(ACTS, c.req.param('act')) ? ACTS[c.req.param('act')] : undefined;
    if (!act) return c.json({ error: `A person can: ${Object.keys(ACTS).join(', ')}.` }, 404);
    await act(standIn.phone({ id: c.req.param('id'), name: c.req.query('name') ?? 'Lan' }), bodyOf(c));
    return c.json({ ok: true });
  });
  app.get('/people/:id', (c) => {
    const phone = standIn.phone({ id: c.req.param('id'), name: c.req.query('name') ?? 'Lan' });
    return c.json({ id: phone.id, bubbles: phone.bubbles() });
  });
  app.get('/calls', (c) => c.json(standIn.calls()));
  app.get('/dump', (c) => c.json(standIn.dump()));
  app.get('/deliveries', (c) => c.json(standIn.deliveries()));
  app.onError((error, c) => c.json({ error: error.message }, 400));
  return app;
}

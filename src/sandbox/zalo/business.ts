import { Hono } from 'hono';
import { failure, invalid, Refusal, success } from './answer.ts';
import type { Env } from './env.ts';
import { zbsReceived } from './events.ts';
import { asObject, asText, onlyFields } from './fields.ts';
import { gate, jsonBody } from './gate.ts';
import { isNight } from './period.ts';
import type { Person, Platform, Template } from './platform.ts';
import type { Tokens } from './tokens.ts';
import type { Webhooks } from './webhooks.ts';

const MAX_TRACKING = 48;
const PROMOTION = 3;

/** business.openapi.zalo.me: ZBS templates by phone, what became of them, quota and quality (Zalo ZBS docs). */
export function createBusiness(deps: {
  platform: Platform;
  hooks: Webhooks;
  tokens: Tokens;
  appSecret: string;
}): Hono<Env> {
  const { platform, hooks } = deps;
  const app = new Hono<Env>();
  const sent = new Map<string, { at: number }>();
  let day = '';
  let used = 0;

  function quota(): { dailyQuota: string; remainingQuota: string } {
    const today = new Date(platform.now() + 7 * 3_600_000).toISOString().slice(0, 10);
    if (today !== day) [day, used] = [today, 0];
    const { zbsDaily } = platform.settings;
    return { dailyQuota: String(zbsDaily), remainingQuota: String(zbsDaily - used) };
  }

  app.use('*', gate(platform, deps.tokens, deps.appSecret, { invalid: -124, expired: -124, proof: -1241 }));

  app.post('/message/template', (c) => {
    const body = jsonBody(c, platform);
    const known = ['phone', 'template_id', 'template_data', 'tracking_id', 'mode', 'sending_mode'];
    onlyFields(body, known, platform.settings.strict);
    const person = receiverOf(platform, body.phone);
    const template = templateOf(platform, body.template_id);
    const data = dataFor(template, body.template_data);
    const tracking = body.tracking_id;
    if (tracking !== undefined && (typeof tracking !== 'string' || tracking.length > MAX_TRACKING))
      throw new Refusal(-1121);
    // Only administrators of the OA and the app, of whom the stand-in has none.
    if (body.mode === 'development') throw new Refusal(-127);
    if (body.mode !== undefined) throw invalid('mode');
    if (template.tag === PROMOTION && isNight(platform.now())) throw new Refusal(-133);
    if (Number(quota().remainingQuota) <= 0) throw new Refusal(-144);
    if (person.blocked !== undefined) throw new Refusal(-119);
    used++;
    const msg_id = platform.ids.message();
    const at = platform.now();
    sent.set(msg_id, { at });
    const text = [`[ZBS ${template.id}]`, ...Object.entries(data).map((pair) => pair.join(': '))].join('\n');
    person.screen.add({ id: msg_id, from: 'bot', at, text, raw: body });
    if (platform.settings.receipts) {
      const receipt = zbsReceived(platform, String(body.phone), { msg_id, tracking_id: tracking });
      hooks.emit(receipt, person.id, { 'x-zevent-server': 'ZNS' });
    }
    return c.json(success({ msg_id, sent_time: String(at), sending_mode: '1', quota: quota() }));
  });

  app.get('/message/status', (c) => {
    const known = sent.get(asText(c.req.query('message_id'), 'message_id'));
    // What -1 and 0 mean nobody says: -1 for a message that is not known.
    return c.json(success(known ? { status: 1, delivery_time: String(known.at) } : { status: -1 }));
  });
  app.get('/message/quota', (c) => c.json(success(quota())));
  app.get('/quality', (c) => c.json(success({ oaCurrentQuality: 'HIGH', oa7dayQuality: 'HIGH' })));
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json(failure(error.code, error.message));
    throw error;
  });
  return app;
}

/** The number that a person gave in the details card, else one made of their id. */
export function phoneOf(person: Person): string {
  return person.info.phone ?? `8490${person.id.slice(-7)}`;
}

function receiverOf(platform: Platform, phone: unknown): Person {
  if (typeof phone !== 'string' || !/^84\d{8,10}$/.test(phone)) throw new Refusal(-108);
  const person = [...platform.people.values()].find((one) => phoneOf(one) === phone);
  if (!person) throw new Refusal(-118);
  return person;
}

function templateOf(platform: Platform, id: unknown): Template {
  const template = platform.templates.get(asText(id, 'template_id'));
  if (!template) throw new Refusal(-109);
  if (template.status !== 'ENABLE') throw new Refusal(-131);
  return template;
}

function dataFor({ params }: Template, value: unknown): Record<string, unknown> {
  const data = asObject(value, 'template_data');
  const given = Object.keys(data).sort().join();
  if (params && given !== [...params].sort().join()) throw new Refusal(-132);
  return data;
}

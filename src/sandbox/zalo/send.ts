import type { Hono } from 'hono';
import { invalid, Refusal, success } from './answer.ts';
import { deliver } from './deliver.ts';
import type { Env } from './env.ts';
import { asId, asObject, asText, onlyFields, type Fields } from './fields.ts';
import { jsonBody } from './gate.ts';
import { readMessage } from './message.ts';
import type { Person, Platform } from './platform.ts';
import type { Webhooks } from './webhooks.ts';
import { checkWindow, spendReply } from './window.ts';

/** Consultation messages, ZBS templates by user id, and the endpoints retired on 2026-03-01. */
export function addSendRoutes(app: Hono<Env>, platform: Platform, hooks: Webhooks): void {
  app.post('/v3.0/oa/message/cs', (c) => {
    const body = jsonBody(c, platform);
    onlyFields(body, ['recipient', 'message'], platform.settings.strict);
    const person = readRecipient(platform, body.recipient);
    // A message that is wrong in itself is refused for that, whoever was to read it.
    const message = readMessage(platform, body.message);
    checkWindow(platform, person);
    const quota = spendReply(platform, person);
    const { id, at } = deliver(platform, hooks, person, message, body);
    return c.json(success({ message_id: id, user_id: person.id, sent_time: String(at), quota }));
  });

  app.post('/v3.0/oa/message/template', (c) => {
    const body = jsonBody(c, platform);
    const id = asId(body.user_id, 'user_id');
    const template = asText(body.template_id, 'template_id');
    const data = asObject(body.template_data, 'template_data');
    if (platform.templates.get(template)?.status !== 'ENABLE') throw new Refusal(-249);
    const person = platform.people.get(id);
    if (!person) throw new Refusal(-213);
    // Templates go outside the window; only a block stops them.
    if (person.blocked !== undefined) throw new Refusal(person.blocked);
    const text = [`[ZBS ${template}]`, ...Object.entries(data).map(([name, value]) => `${name}: ${value}`)];
    const sent = deliver(platform, hooks, person, { kind: 'text', text: text.join('\n') }, body);
    const quota = { quota_type: 'purchase_quota', remain: String(--platform.settings.paidQuota) };
    return c.json(success({ message_id: sent.id, user_id: id, sent_time: String(sent.at), quota }));
  });

  for (const kind of ['transaction', 'promotion'])
    app.post(`/v3.0/oa/message/${kind}`, () => {
      throw new Refusal(platform.settings.retiredError);
    });
}

/** By user id, or by a message of theirs; undefined for a person the OA does not know. */
function readRecipient(platform: Platform, value: unknown): Person | undefined {
  const recipient: Fields = asObject(value, 'recipient');
  onlyFields(recipient, ['user_id', 'message_id'], platform.settings.strict);
  if (recipient.user_id !== undefined) return platform.people.get(asId(recipient.user_id, 'user_id'));
  const id = asText(recipient.message_id, 'user_id');
  const line = platform.lines.find((one) => one.id === id && one.fromUser);
  if (!line) throw invalid('message_id');
  return platform.people.get(line.userId);
}

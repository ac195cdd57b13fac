import type { Hono } from 'hono';
import { sendToVisitor } from './anonymous.ts';
import { invalid, Refusal, success, tooLong } from './answer.ts';
import type { Env } from './env.ts';
import { fromOa } from './events.ts';
import { asId, asList, asObject, asText, type Fields } from './fields.ts';
import { jsonBody } from './gate.ts';
import type { Platform } from './platform.ts';
import type { Webhooks } from './webhooks.ts';

const ICONS = [':>', '--b', ':-((', '/-strong', '/-heart', ':-h', ':o', '/-remove'];
const MAX_REACTIONS = 50;
const TARGETS = ['ages', 'gender', 'locations', 'cities', 'platform'];

/** POST /v2.0/oa/message: reactions, broadcasts of an article and web-chat visitors are left of it; the rest is -240. */
export function addV2MessageRoute(app: Hono<Env>, platform: Platform, hooks: Webhooks): void {
  app.post('/v2.0/oa/message', (c) => {
    const body = jsonBody(c, platform);
    const recipient = asObject(body.recipient, 'recipient');
    if (body.sender_action !== undefined) {
      react(platform, hooks, recipient, asObject(body.sender_action, 'sender_action'));
      return c.json(success({}));
    }
    if (recipient.anonymous_id !== undefined)
      return c.json(success(sendToVisitor(platform, hooks, recipient, body)));
    if (recipient.target === undefined) throw new Refusal(-240);
    return c.json(success({ message_id: broadcast(platform, recipient.target, body) }));
  });
}

function react(platform: Platform, hooks: Webhooks, recipient: Fields, action: Fields): void {
  const person = platform.people.get(asId(recipient.user_id, 'user_id'));
  if (!person) throw new Refusal(-213);
  const icon = asText(action.react_icon, 'react_icon');
  if (!ICONS.includes(icon)) throw invalid('react_icon');
  const id = asText(action.react_message_id, 'react_message_id');
  const line = platform.lines.find((one) => one.id === id && one.userId === person.id);
  if (!line) throw invalid('react_message_id');
  if (++line.reactions > MAX_REACTIONS) throw tooLong('react_message_id');
  if (!platform.settings.echoes) return;
  const event = fromOa(platform, person, 'oa_reacted_message', { msg_id: id, react_icon: icon });
  hooks.emit(event, person.id);
}

/** Puts an article before every follower; the stand-in knows no ages or cities, so the target chooses nobody. */
function broadcast(platform: Platform, target: unknown, body: Fields): string {
  const names = Object.keys(asObject(target, 'target'));
  const other = names.find((name) => !TARGETS.includes(name));
  if (other !== undefined) throw invalid(`target.${other}`);
  const message = asObject(body.message, 'message');
  // The documentation's own client leaves out `attachment.type`.
  const payload = asObject(asObject(message.attachment, 'attachment').payload, 'payload');
  if (payload.template_type !== 'media') throw new Refusal(-233);
  const element = asObject(asList(payload.elements, 'elements', 1)[0], 'elements[0]');
  if (element.media_type !== 'article') throw invalid('media_type');
  const article = [...platform.articles.values()].find(({ id }) => id === element.attachment_id);
  if (!article) throw invalid('attachment_id');
  if (!article.ready) throw new Refusal(-214);
  const id = platform.ids.message();
  const at = platform.now();
  for (const person of platform.people.values())
    if (person.follower && person.blocked === undefined)
      person.screen.add({ id, from: 'bot', at, text: article.title, raw: body });
  return id;
}

import type { Hono } from 'hono';
import { invalid, Refusal, success } from './answer.ts';
import { ECHO, echoContent } from './deliver.ts';
import type { Env } from './env.ts';
import { inGroup } from './events.ts';
import { asObject, asText } from './fields.ts';
import { jsonBody } from './gate.ts';
import { readMessage } from './message.ts';
import type { Platform } from './platform.ts';
import type { Webhooks } from './webhooks.ts';

/** GMF groups: text, media and files; no template with buttons. */
export function addGroupRoutes(app: Hono<Env>, platform: Platform, hooks: Webhooks): void {
  app.post('/v3.0/oa/group/message', (c) => {
    const body = jsonBody(c, platform);
    if (!platform.settings.groups) throw new Refusal(-237);
    const groupId = asText(asObject(body.recipient, 'recipient').group_id, 'group_id');
    const message = readMessage(platform, body.message);
    if (['buttons', 'list', 'info'].includes(message.kind)) throw new Refusal(-233);
    const group = platform.groups.get(groupId);
    if (!group) throw new Refusal(-403);
    const id = platform.ids.message();
    group.messages.push({ id, at: platform.now(), body: body.message });
    if (platform.settings.echoes) {
      const echo = { ...echoContent(platform, message), msg_id: id };
      const name = `oa_send_group_${ECHO[message.kind]}`;
      hooks.emit(inGroup(platform, groupId, { id: platform.oaId }, name, echo), groupId);
    }
    return c.json(success({ message_id: id, group_id: groupId }));
  });

  // Unlike the GETs about people, group GETs have flat parameters.
  app.get('/v3.0/oa/group/getgroupsofoa', (c) => {
    if (!platform.settings.groups) throw new Refusal(-237);
    const offset = Number(c.req.query('offset') ?? 0);
    const count = Number(c.req.query('count') ?? 5);
    if (!Number.isInteger(offset) || offset < 0) throw invalid('offset');
    if (!Number.isInteger(count) || count < 1) throw invalid('count');
    const all = [...platform.groups.values()];
    const groups = all.slice(offset, offset + count).map(({ id, name }) => ({
      group_id: id,
      name,
      status: 'enabled',
      total_member: 1,
    }));
    return c.json(success({ groups, total: all.length, offset, count: groups.length }));
  });
}
